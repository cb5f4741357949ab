// Perplexity: a POST whose answer is a stream of events.
import { fromJson, json, type Wire } from '../kit/wire.ts';

interface Body {
  readonly query_str: string;
  readonly params: { readonly attachments: readonly string[] };
}

export const wire: Wire = {
  transport: 'sse',
  prompt: 'https://www.perplexity.ai/rest/sse/perplexity_ask',
  encode: ({ text, files }) => json({ query_str: text, params: { attachments: files } }),
  decode: fromJson((value: Body) => {
    const { query_str, params } = value;
    return { text: query_str, files: params.attachments };
  }),
  upload: 'https://www.perplexity.ai/replica/upload',
  share: '/replica/share',
};
