// What the browser tells of requests, after the fact: nothing is changed or delayed here (webRequest without blocking).
import type { WebRequest } from 'webextension-polyfill';
import { browser } from './browser.ts';

export interface SeenRequest {
  /** -1 where no tab asked. */
  readonly tabId: number;
  readonly url: string;
  /** Kind of request as the engine names it. */
  readonly type: string;
  /** Origin of who asked; '' where it has none of its own. */
  readonly initiator: string;
  /** Stopped by a rule, ours or another extension's. */
  readonly stopped: boolean;
}

/** Errors that mean that a request was stopped before it left: Chromium's, and Firefox's. */
const STOPPED = /ERR_BLOCKED_BY_CLIENT|NS_ERROR_ABORT|ERR_BLOCKED_BY_ADMINISTRATOR/;

type Details = WebRequest.OnErrorOccurredDetailsType & { readonly initiator?: string };

const seen = (details: Omit<Details, 'error'>, error = ''): SeenRequest => ({
  tabId: details.tabId,
  url: details.url,
  type: details.type,
  initiator: originOf(details.initiator ?? details.originUrl ?? ''),
  stopped: STOPPED.test(error),
});

function originOf(url: string): string {
  try {
    const { origin } = new URL(url);
    return origin === 'null' ? '' : origin;
  } catch {
    return '';
  }
}

/** Requests of any page that came to nothing. They are rare on ordinary pages, so a sleeping worker is seldom woken. */
export function onRequestFailed(listener: (request: SeenRequest) => void): void {
  browser.webRequest.onErrorOccurred.addListener(
    (details) => {
      listener(seen(details, details.error));
    },
    { urls: ['<all_urls>'] },
  );
}

/** Requests of any page that were carried out; for the time in which `listening` is true only. */
export class SentRequests {
  private on = false;
  private readonly heard: (details: WebRequest.OnCompletedDetailsType) => void;

  constructor(listener: (request: SeenRequest) => void) {
    this.heard = (details) => {
      listener(seen(details));
    };
  }

  /** Every answered request wakes the worker, so this is off unless policy asks for a record of what is let through. */
  listen(on: boolean): void {
    if (on === this.on) return;
    this.on = on;
    if (on) browser.webRequest.onCompleted.addListener(this.heard, { urls: ['<all_urls>'] });
    else browser.webRequest.onCompleted.removeListener(this.heard);
  }
}

export interface SentBody {
  readonly tabId: number;
  readonly url: string;
  readonly method: string;
  /** Origin of who asked; '' where it has none of its own. */
  readonly initiator: string;
  /** Text of the body, at most 20,000 characters; '' where there is none or it is no text. */
  readonly body: string;
}

const MAX_BODY = 20_000;

/** Requests to exact addresses of the catalogue, with what they carry. */
export function onRequestTo(urls: readonly string[], listener: (request: SentBody) => void): void {
  if (urls.length === 0) return;
  browser.webRequest.onBeforeRequest.addListener(
    (details) => {
      const { tabId, url, method, requestBody } = details;
      const initiator = originOf((details as { initiator?: string }).initiator ?? details.originUrl ?? '');
      listener({ tabId, url, method, initiator, body: bodyOf(requestBody) });
      return undefined;
    },
    { urls: [...urls] },
    ['requestBody'],
  );
}

function bodyOf(body: WebRequest.OnBeforeRequestDetailsTypeRequestBodyType | undefined): string {
  if (!body) return '';
  if (body.formData) return JSON.stringify(body.formData).slice(0, MAX_BODY);
  const [first] = body.raw ?? [];
  const bytes = (first as { bytes?: ArrayBuffer } | undefined)?.bytes;
  if (!bytes) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice(0, MAX_BODY));
  } catch {
    return '';
  }
}
