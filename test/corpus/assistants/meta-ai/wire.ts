// Meta AI: GraphQL in a form; the answer comes in lines.
import { fieldOf, fromJson, jsonField, type Wire } from '../kit/wire.ts';

interface Variables {
  readonly message: { readonly sensitive_string_value: string };
  readonly attachments: readonly string[];
}

const read = fromJson((value: Variables) => {
  const { message, attachments } = value;
  return { text: message.sensitive_string_value, files: attachments };
});

export const wire: Wire = {
  transport: 'lines',
  prompt: 'https://www.meta.ai/api/graphql/',
  encode: ({ text, files }) =>
    jsonField('variables', { message: { sensitive_string_value: text }, attachments: files }),
  decode: (body) => read(fieldOf('variables', body)),
  upload: 'https://www.meta.ai/replica/upload',
  share: '/replica/share',
};
