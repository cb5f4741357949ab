// Words of an organisation for a person, by language. The list is that of the policy, parsed by engine/policy/notice-text.ts:
// `de: text`, `pt-br: text`, `*: text` for all other languages.

/** The text for a language such as `de` or `de-AT`: of that language, of the one that it belongs to, of all; else ''. */
export function noticeFor(list: readonly string[], language: string): string {
  const wanted = language.toLowerCase().replace('_', '-');
  for (const name of [wanted, wanted.split('-')[0] ?? '', '*']) {
    const entry = list.find((one) => one.startsWith(`${name}: `));
    if (entry !== undefined) return entry.slice(name.length + 2);
  }
  return '';
}
