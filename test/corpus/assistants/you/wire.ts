// You.com: the prompt goes in the address of an EventSource.
import type { Wire } from '../kit/wire.ts';

export const wire: Wire = {
  transport: 'eventsource',
  prompt: 'https://you.com/api/streamingSearch',
  encode: ({ text, files }) => ({ body: new URLSearchParams({ q: text, files: files.join() }).toString(), type: '' }),
  decode: (query) => {
    const parameters = new URLSearchParams(query);
    const text = parameters.get('q');
    return text === null ? null : { text, files: (parameters.get('files') ?? '').split(',').filter((id) => id !== '') };
  },
  upload: 'https://you.com/api/upload',
  share: '/replica/share',
};
