// What is known of an AI assistant's page: where a person writes, what the service shows, what it sends. Facts about pages
// of others, each with the source that it has; they can be wrong any day, so nothing may depend on one alone.

export const EDITOR_KINDS = ['prosemirror', 'tiptap', 'quill', 'lexical', 'codemirror', 'textarea'] as const;
export type EditorKind = (typeof EDITOR_KINDS)[number];

/** How far a fact was seen. */
export const FACT_CONFIDENCES = ['high', 'medium', 'low'] as const;
export type FactConfidence = (typeof FACT_CONFIDENCES)[number];

/** What goes over an address that an assistant's page speaks to. */
export const CARRIED = ['prompt', 'answer', 'upload', 'memory', 'share'] as const;
export type Carried = (typeof CARRIED)[number];

export const AUTOSUBMITS = ['yes', 'no', 'unknown'] as const;

interface Sourced {
  /** Key in the catalogue's list of sources. */
  readonly source: string;
  readonly confidence: FactConfidence;
}

/** CSS selectors of a page's parts, in the order of trying; empty where nothing is known. */
export interface AssistantPageFacts {
  readonly confidence: FactConfidence;
  readonly sources: readonly string[];
  readonly editorKind: EditorKind;
  readonly editor: readonly string[];
  readonly send: readonly string[];
  readonly answer: readonly string[];
  readonly userTurn: readonly string[];
  readonly fileInput: readonly string[];
  readonly uploadButton: readonly string[];
  readonly attachment: readonly string[];
  readonly model: readonly string[];
  readonly stop: readonly string[];
}

/** A parameter of an address whose value becomes the draft. */
export interface PrefillFact extends Sourced {
  /** `/path` on every host of the entry, `host/path` on that one; a star stands for any run of characters. */
  readonly path: string;
  readonly name: string;
  readonly in: 'query' | 'fragment';
  /** Other parameters of the query that have to be there. */
  readonly with?: Readonly<Record<string, string>>;
  /** Whether the page sends it by itself. */
  readonly autosubmit: (typeof AUTOSUBMITS)[number];
}

export interface EndpointFact extends Sourced {
  /** Without query and fragment; a star stands for any run of characters. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly transport: 'http' | 'websocket';
  readonly carries: readonly Carried[];
}

export interface Assistant {
  readonly id: string;
  readonly hosts: readonly string[];
  /** `host/path` prefixes that narrow a host; a host without one is narrowed by nothing. */
  readonly paths: readonly string[];
  readonly page: AssistantPageFacts;
  readonly memoryNotices: readonly (Sourced & { readonly text: string; readonly language: string })[];
  readonly prefill: readonly PrefillFact[];
  readonly endpoints: readonly EndpointFact[];
  readonly share: readonly (Sourced & { readonly selector: string })[];
  /** Hosts, or `*.example.org`, beside its own from which the service itself loads. */
  readonly assetHosts: readonly (Sourced & { readonly host: string })[];
}

/** The whole file src/catalog/assistants.json. */
export interface AssistantCatalog {
  readonly asOf: string;
  readonly sources: Readonly<Record<string, { readonly name: string; readonly date: string }>>;
  /** Selectors for pages that nothing is known of. */
  readonly generic: Readonly<Record<'editor' | 'userTurn' | 'answer' | 'turn' | 'share', readonly string[]>>;
  readonly assistants: readonly Assistant[];
}
