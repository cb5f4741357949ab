// The list of stored incidents: a query in one field, views, charts over it, and a hundred thousand rows of which those that
// are seen are drawn. Its state stands in the address.
import type { IncidentChoice } from './choice.ts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { EVERY_INCIDENT, type IncidentQuery } from '../../../model/incident-query.ts';
import { Notice, View } from '../../components/View.tsx';
import { label, t } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import { IncidentCharts } from '../charts/IncidentCharts.tsx';
import type { ConsoleProps } from '../console-props.ts';
import { List } from './List.tsx';
import { Chips, Problems, QueryField } from './QueryField.tsx';
import { dayStart, isoDay } from './query/dates.ts';
import { fieldOf, readQuery, writeQuery } from './query/read-query.ts';
import { termsOf } from './query/terms.ts';
import { useAddress } from './use-address.ts';
import { useList, type ListQuestion } from './use-list.ts';
import { useTally } from './use-tally.ts';
import { useViews } from './use-views.ts';
import { Views } from './Views.tsx';
import { vocabularyOf } from './vocabulary.ts';
import '../charts/charts.css';
import './incidents.css';

const TYPING_PAUSE_MS = 120;
/** Days that the charts show at least. */
const CHART_DAYS = 14;

interface Props extends ConsoleProps {
  /** Takes incidents out as a file. */
  readonly onExport?: (choice: IncidentChoice) => void;
}

export function Incidents({ client, reader, services, kept, ruleReferences, onExport }: Props) {
  const { address, start, change, renew, keep } = useAddress();
  const vocabulary = useMemo(() => vocabularyOf(services), [services]);
  const read = useMemo(() => readQuery(address.text, vocabulary, start.until), [address.text, vocabulary, start.until]);
  const { oldestFirst, grouped } = address;
  const question = useMemo<ListQuestion>(
    () => ({ query: { ...read.query, to: Math.min(read.query.to, start.until) }, oldestFirst, grouped, start }),
    [read, start, oldestFirst, grouped],
  );
  const [state, retry] = useList(reader, client, question, start.until);
  const arrangement = useViews(kept, client);
  const [policy] = useAsync(() => client.send('policy.get', {}), [client]);

  const [typed, onTyped] = useTyped(address.text, change);
  const toQuery = useCallback((text: string) => change({ text }), [change]);
  const field = useRef<HTMLInputElement>(null);
  /** What was pressed goes with the chip: the field takes the focus over. */
  const toField = (text: string): void => {
    toQuery(text);
    field.current?.focus();
  };

  const list = state.state === 'ready' ? state.list : null;
  const { charts } = arrangement;
  const counted = useTally(reader, charts && list && !list.stale ? list.question.query : null, list?.total ?? 0);
  const [asked, setAsked] = useState(false);
  const known = useTally(reader, asked ? EVERY_INCIDENT : null, list?.stored ?? 0);
  const rules = useRules(typed, known.tally?.families.map(({ key }) => key) ?? null, ruleReferences);
  const noStore = list !== null && list.storage !== 'ok';
  return (
    <div class="incident-list">
      <h1>{label('page', 'incidents')}</h1>
      {noStore && <Notice>{t(`noticeStorage_${list.storage}`)}</Notice>}
      <Views
        address={address}
        saved={arrangement.views}
        onSave={(name) => arrangement.save(name, address)}
        onRename={arrangement.rename}
        onDelete={arrangement.remove}
      />
      <div class="toolbar list-tools">
        <QueryField
          field={field}
          typed={typed}
          onTyped={onTyped}
          vocabulary={vocabulary}
          tally={known.tally}
          rules={rules}
          onFocus={() => setAsked(true)}
        />
        <button type="button" aria-pressed={grouped} onClick={() => change({ grouped: !grouped })}>
          {t('listGroup')}
        </button>
        <button type="button" aria-pressed={charts} onClick={() => arrangement.showCharts(!charts)}>
          {t('listCharts')}
        </button>
        {onExport && (list?.total ?? 0) > 0 && (
          <button type="button" onClick={() => onExport({ query: question.query })}>
            {read.understood.length > 0 ? t('listExportFound') : t('listExportAll')}
          </button>
        )}
      </div>
      <Problems problems={read.problems} />
      <Chips
        read={read}
        vocabulary={vocabulary}
        onRemove={(chip) => toField(writeQuery(read.understood.filter((u) => u !== chip)))}
        onClear={() => toField('')}
      />
      {charts && counted.tally !== null && counted.tally.total > 0 && list !== null && list.total > 0 && (
        <div class="list-charts">
          <h2 class="hidden-words">{t('listCharts')}</h2>
          <IncidentCharts
            tally={counted.tally}
            {...chartDays(counted.query ?? question.query, counted.tally.days[0]?.day, start.until)}
            vocabulary={vocabulary}
            understood={read.understood}
            onQuery={toQuery}
            height={6}
          />
        </div>
      )}
      {charts && counted.failed && <p class="small muted">{t('chartFailed')}</p>}
      <View loaded={state.state === 'ready' ? { state: 'ready', value: state.list } : state} retry={retry}>
        {(shown) => (
          <List
            key={grouped ? 'groups' : 'rows'}
            client={client}
            reader={reader}
            list={shown}
            text={address.text}
            keep={keep}
            renew={renew}
            nameOfService={(id) => vocabulary.service.get(id) ?? id}
            turn={() => change({ oldestFirst: !oldestFirst })}
            clear={() => toField('')}
            allowUndo={policy.state === 'ready' && policy.value.settings.allowUndo}
            onExport={onExport}
          />
        )}
      </View>
    </div>
  );
}

