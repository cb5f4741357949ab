// What the popup shows of a tab: answers of its guards, joined by the worker.
import type { TabAgent } from './agent.ts';
import type { DoorsState } from './adapter.ts';
import type { Carrier, ConcealmentReason } from './observation.ts';
import type { Enforcement } from './incident.ts';
import type { Touching } from './extension.ts';
import type { Family } from './finding.ts';
import type { HeldRequests } from './held.ts';
import type { Attestation, ControlStatus, Score, SiteKind } from './responsibility.ts';
import type { EffectivePolicy } from './policy.ts';

/** How far a guard has read its frame. 'partly': a limit stopped it; 'not-scanned': it could not read. */
export const SCAN_STATES = ['scanning', 'scanned', 'partly', 'not-scanned'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

export interface GuardItem {
  readonly id: string;
  readonly carrier: Carrier;
  readonly concealment: ConcealmentReason | null;
  readonly family: Family | null;
  readonly enforcement: Enforcement | 'held';
  /** First 160 characters of the text, controls and invisibles included. */
  readonly excerpt: string;
}

/** One frame's guard. */
export interface GuardStatus {
  readonly state: ScanState;
  /** Why 'partly' or 'not-scanned', as a message key; '' otherwise. */
  readonly limit: string;
  readonly textLength: number;
  readonly items: readonly GuardItem[];
}

export interface FrameStatus extends GuardStatus {
  readonly frameId: number;
  readonly url: string;
}

/** The line: the state of every control, what they amount to, and what the organisation states of some. */
export interface LineStatus {
  readonly controls: readonly ControlStatus[];
  readonly score: Score;
  readonly statements: readonly Attestation[];
}

export interface TabStatus extends LineStatus {
  readonly tabId: number;
  readonly url: string;
  readonly site: string;
  /** AI service id, or ''. */
  readonly service: string;
  readonly kind: SiteKind;
  /** Service id of an assistant built into this browser, or ''. */
  readonly browserAssistant: string;
  /** 'not-scanned' when no guard answered (browser pages, stores, before reload). */
  readonly state: ScanState;
  readonly frames: readonly FrameStatus[];
  readonly items: readonly (GuardItem & { readonly frameId: number })[];
  /** What the page's answers asked of other hosts. */
  readonly held: HeldRequests;
  /** Whether what goes into the assistant of this page is looked at, and how far its parts are found. */
  readonly doors: DoorsState;
  /** Which other extensions get at the service of the tab; null where it is none. */
  readonly touching: Touching | null;
  /** Interfaces for AI that policy keeps off on this site until the person allows them. */
  readonly askedApis: readonly ('webMcp' | 'builtInAi')[];
  /** What is seen of agents in this tab, and what one of them waits for. */
  readonly agent: TabAgent;
  readonly policy: EffectivePolicy;
  /** Words of the organisation in the person's language; '' for none. */
  readonly notice: string;
  /** The site is on the excluded list, and which layer put it there; '' when it is not. */
  readonly excludedBy: '' | 'user' | 'managed' | 'default' | 'preset';
  /** Problems of storage the person should know; message keys. */
  readonly storage: StorageState;
}

/** 'recovered': the database was unreadable, set aside and begun anew; nothing was deleted. */
export const STORAGE_STATES = ['ok', 'full', 'unavailable', 'recovered'] as const;
export type StorageState = (typeof STORAGE_STATES)[number];
