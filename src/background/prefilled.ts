// A prompt that came in the address of an AI service: in the query, in the fragment.

/** Parameter names that services read a prompt from (catalogue assistants-dom, prefill). */
const PROMPT_PARAMS = ['q', 'prompt', 'query', 'text', 'message', 'input', 'hint', 'autosubmit'];

/** 'none' when the address brings no prompt, else what the engine thinks of it. */
export async function prefilledPrompt(
  url: URL,
  judge: (text: string) => Promise<'clean' | 'manipulative'>,
): Promise<'none' | 'clean' | 'manipulative'> {
  const texts = PROMPT_PARAMS.flatMap((name) => url.searchParams.getAll(name)).filter((t) => t.trim().length > 1);
  const fragment = decode(url.hash.slice(1));
  if (/\s/.test(fragment)) texts.push(fragment);
  if (texts.length === 0) return 'none';
  const judged = await Promise.all(texts.map((t) => judge(t.slice(0, 20_000))));
  return judged.includes('manipulative') ? 'manipulative' : 'clean';
}

/** One broken escape must not keep the rest of the words from being read. */
function decode(text: string): string {
  return text.replace(/\+/g, ' ').replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replaceAll('%20', ' ');
    }
  });
}
