// A small catalogue of made-up words, so that engine and page tests can be read without meeting hostile wording.
// Input: none; the catalogue goes through the same compiler as the real one.
import { compileRules } from '../../src/engine/detect/compile.ts';
import { type Lexicon, type RuleFile, type RuleSet } from '../../src/engine/detect/rule-set.ts';

export const LEXICON: Lexicon = {
  concepts: {
    turn: {
      terms: {
        en: ['zorble', 'flimmer*', 'glompf away'],
        zh: ['龘龘'],
        ar: ['زخشرف'],
        ko: ['뷁쉛'],
        hi: ['झञणषं'],
        fa: ['گچپژ*'],
      },
    },
    thing: {
      terms: { en: ['quandle', 'quandles'], zh: ['鱻羴'], ar: ['ظغضث'], ko: ['뛟쀍'], hi: ['ठडढ'], fa: ['ژپچگ'] },
    },
    who: { terms: { en: ['bramblin', 'snorfel'] } },
    /** Wider than `who`: everything in it, and more. */
    anybody: { terms: { en: ['bramblin', 'snorfel', 'wuggle'] } },
  },
};

const rule = (
  id: string,
  concepts: readonly (readonly string[])[],
  within: number,
  ordered: boolean,
  confidence: number,
) => ({
  id,
  status: 'stable',
  severity: 'high' as const,
  confidence,
  match: { concepts, within, ordered },
});

export const FILES: readonly RuleFile[] = [
  {
    family: 'instruction-override',
    rules: [rule('instruction-override.turn-thing', [['turn'], ['thing']], 60, false, 0.9)],
  },
  {
    family: 'assistant-address',
    rules: [
      rule('assistant-address.who-turn', [['who'], ['turn']], 40, true, 0.4),
      rule('assistant-address.anybody-who-thing', [['anybody'], ['who'], ['thing']], 80, false, 0.7),
    ],
  },
  {
    family: 'chat-template',
    rules: [
      {
        id: 'chat-template.fence',
        status: 'stable',
        severity: 'medium',
        confidence: 0.6,
        match: { pattern: '\\[\\[frob\\]\\]', anchors: ['frob'] },
      },
    ],
  },
];

export const madeUpRules = (): RuleSet => compileRules(LEXICON, FILES);

/** A sentence in which the first rule matches. */
export const PAYLOAD = 'Please zorble every last quandle today.';
/** A sentence in which nothing matches. */
export const HONEST = 'The kettle sang while the rain went on over the roofs of the town.';
