// Made-up memories of assistants, and a made-up prompt from an address. Never part of the extension. The texts sit in
// mock-texts.json, because wording of attacks lives in data only; they are as hostile as real ones.
import type { AdapterRecord } from '../model/adapter.ts';
import type { MemoryRecord } from '../model/memory.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { WaitingPrompt } from '../model/prefilled.ts';
import type { MockText } from './mock-incidents.ts';
import mockTexts from './mock-texts.json' with { type: 'json' };

const HOUR = 3_600_000;

/** Entries of the ledger of memories, newest first. */
export function mockMemories(count: number, now: number): MemoryRecord[] {
  return mockTexts.memories.slice(0, count).map((memory, n) => ({
    ...memory,
    id: `mock-memory-${n}`,
    time: now - (n * 9 + 1) * HOUR,
    service: n % 3 === 2 ? 'copilot' : 'chatgpt',
    site: n % 3 === 2 ? 'copilot.microsoft.com' : 'chatgpt.com',
    url: 'https://chatgpt.com/c/42',
    source: n === 4 ? 'request' : 'notice',
    verdict: memory.incident === '' ? 'clean' : 'malicious',
  }));
}

const LOOKS = [
  ['chatgpt', 'chatgpt.com', 'matched', 'matched', 'matched'],
  ['claude', 'claude.ai', 'fallback', 'fallback', 'matched'],
  ['copilot', 'copilot.microsoft.com', 'matched', 'not-seen', 'not-seen'],
  ['grok', 'grok.com', 'fallback', 'none', 'none'],
] as const;

/** Looks at pages of assistants, each some minutes older than the one before. */
export function mockAdapters(count: number, now: number): AdapterRecord[] {
  return LOOKS.slice(0, count).map(([service, site, editor, send, answer], n) => ({
    service,
    site,
    editor,
    send,
    answer,
    time: now - (n * 17 + 2) * 60_000,
  }));
}

/** A prompt that waits, as the page that shows it asks for it. */
export function mockPrompt(id: string, policy: EffectivePolicy): WaitingPrompt {
  const { text, family, rule, severity, spans } = mockTexts.prompt as unknown as MockText;
  const findings = spans.map((span) => ({
    rule,
    family,
    severity,
    confidence: 0.9,
    start: text.indexOf(span),
    end: text.indexOf(span) + span.length,
    transform: 'original' as const,
    excerpt: span,
  }));
  return {
    id,
    site: 'chatgpt.com',
    service: 'chatgpt',
    text,
    verdict: { kind: 'malicious', severity, confidence: 0.9, families: [family], findings, layers: [] },
    mayOpen: policy.settings.prefilledPromptAction === 'warn',
    layer: policy.source.prefilledPromptAction,
    notice: policy.settings.noticeText[0]?.slice(4) ?? '',
    supportUrl: policy.settings.supportUrl,
    organisation: policy.settings.organisationName,
  };
}
