// The Lab's worker as it is, without the worker: questions, order, stopping, rule files; and the page's line to it.
import { describe, expect, test } from 'vitest';
import keysFile from '../../src/catalog/managed-keys.json' with { type: 'json' };
import presetsFile from '../../src/catalog/policy-presets.json' with { type: 'json' };
import schema from '../../src/catalog/rules.schema.json' with { type: 'json' };
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import type { FromWorker, LabAsk, LabAsks, ToWorker } from '../../src/lab/contract.ts';
import { Desk, type LabCatalog } from '../../src/lab/desk.ts';
import { LabEnd, LabLine, type Port } from '../../src/lab/lab-line.ts';
import type { WholeFile } from '../../src/lab/rule-text.ts';
import { FILES, HONEST, LEXICON, PAYLOAD } from '../support/made-up-rules.ts';
import { trainedBytes } from '../support/trained.ts';

const whole = FILES.map(({ family, rules }) => ({
  family,
  rules: rules.map((rule) => ({
    ...rule,
    description: 'A made-up rule.',
    references: { owaspLlm: ['LLM01:2025'], owaspAgentic: ['ASI01'], atlas: ['AML.T0051'] },
    falsePositives: ['None known.'],
    samples: { match: [PAYLOAD, `${PAYLOAD} x`, `y ${PAYLOAD}`], noMatch: [HONEST, 'a kettle', 'rain'] },
    knownMisses: [HONEST],
  })),
})) as unknown as WholeFile[];

const catalog: LabCatalog = {
  lexicon: LEXICON,
  files: whole,
  common: {},
  schema,
  keys: keysFile.keys as unknown as PolicyKeyData[],
  presets: presetsFile.presets as unknown as PresetData,
  texts: () =>
    Promise.resolve(Array.from({ length: 50 }, (_, i) => ({ id: String(i), text: PAYLOAD, label: 'attack' as const }))),
};

/** A desk behind a port, as a worker is; every turn of the clock is a long one, so that it always pauses. */
class DeskPort implements Port {
  onmessage: Port['onmessage'] = null;
  onerror: Port['onerror'] = null;
  ended = false;
  readonly sent: ToWorker[] = [];
  private time = 0;
  private readonly desk = new Desk({
    catalog: () => Promise.resolve(catalog),
    tell: (message: FromWorker) => this.onmessage?.(new MessageEvent('message', { data: message })),
    now: () => 0,
    clock: () => (this.time += 50),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });

  constructor(private readonly silent = false) {}

  postMessage(message: ToWorker): void {
    this.sent.push(message);
    if (!this.silent) this.desk.take(message);
  }

  terminate(): void {
    this.ended = true;
  }
}

const line = (): LabLine =>
  new LabLine(
    () => new DeskPort(),
    () => Promise.resolve(trainedBytes()),
  );
const ask = <N extends LabAsk>(name: N, params: LabAsks[N]['params']): Promise<LabAsks[N]['result']> =>
  line().ask(name, params);
const judge = (text: string, rules: string[] = []): Promise<LabAsks['text']['result']> =>
  ask('text', { text, rules, policy: null });
const fileOf = (family: string): WholeFile => whole.find((file) => file.family === family) as WholeFile;

describe('a text', () => {
  test('is judged as seen and as unseen, with readings, words and what each preset would do', async () => {
    const result = await judge(`${PAYLOAD} ${Buffer.from(PAYLOAD.repeat(2)).toString('base64')}`);
    expect(result.classifier).toBe(true);
    expect(result.unseen.verdict.kind).toBe('malicious');
    expect(result.readings.map(({ transform }) => transform)).toEqual(expect.arrayContaining(['original', 'base64']));
    expect(result.readings[0]?.rules).toBeGreaterThan(0);
    expect(result.unseen.words.length).toBeGreaterThan(0);
    const actions = Object.fromEntries(result.decisions.map(({ policy, unseen, seen }) => [policy, [seen, unseen]]));
    expect(actions).toMatchObject({ monitor: ['audit', 'audit'], strict: ['block', 'block'] });
  });

  test('longer than is read at once is judged in slices, and the one that says most is shown', async () => {
    const text = `${`${HONEST} `.repeat(700)}${PAYLOAD} ${`${HONEST} `.repeat(500)}`;
    const result = await judge(text);
    expect(result.slices.length).toBeGreaterThan(3);
    expect(text.slice(result.start, result.end)).toContain(PAYLOAD);
    expect(result.slices.at(-1)?.end).toBe(text.length);
    const [finding] = result.unseen.verdict.findings.filter(({ rule }) => rule.startsWith('instruction-override'));
    expect(text.slice(result.start + (finding?.start ?? 0), result.start + (finding?.end ?? 0))).toContain('zorble');
  });

  test('without a classifier is judged by rules, and that is said', async () => {
    const rules = new LabLine(
      () => new DeskPort(),
      () => Promise.reject(new Error('none')),
    );
    const result = await rules.ask('text', { text: PAYLOAD, rules: [], policy: null });
    expect([result.classifier, result.unseen.verdict.kind, result.unseen.words]).toEqual([false, 'malicious', []]);
  });

  test('is judged with the rule that is being written; a broken one changes nothing', async () => {
    const rule = {
      ...fileOf('instruction-override').rules[0],
      id: 'suppression.rain',
      match: { concepts: [['thing']], within: 10, ordered: true },
    };
    const text = JSON.stringify({ family: 'suppression', rules: [rule] });
    const findings = async (rules: string[]): Promise<string[]> =>
      (await judge('A quandle alone.', rules)).unseen.verdict.findings.map((f) => f.rule);
    expect(await findings([text])).toContain('suppression.rain');
    expect(await findings([`${text},`])).not.toContain('suppression.rain');
  });
});

