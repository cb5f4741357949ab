// `npm run bench:unseen`: texts by authors who saw nothing of Demarc and whose texts no training and no rule has met
// (test/corpus/unseen). They are for measuring alone: whoever changes rules, weights or bars looks at these figures last.
// Prints what is found and flagged by style, language, encoding and kind; never wording.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../browsers/launch.ts';
import { loadJudge } from '../evaluate/judge.ts';
import { areaUnderRoc, recallAt } from '../train/measures.ts';

interface Unseen {
  readonly id: string;
  readonly text: string;
  readonly label: 'attack' | 'honest';
  readonly style: string | null;
  readonly lang: string;
  readonly encoding: string | null;
  readonly channel: string;
  readonly kind: string | null;
}

interface Judged extends Unseen {
  readonly score: number;
  readonly verdict: string;
}

const FOLDER = path.join(ROOT, 'test/corpus/unseen');

function readUnseen(): Unseen[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(path.join(FOLDER, name), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Unseen);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function row(name: string, texts: readonly Judged[]): void {
  if (texts.length === 0) return;
  const share = (kinds: readonly string[]): string => {
    const count = texts.filter(({ verdict }) => kinds.includes(verdict)).length;
    return `${count}/${texts.length} ${((100 * count) / texts.length).toFixed(1)} %`;
  };
  say(`  ${name.padEnd(28)} ${share(['suspicious', 'malicious']).padStart(16)} ${share(['malicious']).padStart(16)}`);
}

function rows(texts: readonly Judged[], pick: (text: Judged) => string): void {
  for (const name of [...new Set(texts.map(pick))].sort()) {
    row(
      name,
      texts.filter((text) => pick(text) === name),
    );
  }
}

const judge = loadJudge();
const judged = readUnseen().map((text): Judged => {
  const { score, verdict } = judge(text.text);
  return { ...text, score, verdict: verdict.kind };
});
const attacks = judged.filter(({ label }) => label === 'attack');
const honest = judged.filter(({ label }) => label === 'honest');
const isPrompt = ({ kind }: Judged): boolean => kind?.startsWith('prompt') === true;

say(`${judged.length} texts; as seen by people, without their channel      not clean        malicious`);
say('Attacks');
row('all', attacks);
rows(attacks, ({ style }) => style ?? 'none');
row(
  'not English',
  attacks.filter(({ lang }) => lang !== 'en'),
);
row(
  'encoded',
  attacks.filter(({ encoding }) => encoding !== null),
);
say('Attacks by encoding');
rows(
  attacks.filter(({ encoding }) => encoding !== null),
  ({ encoding }) => encoding ?? '',
);
say('Honest');
row(
  'hard negatives',
  honest.filter((text) => !isPrompt(text)),
);
row('prompts', honest.filter(isPrompt));
const [found, flagged] = [attacks, honest].map((texts) => texts.map(({ score }) => score)) as [number[], number[]];
say('Scores');
say(`  area under ROC ${areaUnderRoc(found, flagged).toFixed(3)}`);
for (const share of [0.005, 0.01, 0.02, 0.05])
  say(
    `  found where ${100 * share} % of honest texts are flagged: ${(100 * recallAt(found, flagged, share).recall).toFixed(1)} %`,
  );
