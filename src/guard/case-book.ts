// The guard's case book: every text that steers an assistant gets a case: held if a person cannot see it, reported, and
// then kept blank, masked, labelled or released as the worker decides. A text that the page writes anew joins its case.
// Knows nothing of how texts are found.
import type { GuardDecision } from '../messaging/contract.ts';
import type { Carrier, Concealment } from '../model/observation.ts';
import type { Enforcement, IncidentReport } from '../model/incident.ts';
import type { GuardItem } from '../model/status.ts';
import { Labels, type LabelTexts, type Reveal } from '../enforcement/label.ts';
import { Ledger } from '../enforcement/ledger.ts';
import type { Scan } from '../engine/scan.ts';
import { pathOf } from '../sensors/flat-tree.ts';
import { concealmentOf } from '../sensors/visibility.ts';
import { CaseIndex } from './case-index.ts';
import { newId } from '../model/identity.ts';
import { Refills } from './refills.ts';
import { Reporter, type Send } from './reporter.ts';
import { snippetOf } from './snippet.ts';
import { bare } from '../model/bare.ts';
import { isElement } from '../model/node-kinds.ts';

/** Cases reported per document. What exceeds them is blanked all the same, under the last case. */
const MAX_CASES = 500;

/** A judged text that is not clean. */
export interface Found {
  readonly carrier: Carrier;
  /** Attribute or pseudo-element; '' for plain text. */
  readonly name: string;
  /** Where it sits. */
  readonly anchor: Node;
  readonly text: string;
  readonly concealment: Concealment | null;
  readonly result: Scan;
  /** Text nodes it is made of; empty for other carriers. */
  readonly nodes: readonly Text[];
  /** Empties the carrier through the ledger, under a case id. */
  readonly blank: (id: string) => void;
  /** Found by the second reading. */
  readonly second?: boolean;
}

/** The same before it is judged, of carriers that are not made of text nodes. */
export type Unjudged = Omit<Found, 'result' | 'nodes'>;

/** What the case book needs from outside. */
export interface CaseBookEnvironment {
  readonly send: Send;
  /** Asks whether a person may see a masked text again; the worker decides and keeps the record. */
  readonly reveal: Reveal;
  readonly labelTexts: () => LabelTexts;
}

interface Case {
  readonly id: string;
  /** Where and how the text was found last. */
  found: Found;
  /** Data of the nodes when they were judged. */
  seen: readonly string[];
  path: string;
  enforcement: Enforcement | 'held';
  masked: boolean;
  /** What the worker has to say of it to the person. */
  said?: string;
}

export class CaseBook {
  readonly ledger = new Ledger();
  private readonly labels: Labels;
  private readonly reporter: Reporter;
  private readonly refills: Refills;
  private readonly cases = new Map<string, Case>();
  private readonly index = new CaseIndex<Case>((entry) => this.cases.get(entry.id) === entry);

  constructor(env: CaseBookEnvironment, signal: AbortSignal) {
    this.labels = new Labels(env.labelTexts, signal);
    this.reveal = env.reveal;
    this.reporter = new Reporter(env.send, (d) => this.decided(d), signal);
    this.refills = new Refills(signal);
    signal.addEventListener('abort', () => this.ledger.undoAll());
  }
  private readonly reveal: Reveal;

  /** True for an element of our own, which the guard does not read. */
  owns(node: Node): boolean {
    return this.labels.owns(node);
  }

  items(): GuardItem[] {
    return [...this.cases.values()].map(({ id, found, enforcement }) => ({
      id,
      carrier: found.carrier,
      concealment: found.concealment?.reason ?? null,
      family: found.result.verdict.families[0] ?? null,
      enforcement,
      excerpt: found.text.slice(0, 160),
    }));
  }

  /** Opens a case for what was found: holds it if a person cannot see it, and reports it. */
  open(found: Found): void {
    const { verdict } = found.result;
    const { concealment } = found;
    const path = pathOf(found.anchor);
    if (verdict.kind === 'clean' || this.index.isReleased(path, found.text)) return;
    // People write about assistants in plain sight; only a clear case is worth a person's attention.
    if (concealment === null && verdict.kind !== 'malicious') return;
    const holds = concealment !== null && verdict.kind === 'malicious';
    const seen = found.nodes.map((n) => n.data);
    const known = this.index.find(found, path);
    if (known) {
      // What the rules find by themselves is taken away at their pace; the second reading adds no turns.
      if (found.second && !known.found.second) return;
      this.again(known, { found, seen, path });
      return;
    }
    if (this.cases.size >= MAX_CASES) {
      const last = [...this.cases.values()]
        .filter((c) => c.enforcement === 'blanked' || c.enforcement === 'held')
        .at(-1);
      if (last && holds) found.blank(last.id);
      return;
    }
    const opened: Case = { id: newId(), found, seen, path, enforcement: holds ? 'held' : 'recorded', masked: false };
    this.cases.set(opened.id, opened);
    this.index.add(opened);
    // Before it is taken away: the record shows the markup as it came.
    const report = reportOf(opened);
    if (holds) this.blank(opened);
    this.reporter.add(report);
  }

