// GitHub Copilot: the API is on a host of its own; the answer is a stream of events.
import { fromJson, json, type Wire } from '../kit/wire.ts';

export const wire: Wire = {
  transport: 'sse',
  prompt: 'https://api.individual.githubcopilot.com/github/chat/threads/{conversation}/messages',
  encode: ({ text, files }) => json({ content: text, intent: 'conversation', references: files }),
  decode: fromJson(({ content, references }: { content: string; references: string[] }) => ({
    text: content,
    files: references,
  })),
  upload: 'https://github.com/replica/upload',
  share: '/replica/share',
};