test('an address comes apart into what can carry words', async () => {
  const parts = await ask('address', { address: 'https://a.example/b%20c?q=d%20e&f=%67h#i+j' });
  expect(parts.map(({ name, text }) => [name, text])).toEqual([
    ['/', '/b c'],
    ['?q', 'd e'],
    ['?f', 'gh'],
    ['#', 'i j'],
  ]);
  expect(await ask('address', { address: 'no address' })).toEqual([]);
});

describe('rules', () => {
  const text = JSON.stringify(fileOf('instruction-override'), null, 2);

  test('in stock are named, and come as files with them alone', async () => {
    const stock = await ask('stock', {});
    expect(stock.concepts).toContain('turn');
    const [first] = stock.rules;
    const file = JSON.parse((await ask('rule.text', { id: first?.id ?? '' })).text) as WholeFile;
    expect([file.family, file.rules.map(({ id }) => id)]).toEqual([first?.family, [first?.id]]);
    expect((await ask('rule.text', { id: 'no.such' })).text).toBe('');
  });

  test('are tried on their samples, and mistakes are told instead', async () => {
    const result = await ask('rule', { text });
    const samples = 'samples' in result ? result.samples : [];
    const of = (list: string): boolean[] => samples.filter((s) => s.list === list && s.rule === 0).map((s) => s.right);
    expect(of('match')).toEqual([true, true, true]);
    expect(of('noMatch')).toEqual([true, true, true]);
    expect(samples.filter((s) => s.rule === 0).every((s) => s.noticed)).toBe(true);
    expect((await ask('rule', { text: '{' })).mistakes).toMatchObject([{ kind: 'json', line: 1, column: 2 }]);
    expect(await ask('time', { text })).toMatchObject({ growth: expect.any(Number) as number });
    expect(await ask('time', { text: '{' })).toBeNull();
  });

  test('become the file of their family', async () => {
    const own = fileOf('assistant-address');
    const changed = { ...own, rules: [{ ...own.rules[0], confidence: 0.77 }] };
    const file = await ask('rule.file', { text: JSON.stringify(changed) });
    expect(file?.name).toBe('assistant-address.json');
    const written = JSON.parse(file?.text ?? '') as WholeFile;
    expect(written.rules.map(({ id }) => id)).toEqual(own.rules.map(({ id }) => id));
    expect(written.rules[0]?.confidence).toBe(0.77);
    expect(await ask('rule.file', { text: '{' })).toBeNull();
  });

  test('run over the texts that come with the Lab, and stop on a word', async () => {
    const one = line();
    const result = await one.ask('corpus', { text, corpus: 'built-in' });
    expect(result).toMatchObject({ read: 50, matches: 50, misses: 0, stopped: false });
    const stopped = await one.ask('corpus', { text, corpus: 'built-in' }, (_, count) => {
      if (count === 3) one.stop('corpus');
    });
    expect(stopped).toMatchObject({ stopped: true });
    expect('read' in stopped && stopped.read).toBeLessThan(50);
  });

  test('are compared: the same set changes nothing, a file without a rule does', async () => {
    const same = { kind: 'built-in' } as const;
    const params = { before: same, after: same, corpus: 'built-in', classifier: false } as const;
    expect(await ask('compare', params)).toMatchObject({ read: 50, changed: 0 });
    const other = {
      ...fileOf('instruction-override'),
      rules: [
        { ...fileOf('instruction-override').rules[0], id: 'instruction-override.other', match: { pattern: 'nowhere' } },
      ],
    };
    const files = { kind: 'files', texts: [JSON.stringify(other)] } as const;
    expect(await ask('compare', { ...params, after: files })).toMatchObject({ changed: 50 });
    expect(await ask('compare', { ...params, after: { kind: 'files', texts: ['{'] } })).toHaveProperty('mistakes');
  });
});

describe('the line', () => {
  const end = (reason: string) => ({ name: 'Error', reason });

  test('a later question overtakes an earlier one of the same name', async () => {
    const one = line();
    const first = one.ask('text', { text: 'a', rules: [], policy: null });
    const second = one.ask('text', { text: PAYLOAD, rules: [], policy: null });
    await expect(first).rejects.toMatchObject(end('overtaken'));
    expect((await second).unseen.verdict.kind).toBe('malicious');
  });

  test('a worker that says nothing is ended, and the next question begins another', async () => {
    const ports: DeskPort[] = [];
    const start = (): Port => {
      ports.push(new DeskPort(ports.length === 0));
      return ports.at(-1) as Port;
    };
    const one = new LabLine(start, () => Promise.resolve(trainedBytes()), 20);
    await expect(one.ask('stock', {})).rejects.toBeInstanceOf(LabEnd);
    expect(ports[0]?.ended).toBe(true);
    expect((await one.ask('stock', {})).families.length).toBeGreaterThan(0);
  });

  test('a worker that breaks ends every question', async () => {
    const port = new DeskPort(true);
    const one = new LabLine(
      () => port,
      () => Promise.resolve(trainedBytes()),
    );
    const asked = one.ask('stock', {});
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 0));
    port.onerror?.({} as ErrorEvent);
    await expect(asked).rejects.toMatchObject(end('failed'));
    one.close();
  });
});
