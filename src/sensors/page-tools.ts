// The tools that a page offers to agents now, read in the extension's own world: from the browser's interface and from the
// attributes of forms. Everything is the page's choice and bounded here; nothing is called and nothing is changed.
import type { PageTool } from '../model/page-api.ts';
import { toolsOf } from './offers-tools.ts';

const MAX = { tools: 50, name: 200, text: 8_000, fields: 100 } as const;
const SETTLE_MS = 80;
const MAX_SETTLE_MS = 400;
const ATTRIBUTES = ['toolname', 'tooldescription', 'toolparamdescription', 'toolautosubmit'];

/** Tells the tools of this document now and whenever they change. */
export function watchTools(told: (tools: readonly PageTool[]) => void, signal: AbortSignal): void {
  let last = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  const read = async (): Promise<void> => {
    timer = undefined;
    const tools = await readTools();
    const form = JSON.stringify(tools);
    if (form === last || signal.aborted) return;
    last = form;
    told(tools);
  };
  const soon = (): void => {
    if (signal.aborted) return;
    if (timer === undefined) since = Date.now();
    else clearTimeout(timer);
    // A page that changes without end is read all the same.
    timer = setTimeout(() => void read(), Date.now() - since > MAX_SETTLE_MS ? 0 : SETTLE_MS);
  };
  toolsOf(document)?.addEventListener('toolchange', soon, { signal });
  const observer = new MutationObserver(soon);
  observer.observe(document, { subtree: true, attributes: true, attributeFilter: ATTRIBUTES });
  signal.addEventListener('abort', () => observer.disconnect());
  // Forms that come with the page, or later by script, without an attribute that changes.
  addEventListener('load', soon, { signal });
  void read();
}

async function readTools(): Promise<readonly PageTool[]> {
  const forms = formTools();
  const names = new Set(forms.map(({ name }) => name));
  const called = (await calledTools()).filter(({ name }) => !names.has(name));
  return [...forms, ...called].slice(0, MAX.tools);
}

async function calledTools(): Promise<readonly PageTool[]> {
  try {
    const all = (await toolsOf(document)?.getTools()) ?? [];
    return [...all].slice(0, MAX.tools).map((tool): PageTool => {
      const { name, title, description, inputSchema, annotations } = tool as Readonly<Record<string, unknown>>;
      const words = [text(title, 300), text(description, MAX.text)].filter((part) => part !== '');
      return {
        name: text(name, MAX.name),
        description: words.join('\n').slice(0, MAX.text),
        schema: (typeof inputSchema === 'string' ? inputSchema : json(inputSchema)).slice(0, MAX.text),
        way: 'script',
        readOnly: (annotations as { readOnlyHint?: unknown } | undefined)?.readOnlyHint === true,
        submitsItself: false,
      };
    });
  } catch {
    // Policy, or the page's own header, has taken the interface away.
    return [];
  }
}

function formTools(): readonly PageTool[] {
  const forms = [...document.querySelectorAll('form[toolname]')].slice(0, MAX.tools);
  return forms.map((form): PageTool => {
    const fields = [...form.querySelectorAll('[toolparamdescription]')].slice(0, MAX.fields);
    const said = fields.map((field) => [
      field.getAttribute('name') ?? '',
      field.getAttribute('toolparamdescription') ?? '',
    ]);
    return {
      name: text(form.getAttribute('toolname'), MAX.name),
      description: text(form.getAttribute('tooldescription'), MAX.text),
      schema: fields.length === 0 ? '' : json(Object.fromEntries(said)).slice(0, MAX.text),
      way: 'form',
      readOnly: false,
      submitsItself: form.hasAttribute('toolautosubmit'),
    };
  });
}

const text = (value: unknown, max: number): string => (typeof value === 'string' ? value.slice(0, max) : '');

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
