// What a page of an AI service asked of hosts that are not the service's own, counted by tab and host.

/** Kinds of request as people know them; engines have more names. */
export const REQUEST_KINDS = ['image', 'style', 'font', 'media', 'frame', 'script', 'message', 'other'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export interface HeldHost {
  readonly host: string;
  readonly count: number;
  /** Kinds seen, most frequent first. */
  readonly kinds: readonly RequestKind[];
  /** An address of it carried data, or several spelt some. */
  readonly carriesData: boolean;
  /** Let through, as the policy says; else stopped before it left. */
  readonly sent: boolean;
  /** Incident that records it; '' for none. */
  readonly incident: string;
}

export interface HeldRequests {
  readonly total: number;
  /** Hosts whose addresses carried data first, then by count. */
  readonly hosts: readonly HeldHost[];
  /** More hosts than are kept. */
  readonly more: boolean;
}

export const NOTHING_HELD: HeldRequests = { total: 0, hosts: [], more: false };

/** The kind of a request by the name that an engine gives it. */
export function requestKind(type: string): RequestKind {
  switch (type) {
    case 'image':
    case 'imageset':
      return 'image';
    case 'stylesheet':
    case 'xslt':
      return 'style';
    case 'font':
      return 'font';
    case 'media':
      return 'media';
    case 'sub_frame':
    case 'object':
    case 'object_subrequest':
      return 'frame';
    case 'script':
      return 'script';
    case 'xmlhttprequest':
    case 'ping':
    case 'beacon':
    case 'websocket':
    case 'webtransport':
    case 'csp_report':
      return 'message';
    default:
      return 'other';
  }
}
