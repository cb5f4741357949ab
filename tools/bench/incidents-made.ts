// Made-up incidents for measuring and for tests: as varied as real ones in every field that is searched, filtered or
// counted, the same in every run, and of words that mean nothing. Incident n is always the same, whatever came before it.
import type { Enforcement, Incident } from '../../src/model/incident.ts';
import { FAMILIES, SEVERITIES, type Family } from '../../src/model/finding.ts';
import { CARRIERS, CONCEALMENTS } from '../../src/model/observation.ts';

const SYLLABLES = ['ba', 'ke', 'lo', 'mi', 'nu', 'ra', 'se', 'ti', 'vo', 'zu', 'fe', 'gi', 'po', 'da', 'hu'];
const WORDS = 12_000;
const SITES = 900;
const SERVICES = ['chatgpt', 'claude', 'gemini', 'copilot', 'mistral', 'perplexity'];
const DAY = 86_400_000;
/** In every incident, in one of a hundred, in three of all. */
export const COMMON_WORD = 'kettle';
export const SOME_WORD = 'teapot';
export const RARE_WORD = 'samovar';
const RARE = [777, 33_333, 88_888];

/** A small generator with a seed of its own for each incident (mulberry32). */
function random(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Word number n, of three to five syllables; a small number is a frequent word. */
function word(n: number): string {
  let text = '';
  for (let rest = n + 300; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    text += SYLLABLES[rest % SYLLABLES.length];
  }
  return text;
}

/** Few words are frequent and most are rare, as in languages. */
const anyWord = (next: () => number): string => word(Math.floor(WORDS * next() ** 3));
const one = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)] as T;
const uuid = (n: number): string =>
  `${n.toString(16).padStart(8, '0')}-0000-4000-8000-${(n * 7).toString(16).padStart(12, '0')}`;

/** Texts that are met on many sites, with small differences. */
function recurring(next: () => number): string {
  const same = random(1_000_000 + Math.floor(300 * next() ** 2));
  const words = Array.from({ length: 12 + Math.floor(same() * 60) }, () => anyWord(same));
  return `${words.join(' ')} https://s${Math.floor(next() * SITES)}.example/${Math.floor(next() * 1e6)}`;
}

/** Incident n of some ninety days before `now`, in the order of time. */
export function madeIncident(n: number, of: number, now: number): Incident {
  const next = random(n + 1);
  const length = 8 + Math.floor(220 * next() ** 3);
  const drawn = next() < 0.3 ? recurring(next) : Array.from({ length }, () => anyWord(next)).join(' ');
  const text = [
    drawn,
    COMMON_WORD,
    ...(n % 100 === 7 ? [SOME_WORD] : []),
    ...(RARE.includes(n) ? [RARE_WORD] : []),
  ].join(' ');
  const site = `${next() < 0.2 ? 'www.' : ''}s${Math.floor(SITES * next() ** 2)}.example`;
  const carrier =
    next() < 0.5
      ? 'text'
      : one(
          CARRIERS.filter((c) => c !== 'input'),
          next,
        );
  const hidden = next() < 0.8;
  const family = (): Family => one(FAMILIES, next);
  const families = [...new Set(next() < 0.3 ? [family(), family()] : [family()])];
  const severity = one(SEVERITIES, next);
  const enforcement: Enforcement = hidden ? 'blanked' : one(['labelled', 'recorded', 'released'] as const, next);
  const action = hidden ? 'block' : 'warn';
  const key = hidden ? 'hiddenTextAction' : 'visibleTextAction';
  return {
    schema: 'demarc.incident/1',
    id: uuid(n),
    text,
    textLength: text.length,
    carrier,
    name: carrier === 'attribute' ? 'aria-label' : '',
    path: 'html > body > main > article > div.content > p:nth-of-type(3)',
    snippet: `<div class="content"><p class="a-${n % 97}">${text.slice(0, 300)}</p></div>`,
    concealment: hidden ? { reason: one(CONCEALMENTS, next), evidence: { opacity: '0', size: '12px' } } : null,
    verdict: {
      kind: next() < 0.8 ? 'malicious' : 'suspicious',
      severity,
      confidence: Math.round(next() * 100) / 100,
      families,
      findings: families.map((f, i) => ({
        rule: `${f}.made-up-${Math.floor(next() * 12)}`,
        family: f,
        severity,
        confidence: 0.9,
        start: i * 5,
        end: i * 5 + 12,
        transform: 'original',
        excerpt: text.slice(i * 5, i * 5 + 12),
      })),
      layers: next() < 0.1 ? [{ transform: 'base64', text: text.slice(0, 200) }] : [],
    },
    time: Math.floor(now - 90 * DAY + (n / of) * 90 * DAY),
    site,
    frameSite: site,
    url: `https://${site}/articles/${n}`,
    service: next() < 0.25 ? one(SERVICES, next) : '',
    tabId: 1 + (n % 40),
    frameId: 0,
    decision: {
      action,
      reason: hidden ? 'reasonHiddenManipulative' : 'reasonVisibleManipulative',
      layer: 'default',
      key,
      trace: [
        { key: 'enabled', layer: 'default', value: 'true', decided: false },
        { key, layer: 'default', value: action, decided: true },
      ],
    },
    enforcement,
    undoneAt: 0,
    policyHash: '1f0e62b3',
    catalogVersion: '1',
    appVersion: '0.1.0',
  };
}
