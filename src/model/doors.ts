// What holds on one page of an assistant: the worker hands it to the page's script.
import type { AssistantPageFacts } from './assistant.ts';
import type { EffectivePolicy } from './policy.ts';

/** Selectors, in order of trust. They change monthly, so nothing may depend on one that matches. */
export type PageSelectors = Pick<AssistantPageFacts, 'editor' | 'send' | 'answer' | 'userTurn' | 'fileInput'> & {
  /** Buttons that make a conversation public, or export it. */
  readonly share: readonly string[];
};

export interface DoorsSetup {
  readonly policy: EffectivePolicy;
  /** Host of the tab's page. */
  readonly site: string;
  /** AI service id of the tab's page; '' where the catalogue does not know it. */
  readonly service: string;
  /** Layer of the service, for rules; '' where it is not known. */
  readonly layer: 'saas' | 'paas' | 'iaas' | '';
  /** Selectors of the service, then the general ones; lists are empty where nothing is known. */
  readonly page: PageSelectors;
  readonly general: PageSelectors;
  /** Words by which the service says that something was saved to its memory. */
  readonly memoryNotices: readonly string[];
  /** Placeholders that stand for values, for this service in this session of the browser. */
  readonly kept: readonly KeptValue[];
  /** Hashes of drafts that the person wrote on this service in this session. */
  readonly drafts: readonly string[];
}

/** A value that was left out, and what stands in its place. */
export interface KeptValue {
  /** Without brackets. */
  readonly name: string;
  readonly value: string;
}
