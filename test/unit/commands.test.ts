// Commands that should be looked at before they are run: the catalogue keeps its promises, offsets and hosts are exact,
// and a text made to be slow is not. Samples are hostile; they stay in the catalogue.
import { describe, expect, test } from 'vitest';
import catalog from '../../src/catalog/commands.json' with { type: 'json' };
import schema from '../../src/catalog/commands.schema.json' with { type: 'json' };
import {
  COMMAND_JOINS,
  COMMAND_KINDS,
  compileCommands,
  findCommands,
  MAX_COMMAND_TEXT,
  type CommandPattern,
} from '../../src/engine/commands/find-commands.ts';
import { schemaErrors } from './catalog-schema.ts';

const patterns = catalog.commands as readonly (CommandPattern & { match: string[]; noMatch: string[] })[];
const commands = compileCommands(patterns);
const found = (text: string): readonly string[] => findCommands(commands, text).map(({ id }) => id);

test('the catalogue fits its schema, and the schema would notice', () => {
  expect(schemaErrors(schema, catalog)).toEqual([]);
  const broken = structuredClone(catalog);
  Object.assign(broken.commands[0] ?? {}, { kind: 'fine', extra: 1 });
  expect(schemaErrors(schema, broken)).toHaveLength(2);
  expect(schema.properties.commands.items.properties.kind.enum).toEqual([...COMMAND_KINDS]);
  expect(schema.properties.commands.items.properties.join.enum).toEqual([...COMMAND_JOINS]);
  expect(patterns.filter(({ join, second }) => (join === 'line') !== (second === undefined))).toEqual([]);
});

describe.each(patterns.map((pattern) => [pattern.id, pattern] as const))('%s', (id, pattern) => {
  test.each(pattern.match.map((text, i) => [i, text] as const))('finds its sample %i', (_, text) => {
    expect(found(text)).toContain(id);
  });
  test.each(pattern.noMatch.map((text, i) => [i, text] as const))('finds nothing in honest sample %i', (_, text) => {
    expect(found(text)).toEqual([]);
  });
  test('also among other lines, in capitals, and over continued lines', () => {
    const text = pattern.match[0] ?? '';
    expect(found(`# Notes\nls -la\n${text}\n# done`)).toContain(id);
    expect(found(text.replace(/ /, ' \\\n '))).toContain(id);
    expect(found(text.replace(/ /, ' \\\r\n '))).toContain(id);
  });
  test('takes bounded time for texts made of its own beginnings', () => {
    // Twice the text may cost twice the time; a pattern that backtracks over the whole text would never end here.
    for (const sample of pattern.match)
      for (const cut of [4, 8, 16, 32, 64]) {
        const piece = sample.slice(0, cut);
        findCommands(commands, piece.repeat(Math.ceil(MAX_COMMAND_TEXT / piece.length)));
      }
  });
});

test('says where it stands and where the program comes from', () => {
  const text = `first\n${patterns[0]?.match[0] ?? ''}`;
  const [first] = findCommands(commands, text);
  expect(first).toMatchObject({ kind: 'download-and-run', host: 'get.example.test' });
  expect(text.slice(first?.start, first?.end)).toMatch(/^curl .* sh$/);
});

test('reads no further than it promises and never throws', () => {
  expect(found('x'.repeat(MAX_COMMAND_TEXT) + (patterns[0]?.match[0] ?? ''))).toEqual([]);
  for (const text of ['', '\ud800', '\0'.repeat(99), '|'.repeat(MAX_COMMAND_TEXT), '\\\n'.repeat(9_999)]) found(text);
});
