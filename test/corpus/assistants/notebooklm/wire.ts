// NotebookLM: a form with JSON inside JSON; the answer comes in lines.
import { fieldOf, jsonField, type Wire } from '../kit/wire.ts';

const SERVICE = 'google.internal.labs.tailwind.orchestration.v1.LabsTailwindOrchestrationService';

export const wire: Wire = {
  transport: 'lines',
  prompt: `https://notebooklm.google.com/_/LabsTailwindUi/data/${SERVICE}/GenerateFreeFormStreamed`,
  encode: ({ text, files }) => jsonField('f.req', [null, JSON.stringify([files, text])]),
  decode: (body) => {
    try {
      const [, inner] = JSON.parse(fieldOf('f.req', body)) as [null, string];
      const [files, text] = JSON.parse(inner) as [string[], string];
      return { text, files };
    } catch {
      return null;
    }
  },
  upload: 'https://notebooklm.google.com/replica/upload',
  share: '/replica/share',
};
