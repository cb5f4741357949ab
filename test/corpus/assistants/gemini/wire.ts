// Gemini: a form with JSON inside JSON, files to a host of their own, the answer in lines.
import { fieldOf, jsonField, type Wire } from '../kit/wire.ts';

const DATA = 'https://gemini.google.com/_/BardChatUi/data';

export const wire: Wire = {
  transport: 'lines',
  prompt: `${DATA}/assistant.lamda.BardFrontendService/StreamGenerate`,
  encode: ({ text, files }) => jsonField('f.req', [null, JSON.stringify([[text, 0, null, files]])]),
  decode: (body) => {
    try {
      const [, inner] = JSON.parse(fieldOf('f.req', body)) as [null, string];
      const [[text, , , files]] = JSON.parse(inner) as [[string, number, null, string[]]];
      return { text, files };
    } catch {
      return null;
    }
  },
  upload: 'https://content-push.googleapis.com/upload/',
  share: `${DATA}/batchexecute`,
};
