// Interfaces by which pages give to AI or take from it: tools that a page offers to agents (WebMCP), and the language model built
// into the browser (Prompt API). What a page says in them is hostile like any text of a page.

/** Interface → the policy's key and the browsers' name of the feature. */
export const PAGE_APIS = [
  { api: 'tools', key: 'webMcp', feature: 'tools' },
  { api: 'language-model', key: 'builtInAi', feature: 'language-model' },
] as const;
export type PageApi = (typeof PAGE_APIS)[number]['api'];

/** How a page offers a tool: by a call, or by attributes of a form. */
export const TOOL_WAYS = ['script', 'form'] as const;
export type ToolWay = (typeof TOOL_WAYS)[number];

/** A tool that a page offers, bounded. */
export interface PageTool {
  readonly name: string;
  readonly description: string;
  /** JSON of the schema of its parameters, or names and descriptions of the form's fields. */
  readonly schema: string;
  readonly way: ToolWay;
  /** The page says that it only reads. */
  readonly readOnly: boolean;
  /** A form that is sent without the person: `toolautosubmit`. */
  readonly submitsItself: boolean;
}

/** What a page's script tells of it: the tools that are there now, and whether it used the browser's model. */
export interface PageApiReport {
  readonly tools: readonly PageTool[];
  readonly usedModel: boolean;
}

export const TOOL_CHANGES = ['came', 'changed', 'went'] as const;
export type ToolChange = (typeof TOOL_CHANGES)[number];

/** A change of the tools of a page while it was open. */
export interface ToolEvent {
  /** ms since the epoch. */
  readonly time: number;
  readonly name: string;
  readonly change: ToolChange;
}

/** What is known of one page's interfaces; in memory until the browser closes, or the tab moves on. */
export interface PageApiRecord {
  readonly tabId: number;
  readonly frameId: number;
  /** Host of the page. */
  readonly origin: string;
  readonly time: number;
  readonly tools: readonly (PageTool & {
    readonly verdict: 'clean' | 'suspicious' | 'malicious';
    readonly incident: string;
  })[];
  readonly events: readonly ToolEvent[];
  readonly usedModel: boolean;
}
