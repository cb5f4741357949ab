// Gemini Enterprise: no address of it is known, so all of them are made up.
import { fromJson, json, type Wire } from '../kit/wire.ts';

export const wire: Wire = {
  transport: 'lines',
  prompt: 'https://business.gemini.google/replica/prompt',
  encode: ({ text, files }) => json({ query: text, files }),
  decode: fromJson(({ query, files }: { query: string; files: string[] }) => ({ text: query, files })),
  upload: 'https://business.gemini.google/replica/upload',
  share: '/replica/share',
};
