// Another extension of this browser: what the browser says of it, what that amounts to, and what changed. All texts in it are
// the extension's own choice, bounded where they come in and shown as inert text.
import type { DecisionStep } from './policy.ts';

/** Who put it there, as browsers name it. */
export const INSTALL_TYPES = ['admin', 'normal', 'development', 'sideload', 'other'] as const;
export type InstallType = (typeof INSTALL_TYPES)[number];

/** An extension as the browser tells of it; nothing of it is believed before it is bounded. */
export interface RawExtension {
  readonly info: unknown;
  /** The browser's warnings about it, in the browser's language. */
  readonly warnings: readonly unknown[];
}

/** What the browser says of an extension, bounded. */
export interface ExtensionFacts {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly enabled: boolean;
  /** May a person switch it off? Not where an organisation installed it. */
  readonly mayDisable: boolean;
  readonly installType: InstallType;
  /** Where the browser gets its updates; '' where it is not told. */
  readonly updateUrl: string;
  /** Names of permissions, sorted. */
  readonly permissions: readonly string[];
  /** Match patterns that it may read and change, sorted. Chromium leaves out those of content scripts. */
  readonly hosts: readonly string[];
  /** Hosts that the browser names in its own warning about the extension, which content scripts are part of; sorted. */
  readonly warned: readonly string[];
  /** The same warning says "all websites", or a number of websites that it does not name. */
  readonly warnsAll: boolean;
  readonly warnsUnnamed: boolean;
}

/** How an extension gets at the pages of a service. `click`: only where a person calls it on the page. */
export const REACHES = ['no', 'click', 'maybe', 'always'] as const;
export type Reach = (typeof REACHES)[number];

/** Never a bare number: each comes with its reasons. */
export const EXTENSION_RISKS = ['low', 'raised', 'high', 'known-bad'] as const;
export type ExtensionRisk = (typeof EXTENSION_RISKS)[number];

/** Why an extension has the risk that it has; texts are `extensionReason_<name>`. */
export const RISK_REASONS = [
  'listed-bad', // the catalogue lists it as harmful
  'outdated', // a version with a flaw that the catalogue names
  'all-sites',
  'ai-sites', // reads and changes pages of AI services
  'unnamed-sites', // the browser names no hosts
  'on-click',
  'debugger',
  'native-messaging',
  'requests', // sees or changes requests
  'cookies',
  'captures', // takes pictures or sound of tabs
  'management',
  'proxy',
  'user-scripts',
  'clipboard',
  'history',
  'sideloaded',
  'unpacked',
  'other-store', // gets its updates from no store that the catalogue knows
  'assistant', // the catalogue knows it as an assistant
  'agent', // … as one that acts in the browser
  'by-organisation',
] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

/** An extension that a named source tells of (catalog/extensions.json). */
export interface KnownExtension {
  readonly id: string;
  readonly name: string;
  readonly kind: 'assistant' | 'agent' | 'bad';
  /** AI service that it belongs to; '' for none of the catalogue. */
  readonly service: string;
  /** Versions below have a flaw; '' for none known. */
  readonly flawedBelow: string;
  readonly source: string;
  /** ISO date of the source, may be coarse. */
  readonly date: string;
}

export interface ExtensionCatalog {
  readonly asOf: string;
  readonly extensions: readonly KnownExtension[];
  /** Beginnings of update addresses of the browsers' stores. */
  readonly stores: readonly string[];
}

/** From harmless to strict. */
export const EXTENSION_ACTIONS = ['allow', 'watch', 'ask', 'disable'] as const;
export type ExtensionAction = (typeof EXTENSION_ACTIONS)[number];

/** What policy says of an extension. */
export interface ExtensionDecision {
  readonly action: ExtensionAction;
  /** The entry that decided; '' where none speaks of it. */
  readonly entry: string;
  readonly trace: readonly DecisionStep[];
}

/** An extension with what it amounts to. */
export interface AssessedExtension {
  readonly facts: ExtensionFacts;
  /** By service id; services that it does not get at are left out. */
  readonly reach: Readonly<Record<string, Exclude<Reach, 'no'>>>;
  readonly risk: ExtensionRisk;
  readonly reasons: readonly RiskReason[];
  readonly known: KnownExtension | null;
  readonly decision: ExtensionDecision;
  /** The person said that it may stay as it is now; it counts until the extension asks for more. */
  readonly kept: boolean;
}

/** What a change is about. */
export const EXTENSION_FIELDS = [
  'name',
  'version',
  'enabled',
  'permissions',
  'hosts',
  'install-type',
  'update-source',
] as const;
export type ExtensionField = (typeof EXTENSION_FIELDS)[number];

export const EXTENSION_EVENTS = ['installed', 'removed', 'changed'] as const;
export type ExtensionEventKind = (typeof EXTENSION_EVENTS)[number];

/** One change of one field; lists as their entries that went and came. */
export interface ExtensionChange {
  readonly field: ExtensionField;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Something that happened to an extension, stored. */
export interface ExtensionEvent {
  /** UUID. */
  readonly id: string;
  /** When it was noticed (ms since the epoch). */
  readonly time: number;
  readonly extension: string;
  readonly name: string;
  readonly kind: ExtensionEventKind;
  readonly changes: readonly ExtensionChange[];
  /** Services that it gets at now and did not before; ids. */
  readonly gained: readonly string[];
  /** Who did it, as far as Demarc did: its policy, or the person through it. */
  readonly by: '' | 'policy' | 'person';
  /** Incident that it raised; '' for none. */
  readonly incident: string;
}

/** What is stored of an extension between two looks. */
export interface ExtensionRecord {
  readonly id: string;
  readonly facts: ExtensionFacts;
  /** When it was first seen (ms), and when it was gone; 0: it is there. */
  readonly since: number;
  readonly goneAt: number;
}

/** Can extensions be seen at all, and can they be switched off from here? */
export interface ExtensionReport {
  readonly state: 'no-permission' | 'listed';
  /** Firefox lets no extension switch off another. */
  readonly canDisable: boolean;
  readonly extensions: readonly AssessedExtension[];
  /** When they were looked at (ms). */
  readonly time: number;
}

/** For the popup: who gets at the service of the tab. */
export interface Touching {
  readonly state: ExtensionReport['state'];
  readonly names: readonly string[];
  /** How many get at it, also those whose hosts the browser does not name. */
  readonly count: number;
  readonly maybe: number;
  /** One of them is of high risk or known to be harmful. */
  readonly risky: boolean;
}