  /** Does more for a case that keeps texts away, in its turn. */
  more(id: string, place: Node, job: () => void): void {
    const entry = this.cases.get(id);
    const holds = (): boolean => entry?.enforcement === 'held' || entry?.enforcement === 'blanked';
    if (holds()) this.refills.turn(id, place, () => holds() && job());
  }

  /** A person puts one text back. */
  undo(id: string): boolean {
    const entry = this.cases.get(id);
    if (!entry || entry.enforcement !== 'blanked') return false;
    this.release(entry);
    entry.enforcement = 'undone';
    return true;
  }

  /** Puts everything back; every text that has a case is left alone from now on. */
  releaseAll(): void {
    for (const entry of this.cases.values()) this.release(entry);
    this.cases.clear();
    this.ledger.undoAll();
  }

  /** True while a text that a person can see has a case: it may be hidden without a trace in the document. */
  watchesVisible(): boolean {
    return [...this.cases.values()].some(({ found }) => found.concealment === null && found.nodes.length > 0);
  }

  /** Visible texts that have been hidden since: their cases are closed and they are given back to be judged anew. */
  hiddenSince(): readonly Found[] {
    this.labels.place();
    const out: Found[] = [];
    for (const entry of this.cases.values()) {
      const { nodes, concealment } = entry.found;
      if (concealment !== null || nodes.length === 0 || entry.enforcement === 'blanked') continue;
      const node = nodes.find((n) => n.isConnected && /\S/.test(n.data));
      if (!node) {
        this.labels.remove(entry.id);
        continue;
      }
      if (!concealmentOf(node)) continue;
      this.labels.remove(entry.id);
      this.cases.delete(entry.id);
      out.push(entry.found);
    }
    return out;
  }

  /** The page has written a known text anew, here or elsewhere: what was decided holds on. */
  private again(entry: Case, { found, seen, path }: Pick<Case, 'found' | 'seen' | 'path'>): void {
    Object.assign(entry, { found, seen, path });
    if (entry.enforcement === 'held' || entry.enforcement === 'blanked') this.blank(entry);
    else if (entry.enforcement === 'labelled') this.label(entry);
  }

  /** The worker has decided; a held text is kept blank or released. */
  private decided({ id, decision: { action }, said = '' }: GuardDecision): void {
    const entry = this.cases.get(id);
    if (!entry) return;
    entry.said = said;
    const held = entry.enforcement === 'held';
    const visible = entry.found.concealment === null;
    if (action === 'block' || action === 'redact') {
      entry.enforcement = 'blanked';
      if (held) return;
      // What was not held while the worker thought goes now: visible text, and hidden text that only the worker is sure of.
      entry.masked = visible && action === 'redact';
      this.blank(entry);
      return;
    }
    if (held) this.release(entry);
    if (action === 'allow') this.cases.delete(id);
    else entry.enforcement = action === 'warn' && !held && visible ? 'labelled' : 'recorded';
    if (entry.enforcement === 'labelled') this.label(entry);
  }

  private label(entry: Case): void {
    const target = elementOf(entry.found);
    if (target) this.labels.add(entry.id, target, entry.said);
  }

  /** Empties what was found last, in its turn, and only what the page has not changed meanwhile. */
  private blank(entry: Case): void {
    const { id, found, seen } = entry;
    this.refills.turn(id, found.anchor, () => {
      const holds = entry.enforcement === 'held' || entry.enforcement === 'blanked';
      if (!holds || found.nodes.some((n, i) => n.data !== seen[i])) return;
      if (!entry.masked) {
        found.blank(id);
        return;
      }
      const target = elementOf(found);
      const height = (target && bare(target).getBoundingClientRect().height) ?? 0;
      found.blank(id);
      if (target) this.labels.mask(id, target, height, this.ledger, () => this.shown(entry), entry.said);
    });
  }

  /** A person asks for a masked text. Answers what to tell them instead; '' when it is back. */
  private async shown(entry: Case): Promise<string> {
    const { undone, problem } = await this.reveal(entry.id);
    if (undone) this.undo(entry.id);
    return problem;
  }

  private release(entry: Case): void {
    this.index.release(entry, this.ledger.textsOf(entry.id));
    this.refills.forget(entry.id);
    this.labels.remove(entry.id);
    this.ledger.undo(entry.id);
  }
}

const elementOf = ({ anchor }: Found): Element | null => (isElement(anchor) ? anchor : anchor.parentElement);

function reportOf({ id, path, found }: Case): IncidentReport {
  const { text, carrier, name, anchor, concealment, result } = found;
  return {
    id,
    text: text.slice(0, 20_000),
    textLength: text.length,
    carrier,
    name: name.slice(0, 100),
    path,
    snippet: snippetOf(anchor),
    concealment: concealment && bounded(concealment),
    verdict: result.verdict,
  };
}

/** Only what the record holds: a fact from a sensor also carries its element, which must not travel. */
function bounded({ reason, evidence }: Concealment): Concealment {
  const entries = Object.entries(evidence).slice(0, 8);
  return {
    reason,
    evidence: Object.fromEntries(entries.map(([name, value]) => [name.slice(0, 40), value.slice(0, 300)])),
  };
}
