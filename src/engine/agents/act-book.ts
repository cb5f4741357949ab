// The catalogue of acts made ready: words in one written form, sets instead of lists. Data of catalog/agent-acts.json.
import { AGENT_ACTS, SENSITIVE_KINDS, type AgentAct, type SensitiveKind } from '../../model/agent.ts';

type PerAct = Partial<Readonly<Record<string, readonly string[]>>>;

/** catalog/agent-acts.json */
export interface ActCatalog {
  readonly words: PerAct;
  readonly fields: PerAct;
  readonly types: PerAct;
  readonly addresses: PerAct;
  readonly consentWords: readonly string[];
  readonly paymentWords: readonly string[];
  /** Pieces of the name of a field in which a message is written. */
  readonly composerWords: readonly string[];
  /** Words that make a control one of a cookie notice. */
  readonly except: readonly string[];
  readonly files: readonly string[];
  readonly inside: { readonly names: readonly string[]; readonly endings: readonly string[] };
  readonly sensitive: Readonly<
    Record<SensitiveKind, { readonly hosts: readonly string[]; readonly words: readonly string[] }>
  >;
}

interface Words {
  /** Single words, and phrases that are compared whole. */
  readonly whole: ReadonlySet<string>;
  /** Of scripts without spaces: found anywhere in a short label. */
  readonly inside: readonly string[];
  /** Phrases of several words: found anywhere. */
  readonly phrases: readonly string[];
}

export interface ActBook {
  readonly words: readonly (readonly [AgentAct, Words])[];
  readonly consent: Words;
  readonly payment: Words;
  readonly composer: readonly string[];
  readonly except: readonly string[];
  readonly fields: readonly (readonly [AgentAct, ReadonlySet<string>])[];
  readonly types: readonly (readonly [AgentAct, readonly string[]])[];
  readonly addresses: readonly (readonly [AgentAct, readonly string[]])[];
  readonly files: ReadonlySet<string>;
}

/** A label longer than this is a text and no control. */
export const MAX_LABEL = 120;
/** In a script without spaces, a control says little. */
const MAX_DENSE = 24;
/** The first or last word decides only where there are few. */
const MAX_WORDS = 6;
/** Scripts that are written without spaces between words. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

/** A label as it is compared: compatible forms, lower case, one space, no signs at its ends. */
export function foldLabel(label: string): string {
  const plain = label
    .slice(0, MAX_LABEL * 2)
    .normalize('NFKC')
    .toLowerCase();
  // Soft hyphens and joiners would let a word be written so that nobody sees a difference.
  const seen = plain.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '').replace(/\s+/g, ' ');
  return seen.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, '');
}

function wordsOf(list: readonly string[]): Words {
  const folded = list.map(foldLabel);
  return {
    whole: new Set(folded),
    inside: folded.filter((word) => DENSE.test(word)),
    phrases: folded.filter((word) => word.includes(' ')),
  };
}

/** Whether a folded label says one of the words: as a whole, as its first or last word, or as a phrase in it. */
export function says(words: Words, label: string): boolean {
  if (label === '' || label.length > MAX_LABEL) return false;
  if (words.whole.has(label)) return true;
  if (label.length <= MAX_DENSE && words.inside.some((word) => label.includes(word))) return true;
  const parts = label.split(/[^\p{L}\p{N}\p{M}'’-]+/u).filter(Boolean);
  if (parts.length === 0) return false;
  const joined = ` ${parts.join(' ')} `;
  if (words.phrases.some((phrase) => joined.includes(` ${phrase} `))) return true;
  if (parts.length > MAX_WORDS) return false;
  return words.whole.has(parts[0] ?? '') || words.whole.has(parts.at(-1) ?? '');
}

const entries = <T>(per: PerAct, make: (list: readonly string[]) => T): (readonly [AgentAct, T])[] =>
  AGENT_ACTS.flatMap((act) => {
    const list = per[act];
    return list ? [[act, make(list)] as const] : [];
  });

/** The order in which words decide where a control says two things: what cannot be undone comes first. */
const ORDER: readonly AgentAct[] = ['pay', 'delete', 'account', 'grant', 'download', 'publish', 'send'];

export function compileActs(catalog: ActCatalog): ActBook {
  const words = new Map(entries(catalog.words, wordsOf));
  return {
    words: ORDER.flatMap((act) => {
      const own = words.get(act);
      return own ? [[act, own] as const] : [];
    }),
    consent: wordsOf(catalog.consentWords),
    payment: wordsOf(catalog.paymentWords),
    composer: catalog.composerWords,
    except: catalog.except,
    fields: entries(catalog.fields, (list) => new Set(list)),
    types: entries(catalog.types, (list) => list),
    addresses: entries(catalog.addresses, (list) => list),
    files: new Set(catalog.files),
  };
}

/** What a site is that is to be kept out of an agent's reach; '' for any other. By host, and by words of the host's labels. */
export function sensitiveKind(catalog: Pick<ActCatalog, 'sensitive'>, host: string): SensitiveKind | '' {
  const labels = host.toLowerCase().split('.').slice(0, -1);
  // A word stands for itself or at an end of a label: `bank` in `my-bank`, `citibank`, `bank24`; not in `embankment`.
  const said = (word: string): boolean =>
    labels.some((l) => l === word || l.split('-').includes(word) || (word.length > 3 && l.endsWith(word)));
  for (const kind of SENSITIVE_KINDS) {
    const { hosts, words } = catalog.sensitive[kind];
    if (hosts.some((own) => host === own || host.endsWith(`.${own}`)) || words.some(said)) return kind;
  }
  return '';
}
