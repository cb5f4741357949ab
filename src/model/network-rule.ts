// Rules for requests that the browser itself carries out (declarativeNetRequest), in the few forms that Demarc uses.

export interface NetworkCondition {
  /** Hosts whose pages make the request; each stands for everything below it too. */
  readonly initiatorDomains?: readonly string[];
  readonly excludedInitiatorDomains?: readonly string[];
  /** Host of the page in the tab, whoever makes the request. Chromium only. */
  readonly topDomains?: readonly string[];
  readonly requestDomains?: readonly string[];
  readonly excludedRequestDomains?: readonly string[];
  /** Session rules only. */
  readonly tabIds?: readonly number[];
  readonly urlFilter?: string;
  readonly regexFilter?: string;
  readonly isUrlFilterCaseSensitive?: boolean;
  readonly resourceTypes: readonly string[];
}

export interface NetworkRule {
  readonly id: number;
  readonly priority: number;
  readonly action:
    | { readonly type: 'block' | 'allow' }
    | {
        readonly type: 'modifyHeaders';
        readonly responseHeaders: readonly {
          readonly header: string;
          readonly operation: 'append';
          readonly value: string;
        }[];
      };
  readonly condition: NetworkCondition;
}

/** What a browser can do; asked once, because engines differ. */
export interface NetworkAbilities {
  /** Kinds of request that it names, `main_frame` left out. */
  readonly resourceTypes: readonly string[];
  readonly topDomains: boolean;
}
