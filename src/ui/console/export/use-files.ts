// Files of the console: the export that is asked for, and the file of another machine that is on show instead of this
// device's record. Such a file is in memory only, has its own reader, and is never mixed with what is stored here.
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { BadLine } from '../../../formats/read-lines.ts';
import type { ConsoleProps } from '../console-props.ts';
import type { IncidentChoice } from './run-export.ts';
import { foreignClient } from './foreign-client.ts';
import { MAX_FILE, readFile } from './read-file.ts';

export interface OpenedFile {
  readonly name: string;
  readonly count: number;
  readonly bad: readonly BadLine[];
  readonly badCount: number;
  /** It has more records than are read. */
  readonly full: boolean;
  /** Reading ended early, as too many lines were bad. */
  readonly hopeless: boolean;
}

export type Opening =
  | { readonly is: 'idle'; readonly problem: '' | 'importTooLarge' | 'importNone' | 'importFailed' }
  | { readonly is: 'reading'; readonly name: string; readonly share: number };

export interface Files {
  /** The console's properties with the reader of what is on show. */
  readonly shown: ConsoleProps;
  readonly opened: OpenedFile | null;
  readonly opening: Opening;
  readonly open: (file: File) => void;
  readonly stop: () => void;
  readonly close: () => void;
  readonly choice: IncidentChoice | null;
  /** Asks for an export; null: none any more. */
  readonly take: (choice: IncidentChoice | null) => void;
}

const NAME = 80;

export function useFiles(props: ConsoleProps): Files {
  const { client, records } = props;
  const [foreign, setForeign] = useState<{ file: OpenedFile; reader: ConsoleProps['reader'] } | null>(null);
  const [opening, setOpening] = useState<Opening>({ is: 'idle', problem: '' });
  const [choice, take] = useState<IncidentChoice | null>(null);
  const reading = useRef<AbortController | null>(null);
  const open = useCallback(
    (file: File): void => {
      reading.current?.abort();
      const abort = new AbortController();
      reading.current = abort;
      const name = file.name.slice(0, NAME);
      const end = (problem: Extract<Opening, { is: 'idle' }>['problem']): void => {
        if (reading.current === abort) setOpening({ is: 'idle', problem });
      };
      const read = async (): Promise<void> => {
        if (file.size > MAX_FILE) {
          end('importTooLarge');
          return;
        }
        setOpening({ is: 'reading', name, share: 0 });
        const schema = await records.schema();
        const lines = await readFile(file, schema, abort.signal, (share) => {
          if (reading.current === abort) setOpening({ is: 'reading', name, share });
        });
        if (abort.signal.aborted) return;
        const { incidents, bad, badCount, full, hopeless } = lines;
        if (incidents.length === 0) {
          end('importNone');
          return;
        }
        setForeign({
          file: { name, count: incidents.length, bad, badCount, full, hopeless },
          reader: records.readerOf(incidents),
        });
        end('');
      };
      read().catch(() => {
        end(abort.signal.aborted ? '' : 'importFailed');
      });
    },
    [records],
  );
  const readOnly = useMemo(() => foreignClient(client), [client]);
  return {
    shown: foreign ? { ...props, client: readOnly, reader: foreign.reader } : props,
    opened: foreign?.file ?? null,
    opening,
    open,
    stop: () => reading.current?.abort(),
    close: () => {
      setForeign(null);
    },
    choice,
    take,
  };
}
