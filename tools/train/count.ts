// `npx tsx tools/train/count.ts`: what the corpus in test/corpus/texts holds, counted. Prints numbers and names of fields,
// never wording; docs/data-card.md says what they mean.
import { readCorpus, type Example } from './texts.ts';

const corpus = readCorpus();

function print(title: string, key: (e: Example) => string): void {
  const counts = new Map<string, [number, number]>();
  for (const example of corpus) {
    const name = key(example);
    const [attacks, honest] = counts.get(name) ?? [0, 0];
    if (name !== '') counts.set(name, example.attack ? [attacks + 1, honest] : [attacks, honest + 1]);
  }
  const width = Math.max(title.length, ...[...counts.keys()].map((name) => name.length));
  const line = (name: string, attacks: string | number, honest: string | number): string =>
    `${name.padEnd(width)}  ${String(attacks).padStart(7)}  ${String(honest).padStart(6)}`;
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, both]) => line(name, ...both));
  process.stdout.write(`${[line(title, 'attacks', 'honest'), ...rows].join('\n')}\n\n`);
}

print('all', () => 'texts');
print('author', (e) => e.source);
print('language', (e) => e.language);
print('family or kind', (e) => e.family);
print('style', (e) => e.style);
print('channel', (e) => e.channel);
