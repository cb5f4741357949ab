// Words of our own notes in page tests, and what stands for the worker's answer when a person asks for a masked text.
import type { LabelTexts, Reveal } from '../../src/enforcement/label.ts';

export const labelTexts = (): LabelTexts => ({
  note: 'This text gives orders',
  dismiss: 'Hide this note',
  masked: 'Text was hidden here',
  show: 'Show it',
  failed: 'It did not work',
});

export const revealed: Reveal = () => Promise.resolve({ undone: true, problem: '' });
