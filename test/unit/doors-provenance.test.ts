// Who wrote a draft: what the person's hand brings is theirs, whatever an editor makes of it; what appears beyond is not.
import { describe, expect, test } from 'vitest';
import { Provenance } from '../../src/doors/in/provenance.ts';

/** Types a text key by key, as the browser tells it. */
function type(provenance: Provenance, text: string): void {
  for (const c of text) {
    provenance.key();
    provenance.inserted(c);
  }
}
const OTHERS = 'words that somebody else has written';

describe('the person’s own', () => {
  test('typed, pasted, and both', () => {
    const p = new Provenance();
    type(p, 'A question about this: ');
    p.brought(27);
    p.settle('A question about this: a long text from a document', false);
    expect(p.foreignIn('A question about this: a long text from a document')).toBe('');
  });

  test('keys of which the browser says nothing, as with editors that insert by themselves', () => {
    const p = new Provenance();
    for (const _ of 'An editor of its own') p.key();
    p.settle('An editor of its own', false);
    expect(p.foreignIn('An editor of its own')).toBe('');
  });

  test('taking parts away, undo, redo', () => {
    const p = new Provenance();
    type(p, 'A question about this and that');
    p.settle('A question about this and that', false);
    p.settle('A question', false);
    p.history();
    p.settle('A question about this and that', false);
    expect(p.foreignIn('A question about this and that')).toBe('');
  });

  test('what the page writes on a press, and a few characters that an editor adds', () => {
    const p = new Provenance();
    p.settle('Suggest ten names for a boat', true);
    p.settle('Suggest ten names for a boat\n- \n', false);
    expect(p.foreignIn('Suggest ten names for a boat\n- \n')).toBe('');
  });
});

describe('somebody else’s', () => {
  test('what stands there without any key', () => {
    const p = new Provenance();
    p.settle(OTHERS, false);
    expect(p.foreignIn(OTHERS)).toBe(OTHERS);
  });

  test('beside what was typed in the same moment, at either side', () => {
    for (const draft of [`My question ${OTHERS}`, `${OTHERS} My question `]) {
      const p = new Provenance();
      type(p, 'My question ');
      p.settle(draft, false);
      expect(p.foreignIn(draft)).toBe(OTHERS);
    }
  });

  test('stays known while the person edits around it, and is gone when they take it out', () => {
    const p = new Provenance();
    p.settle(OTHERS, false);
    type(p, 'Mine: ');
    p.settle(`Mine: ${OTHERS}`, false);
    expect(p.foreignIn(`Mine: ${OTHERS}`)).toBe(OTHERS);
    p.settle('Mine: ', false);
    expect(p.foreignIn('Mine: ')).toBe('');
  });

  test('cannot hide behind many small pieces for ever', () => {
    const p = new Provenance();
    let draft = '';
    for (let i = 0; i < 200; i++) {
      draft += ` piece number ${i} of the others`;
      p.settle(draft, false);
    }
    expect(p.foreignIn(draft).length).toBeGreaterThan(200);
  });
});

test('a million characters take no time to speak of', () => {
  const p = new Provenance();
  const long = 'word '.repeat(200_000);
  p.brought(long.length);
  p.settle(long, false);
  p.settle(`${long}!`, false);
  expect(p.foreignIn(`${long}!`)).toBe('');
});
