// What is worth telling of a text that comes out of an assistant, and what the policy does about it.
import { describe, expect, test } from 'vitest';
import commandsFile from '../../src/catalog/commands.json' with { type: 'json' };
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import presetsFile from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { compileCommands, type CommandPattern } from '../../src/engine/commands/find-commands.ts';
import { judgeOutput } from '../../src/engine/output/judge-output.ts';
import { decideOutput } from '../../src/engine/policy/decide-output.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import { ACTIONS, type EffectivePolicy, type PolicySettings } from '../../src/model/policy.ts';

const commands = compileCommands(commandsFile.commands as readonly CommandPattern[]);
const sample = commandsFile.commands[0]?.match[0] ?? '';
const tags = (text: string): string =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');

describe('judging', () => {
  test('ordinary text and ordinary commands are nothing to tell', () => {
    expect(judgeOutput('The ferry leaves at seven.\nls -la\n', commands).findings).toEqual([]);
  });

  test('hidden characters that spell something weigh more than those that spell nothing', () => {
    const [spelt, unspelt] = [`See${tags('the note')} here`, 'See\u2063\u2063\u2063 here'].map((t) =>
      judgeOutput(t, null),
    );
    expect(spelt).toMatchObject({
      findings: [{ rule: 'hidden-characters.message', severity: 'high', start: 3, end: 19 }],
      layers: [{ text: 'the note' }],
    });
    expect(unspelt).toMatchObject({
      findings: [{ rule: 'hidden-characters.unexplained', severity: 'low' }],
      layers: [],
    });
  });

  test('a command is told where it is asked for, with its place', () => {
    const found = judgeOutput(`Run this:\n${sample}\n`, commands);
    expect(found.findings).toMatchObject([{ rule: 'command.pipe-to-shell', start: 10, end: 10 + sample.length }]);
    expect(judgeOutput(`Run this:\n${sample}\n`, null).findings).toEqual([]);
  });
});

const policyWith = (user: Partial<PolicySettings>): EffectivePolicy =>
  effectivePolicy({
    managed: { state: 'none', raw: undefined, lastKnown: undefined },
    user,
    keys: managedKeys.keys as unknown as readonly PolicyKeyData[],
    presets: presetsFile.presets as unknown as PresetData,
  });

describe('deciding', () => {
  test.each(ACTIONS.map((action) => [action]))('%s is what the setting says', (action) => {
    const decision = decideOutput(
      policyWith({ answerTextAction: action }),
      { site: 'assistant.example', service: '' },
      0,
    );
    expect(decision).toMatchObject({ action, reason: 'reasonAnswerText', key: 'answerTextAction', layer: 'user' });
    expect(decision.trace.filter((s) => s.decided).map((s) => s.key)).toEqual(['answerTextAction']);
  });

  test('excluded sites and a Demarc that is off are left alone', () => {
    const excluded = decideOutput(
      policyWith({ excludedSites: ['assistant.example'] }),
      { site: 'assistant.example', service: '' },
      0,
    );
    expect(excluded).toMatchObject({ action: 'allow', key: 'excludedSites' });
    expect(decideOutput(policyWith({ enabled: false }), { site: 'assistant.example', service: '' }, 0)).toMatchObject({
      action: 'allow',
    });
  });
});