/** What is in the field, which runs ahead of the address while one types. */
function useTyped(
  text: string,
  change: ReturnType<typeof useAddress>['change'],
): readonly [string, (text: string, done: boolean) => void] {
  const [typed, setTyped] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Letters of one query are one step of the history. */
  const inStep = useRef(false);
  const own = useRef(text);
  useEffect(() => {
    if (text === own.current) return;
    own.current = text;
    inStep.current = false;
    setTyped(text);
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onTyped = useCallback(
    (next: string, done: boolean) => {
      setTyped(next);
      clearTimeout(timer.current);
      const commit = (): void => {
        own.current = next.trim();
        change({ text: next.trim() }, inStep.current ? 'replace' : 'push');
        inStep.current = !done;
      };
      if (done) commit();
      else timer.current = setTimeout(commit, TYPING_PAUSE_MS);
    },
    [change],
  );
  return [typed, onTyped];
}

/** Ids of the rules of the families that were found, once `rule:` is typed. */
function useRules(
  typed: string,
  families: readonly string[] | null,
  references: ConsoleProps['ruleReferences'],
): readonly string[] {
  const [rules, setRules] = useState<readonly string[]>([]);
  const wanted = families !== null && termsOf(typed).some(({ field }) => fieldOf(field) === 'rule');
  const of = families?.join() ?? '';
  useEffect(() => {
    if (!wanted) return undefined;
    let alive = true;
    const load = async (): Promise<void> => {
      const files = await Promise.all(
        of.split(',').map((family) => references(family as Parameters<typeof references>[0])),
      );
      if (alive) setRules(files.flatMap((file) => Object.keys(file)).sort());
    };
    load().catch(() => undefined);
    return () => {
      alive = false;
    };
  }, [wanted, of, references]);
  return rules;
}

/** First and last day of the charts: what was asked for, or from the first incident on, two weeks at least. */
function chartDays(query: IncidentQuery, firstDay: string | undefined, until: number): { from: string; to: string } {
  const to = isoDay(Math.min(query.to, until) - 1);
  const atLeast = isoDay(dayStart(until, CHART_DAYS - 1));
  if (query.from > 0) return { from: isoDay(query.from), to };
  const first = firstDay ?? atLeast;
  return { from: first < atLeast || query.to < until ? first : atLeast, to };
}
