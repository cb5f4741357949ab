// The words for what was done: masked is told from blanked, and a text that was in sight is never called hidden. Without
// texts, a word is its key in brackets.
import { describe, expect, it } from 'vitest';
import { doneLabel, seenLabel } from '../../src/ui/done-label.ts';

describe('what was done', () => {
  it.each([
    ['blanked', null, 'redact', 'enforcementMasked'],
    ['blanked', null, 'block', 'enforcement_blanked'],
    ['blanked', 'tiny', 'redact', 'enforcement_blanked'],
    ['undone', null, 'redact', 'enforcement_undone'],
    ['held', null, 'redact', 'enforcement_held'],
  ] as const)('%s, concealment %s, action %s: %s', (enforcement, concealment, action, words) => {
    expect(doneLabel({ enforcement, concealment, action })).toBe(`[${words}]`);
  });

  it.each([
    ['blanked', null, 'concealmentWasVisible'],
    ['labelled', null, 'concealmentVisible'],
    ['blanked', 'off-screen', 'concealment_off_screen'],
  ] as const)('%s, concealment %s: %s', (enforcement, concealment, words) => {
    expect(seenLabel({ enforcement, concealment })).toBe(`[${words}]`);
  });
});
