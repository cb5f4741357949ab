// Poe: GraphQL; the answer is a stream of events.
import { fromJson, json, type Wire } from '../kit/wire.ts';

interface Body {
  readonly variables: { readonly query: string; readonly attachments: readonly string[] };
}

export const wire: Wire = {
  transport: 'sse',
  prompt: 'https://poe.com/api/gql_POST',
  encode: ({ text, files }) => json({ queryName: 'sendMessage', variables: { query: text, attachments: files } }),
  decode: fromJson((value: Body) => {
    const { query, attachments } = value.variables;
    return { text: query, files: attachments };
  }),
  upload: 'https://poe.com/replica/upload',
  share: '/replica/share',
};
