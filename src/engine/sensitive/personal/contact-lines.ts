// Lists of people without a head and without a mark between cells: a name, and where the person can be reached, line after
// line. One such line is a name with a number; three in a row are somebody's list of customers. Bounded work at every line.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import { container, span } from '../span.ts';
import { NAME_SOURCE, UNCASED_NAME_SOURCE } from './dates.ts';
import { isMadeUpMail } from './table.ts';

const MIN_LINES = 3;
const MAX_LINE = 240;
const MAX_LINES = 5_000;
const NAME = new RegExp(
  `^[\\s"'*•·|\\d.)-]{0,8}((?:\\p{Lu}\\.[ ]?){1,2}\\p{Lu}[\\p{L}'’-]{1,24}|${NAME_SOURCE}|${UNCASED_NAME_SOURCE})(?![\\p{L}\\p{M}])`,
  'u',
);
const MAIL = /[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}/;
/** As a phone is written: a sign in front, or groups; eight digits and more. */
const PHONE =
  /(?<![\w.,/#$€£-])(?:\+\d[\d ()./-]{7,17}\d|\(?0\d[\d ()./-]{6,14}\d|1[3-9]\d{9}|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4})(?![\w-])/;
/** A day is none. */
const DAY = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;

interface Contact {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly SensitiveSpan[];
}

/** Every such list. Linear. */
export function findContactLines(text: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  if (!/[@\d]/.test(text)) return out;
  let run: Contact[] = [];
  const flush = (): void => {
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && run.length >= MIN_LINES)
      out.push(
        container(
          span(
            first.start,
            last.end,
            'personal.customer-table',
            0.75,
            `personal.customer-table: ${String(run.length)} lines`,
          ),
          run.flatMap((c) => c.parts),
        ),
      );
    run = [];
  };
  let lines = 0;
  for (let start = 0; start < text.length && lines < MAX_LINES; lines++) {
    const stop = text.indexOf('\n', start);
    const end = stop < 0 ? text.length : stop;
    const contact = end - start > MAX_LINE ? null : contactOf(text.slice(start, end), start);
    if (contact) run.push(contact);
    else flush();
    start = end + 1;
  }
  flush();
  return out;
}

function contactOf(line: string, offset: number): Contact | null {
  const mail = MAIL.exec(line);
  const phone = mail && !isMadeUpMail(mail[0]) ? null : PHONE.exec(line);
  const reach = mail && !isMadeUpMail(mail[0]) ? mail : phone && !DAY.test(phone[0]) ? phone : null;
  const name = reach && NAME.exec(line);
  if (!reach || !name) return null;
  const called = name[1] ?? '';
  const from = name.index + name[0].length - called.length;
  if (from + called.length > reach.index) return null;
  const type = reach === mail ? 'personal.e-mail' : 'personal.phone';
  return {
    start: offset + from,
    end: offset + line.trimEnd().length,
    parts: [
      span(offset + from, offset + from + called.length, 'personal.name', 0.75, 'personal.customer-table: line'),
      span(offset + reach.index, offset + reach.index + reach[0].length, type, 0.75, 'personal.customer-table: line'),
    ],
  };
}
