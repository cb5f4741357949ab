// Values behind a word that says what they are: `password: …`, `API_KEY=…`, `"token": "…"`, `--password …`, `<secret>…</secret>`,
// "the password is …", in many languages. Bounded work at every word.
import type { SensitiveSpan, SensitiveType } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { span } from '../span.ts';
import { group, lineEnd, lineStart, wordsExpression } from '../word-search.ts';
import {
  codeBehind,
  isCode,
  isOtherPin,
  SAID_OF,
  wordBehind,
  wordedPassword,
  type SentenceWords,
} from './sentences.ts';
import { isNoValue, kindsOf, passwordLikelihood, secretLikelihood, trimmed } from './strength.ts';

/** The rest of a name, its quotes, then what ties a value to it. */
const ASSIGNED =
  /[\w.\-\]]{0,40}[ \t]{0,2}(?:\([^()\n]{1,40}\))?["'’”`\]*]{0,4}[ \t]{0,20}(:=|=>|={1,3}|->|→|：|:|＝|\|)[ \t*]{0,20}(?=[^\s])/y;
/** `get("token", "…")`, `key="Password" value="…"`, `<input name="password" value="…">` */
const ARGUMENT =
  /[\w.\-]{0,30}["'](?:[ \t]{0,2},[ \t]{0,2}|[ \t]{1,4}(?:type=["']\w{1,20}["'][ \t]{1,4})?value=)(?=["'])/y;
/** The value on the line below a label. */
const BELOW = /[ \t]{0,4}(?:\([^()\n]{1,40}\))?[:：][ \t]{0,4}\r?\n[ \t]{0,8}(?=\S)/y;
/** Command lines: `--password value`, `-p value`. */
const FLAG = /[\w-]{0,20}[ \t]{1,3}(?=[^\s-])/y;
const TAG = /[\w:.-]{0,30}["']?(?:[ \t][^<>\n]{0,80})?>(?=[^<\s])/y;
const SQL = /[ \t]{1,3}(?=['"][^'"\n]{4,80}['"])/y;
/** A few words between, then a word that says it. */
const SENTENCE_WORDS = 8;

const QUOTED = /(["'`“”„«‘])([^"'`“”„«»‘’\n]{3,400})(?:["'`“”»’])/y;
/** Four groups of four letters, and no fifth. */
const GROUPED = /[a-z]{4}(?: [a-z]{4}){3}(?! ?[a-z])/y;
const BARE = /[^\s"'`<>，。、；：「」『』【】（）]{3,400}/y;
const BARE_JOINED = /[^\s"'`<>;，。、；]{3,400}/y;

/** Scripts without spaces: what goes on in them is the sentence. */
const UNSPACED = /[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3]/;
const ASCII = /^[\x00-\x7f]*$/;

export interface AssignmentWords {
  /** Words in Latin letters without accents, and all others: most texts have none of these. */
  readonly ascii: RegExp;
  readonly other: RegExp;
  readonly password: ReadonlySet<string>;
  readonly pin: ReadonlySet<string>;
  readonly is: RegExp;
  readonly sentence: SentenceWords;
}

/** @param lists words.json of the catalogue */
export function compileAssignments(lists: WordLists): AssignmentWords {
  const password = lists['password'] ?? [];
  const secret = lists['secret'] ?? [];
  const pin = lists['pin'] ?? [];
  const is = (lists['is'] ?? []).map((w) => w.replace(/ /g, '\\s')).join('|');
  // Names of code join words (`DB_PASSWORD`, `dbPassword`), so a longer word may begin behind any letter.
  const joins = (w: string): boolean => w.length > 4 && !pin.includes(w);
  const all = [...password, ...secret, ...pin];
  const expression = (chosen: readonly string[]): RegExp =>
    new RegExp(
      `${group(chosen.filter(joins))}|${
        wordsExpression(
          chosen.filter((w) => !joins(w)),
          '',
        ).source
      }`,
      'g',
    );
  return {
    ascii: expression(all.filter((w) => ASCII.test(w))),
    other: expression(all.filter((w) => !ASCII.test(w))),
    password: new Set(password),
    pin: new Set(pin),
    is: new RegExp(
      `(?:[ \\t]|^)(?:${is})(?:[ \\t]{1,3}|[ \\t]{0,2}[:：][ \\t]{0,3})|(?:(?:[改换換变變设設](?:置|定)?[成为為]|就是|[是为為はがを는은이가])[：:]?|[–—])[ \\t]{0,3}|：[ \\t]{0,3}|[:=][ \\t]{1,3}`,
      'g',
    ),
    sentence: {
      network: wordsExpression(lists['network'] ?? [], ''),
      own: new Set(lists['passwordOf'] ?? []),
      state: new Set(lists['passwordState'] ?? []),
    },
  };
}

/** @param lower the text in lower case with the same offsets */
export function findAssignments(words: AssignmentWords, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let behind = 0;
  const hits = [...lower.matchAll(words.ascii)];
  if (!ASCII.test(lower)) hits.push(...lower.matchAll(words.other));
  for (const hit of hits.sort((a, b) => a.index - b.index)) {
    // Inside a value that is known already: `token=secret…`.
    if (hit.index < behind) continue;
    const word = hit[0].replace(/[_-]/g, ' ');
    const kind = words.pin.has(word) ? 'pin' : words.password.has(word) ? 'password' : 'secret';
    if (!isName(text, hit.index, hit.index + hit[0].length, kind)) continue;
    const found = valueBehind(words, text, lower, hit.index, hit.index + hit[0].length, kind);
    if (!found || (kind === 'pin' && isOtherPin(text, hit.index, found))) continue;
    out.push(found);
    behind = found.end;
  }
  return out;
}

/** What a word may be glued to in front when no case tells where it begins. */
const GLUED =
  /(?:^|[^a-z])(?:auth|access|api|bot|client|app|user|refresh|session|consumer|web|db|my|master|root|admin|smtp|mail|redis|sql|oauth|id|aws|git|github|gitlab|slack|env|default|test|prod|old|new|user|login|wifi|wlan|bank|e?mail|konto|benutzer|haupt|master|start|server|datenbank|einmal|initial|temp|tmp|proxy|ftp|ssh|vpn|key|private|secret|x)$/i;
/** What makes of a name something that is no secret, in front and behind. */
const OPEN_FRONT =
  /(?:public|publishable|csrf|xsrf|primary|foreign|partition|unique|prompt|completion|continuation|pagination|cancellation|forgot|reset|invalid|(?<![a-z])(?:sort|cache|max|min|num|total|input|output|next|page))[ _-]?$/i;
const OPEN_BEHIND =
  /^[ _-]?(?:s?ids?|names?|urls?|uris?|len(?:gth)?|paths?|files?|types?|arns?|version|expir\w{0,10}|ttl|count|limit|field|label|hint|policy|rules?|format|algorithm|alg|manager|store|provider|endpoint|prefix|suffix|size|usage|budget|results?|code_challenge|placeholder|service|server|host|class|email|mail|form|page|reset|strength|min|max|ref(?:erence)?|env|var(?:iable)?|header|method|strategy|mode|domain|scope|issuer|audience|rotation|date|at|age)(?![a-z])/i;

/** True where the word is a name of a secret: not the middle of another word, not the name of something about it. */
function isName(text: string, start: number, end: number, kind: Kind): boolean {
  const front = text.slice(Math.max(0, start - 20), start);
  const first = text[start] ?? '';
  const last = text[end - 1] ?? '';
  const rest = text.slice(end, end + 24);
  if (OPEN_FRONT.test(front) || OPEN_BEHIND.test(rest)) return false;
  // A few letters out of a key.
  if (end - start <= 4 && (/^\d/.test(rest) || /[\d+/=]$/.test(front))) return false;
  // Half of Europe joins words: what ends in a long word for passwords is one.
  const joined = kind === 'password' && end - start >= 7;
  const lowerBefore = /\p{Ll}$/u.test(front) || (/\p{Lu}$/u.test(front) && /\p{Lu}/u.test(first));
  if (lowerBefore && !joined && !/\p{Lu}/u.test(first) && !GLUED.test(front)) return false;
  if (lowerBefore && !joined && /\p{Lu}$/u.test(front) && !GLUED.test(front)) return false;
  // Longer words (`tokenizer`, `secretary`) are others; endings of a language are not.
  const glued = /^\p{Ll}+/u.exec(rest)?.[0] ?? '';
  return !/\p{Ll}/u.test(last) || glued.length === 0 || (glued.length <= 2 && !/^(?:ed|er|ly)$/.test(glued));
}

type Kind = 'pin' | 'password' | 'secret';

function valueBehind(
  words: AssignmentWords,
  text: string,
  lower: string,
  start: number,
  end: number,
  kind: Kind,
): SensitiveSpan | null {
  for (const [tie, sign] of [
    [ASSIGNED, 'assigned'],
    [BELOW, 'label'],
    [ARGUMENT, 'assigned'],
    [TAG, 'assigned'],
    [SQL, 'assigned'],
  ] as const) {
    tie.lastIndex = end;
    const match = tie.exec(text);
    if (!match) continue;
    if (tie === TAG && !/<[^<>\n]{0,100}$/.test(text.slice(Math.max(0, start - 102), start))) continue;
    const tied = sign === 'assigned' && /^[:：]$/.test(match[1] ?? '') ? 'label' : sign;
    const found = judged(text, end + match[0].length, kind, tied);
    if (found && (tie !== TAG || text[found.end] === '<')) return found;
  }
  // Whole words only: a longer name in front makes another flag of it.
  if (/(?:^|[\s'"])--?[\w-]{0,30}$/.test(text.slice(Math.max(0, start - 33), start))) {
    FLAG.lastIndex = end;
    const match = FLAG.exec(text);
    const found = match && judged(text, end + match[0].length, kind, 'assigned');
    if (found) return found;
  }
  return inSentence(words, text, lower, start, end, kind);
}

/** Words that in a sentence are mostly something else. */
const VERBS = new Set(
  'pass auth salt pepper nonce session cookie pat sas sid tan sandi chave klíč avain anahtar'.split(' '),
);

/** "The password for the staging box is …": a word that says it, at most a few words on in the same line. */
function inSentence(
  words: AssignmentWords,
  text: string,
  lower: string,
  start: number,
  end: number,
  kind: Kind,
): SensitiveSpan | null {
  const glued = /[a-z]/.test(lower[start - 1] ?? '') && /[a-z]/.test(lower[start] ?? '');
  if (glued && !(kind === 'password' && end - start >= 7)) return null;
  const verb = VERBS.has(lower.slice(start, end));
  const line = /^[^\n.;!?]{0,70}/.exec(lower.slice(end, end + 70))?.[0] ?? '';
  words.is.lastIndex = 0;
  for (let tie = words.is.exec(line); tie; tie = words.is.exec(line)) {
    if (line.slice(0, tie.index).split(/\s+/).length > SENTENCE_WORDS) break;
    // "the pass is …" says it, "pass it on; the code is …" does not.
    if (verb && tie.index > 1) break;
    const found = judged(text, end + tie.index + tie[0].length, kind, 'sentence');
    if (found) return found;
    const worded =
      kind === 'password' ? wordedPassword(words.sentence, text, lower, start, end + tie.index + tie[0].length) : null;
    if (worded) return worded;
    words.is.lastIndex = Math.max(tie.index + 1, words.is.lastIndex - 1);
  }
  // "… and the pass TwelveSigns!": said of one, not to pass something on.
  if (verb && !/\b(?:the|my|our|und|and|with|la|le|el|il)[ \t]$/.test(lower.slice(Math.max(0, start - 8), start)))
    return null;
  // "… Passwort Sommer-2041!": nothing between but a space, and a value that cannot be a word.
  const next = /^[ \t]{1,3}(?=["'“„`«‘]?\S)/.exec(text.slice(end, end + 8));
  if (next && kind !== 'pin') {
    const found = judged(text, end + next[0].length, kind, 'sentence');
    const value = found ? text.slice(found.start, found.end) : '';
    if (found && (kind === 'secret' ? value.length >= 20 : kindsOf(value) >= 3)) return found;
  }
  if (verb) return null;
  if (kind === 'pin') return codeBehind(text, start, end);
  return kind === 'password' ? wordBehind(words.sentence, text, lower, start, end) : null;
}

function judged(text: string, at: number, kind: Kind, sign: 'assigned' | 'label' | 'sentence'): SensitiveSpan | null {
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  let start = at;
  let value: string;
  if (quoted) {
    start = at + 1;
    value = quoted[2] ?? '';
  } else {
    const bare = sign === 'assigned' ? BARE_JOINED : BARE;
    bare.lastIndex = GROUPED.lastIndex = at;
    value = (sign === 'sentence' ? undefined : GROUPED.exec(text)?.[0]) ?? trimmed(bare.exec(text)?.[0] ?? '');
    // `${NAME:?message}`
    if (value.startsWith('?')) return null;
    // One of several parameters of an address.
    const next = /&[\w.%[\]-]{1,40}=/.exec(value);
    if (next) value = value.slice(0, next.index);
    const scheme = /^(?:bearer|basic|token|apikey|api-key|api-token|digest|sso-key|key)$/i.test(value)
      ? value.length
      : 0;
    if (scheme > 0) {
      const rest = /^[ \t]{1,3}/.exec(text.slice(at + scheme, at + scheme + 4));
      if (!rest) return null;
      start = at + scheme + rest[0].length;
      bare.lastIndex = start;
      value = trimmed(bare.exec(text)?.[0] ?? '');
    }
  }
  const scheme = quoted && /^(?:bearer|basic|token|apikey) +/i.exec(value);
  if (scheme) {
    start += scheme[0].length;
    value = value.slice(scheme[0].length);
  }
  // Scripts without spaces go on behind a value that is none of theirs.
  if (!quoted && sign !== 'assigned')
    value = /^[\x21-\x7e]{4,}(?=[\u0e00-\u0eff\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef])/.exec(value)?.[0] ?? value;
  if (!quoted && sign === 'sentence' && UNSPACED.test(value)) return null;
  const likely = likelihood(value, quoted !== null, kind, sign);
  if (likely < 0.45 && !(kind === 'password' && sign !== 'sentence' && isConfigLine(text, at, value))) return null;
  const type: SensitiveType = kind === 'secret' ? 'secret.api-key' : 'secret.password';
  return span(start, start + value.length, type, Math.max(0.5, likely), `secret.${kind}-by-name: ${sign}`);
}

function likelihood(value: string, quoted: boolean, kind: Kind, sign: 'assigned' | 'label' | 'sentence'): number {
  if (kind === 'pin') return isCode(value) && !isNoValue(value) ? (sign === 'sentence' ? 0.6 : 0.7) : 0;
  if (kind === 'password') return passwordLikelihood(value, quoted, sign);
  return sign === 'sentence' && value.length < 12 ? 0 : secretLikelihood(value, sign !== 'sentence');
}

/** A line of a file of settings, `mail_password: word`, and nothing else in it. */
function isConfigLine(text: string, at: number, value: string): boolean {
  const line = text.slice(lineStart(text, at, 80), lineEnd(text, at, 80));
  return (
    /^\p{Ll}{8,30}$/u.test(value) &&
    !isNoValue(value) &&
    !SAID_OF.test(value) &&
    /^[ \t]{0,12}[a-z][a-z0-9]{1,20}[_.-](?:password|passwd|pass|pwd)[ \t]{0,2}[:=][ \t]{0,3}\p{Ll}{8,30}[ \t\r]{0,3}$/u.test(
      line,
    )
  );
}
