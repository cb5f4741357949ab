// The guard's case book: every text that steers an assistant gets a case: held if a person cannot see it, reported, and
// then kept blank, labelled or released as the worker decides. Knows nothing of how texts are found.
import type { GuardDecision } from '../messaging/contract.ts';
import type { Carrier, Concealment } from '../model/observation.ts';
import type { Enforcement, IncidentReport } from '../model/incident.ts';
import type { GuardItem } from '../model/status.ts';
import { Labels, type LabelTexts } from '../enforcement/label.ts';
import { Ledger } from '../enforcement/ledger.ts';
import type { Scan } from '../engine/scan.ts';
import { pathOf } from '../sensors/flat-tree.ts';
import { concealmentOf } from '../sensors/visibility.ts';
import { newId } from './identity.ts';
import { Reporter, type Send } from './reporter.ts';
import { snippetOf } from './snippet.ts';

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
}

interface Case {
  readonly id: string;
  readonly found: Found;
  readonly path: string;
  enforcement: Enforcement | 'held';
}

export class CaseBook {
  readonly ledger = new Ledger();
  private readonly labels: Labels;
  private readonly reporter: Reporter;
  private readonly cases = new Map<string, Case>();
  /** Texts that a decision released or a person put back: left alone for the life of this document. */
  private readonly released = new Set<string>();
  /** Case of each text and path that was blanked: when the text comes back there, it joins the case. */
  private readonly blanked = new Map<string, Case>();

  constructor(send: Send, labelTexts: () => LabelTexts, signal: AbortSignal) {
    this.labels = new Labels(labelTexts, signal);
    this.reporter = new Reporter(send, (d) => this.decided(d), signal);
    signal.addEventListener('abort', () => this.ledger.undoAll());
  }

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
    const { text, concealment } = found;
    if (verdict.kind === 'clean' || this.released.has(text)) return;
    // People write about assistants in plain sight; only a clear case is worth a person's attention.
    if (concealment === null && verdict.kind !== 'malicious') return;
    const holds = concealment !== null && verdict.kind === 'malicious';
    const path = pathOf(found.anchor);
    const same = this.blanked.get(`${path}\n${text}`);
    if (same || this.cases.size >= MAX_CASES) {
      const joined = same ?? [...this.blanked.values()].at(-1);
      if (joined && (holds || same)) found.blank(joined.id);
      return;
    }
    const opened: Case = { id: newId(), found, path, enforcement: holds ? 'held' : 'recorded' };
    this.cases.set(opened.id, opened);
    if (holds) this.blank(opened);
    this.reporter.add(reportOf(opened));
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
    for (const entry of this.cases.values()) {
      this.labels.remove(entry.id);
      this.release(entry);
    }
    this.cases.clear();
  }

  /** True while a text that a person can see has a case: it may be hidden without a trace in the document. */
  watchesVisible(): boolean {
    return [...this.cases.values()].some(({ found }) => found.concealment === null && found.nodes.length > 0);
  }

  /** Visible texts that have been hidden since: their cases are closed and their nodes given back to be judged anew. */
  hiddenSince(): readonly (readonly Text[])[] {
    this.labels.place();
    const out: (readonly Text[])[] = [];
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
      out.push(nodes);
    }
    return out;
  }

  /** The worker has decided; a held text is kept blank or released. */
  private decided({ id, decision: { action } }: GuardDecision): void {
    const entry = this.cases.get(id);
    if (!entry) return;
    const held = entry.enforcement === 'held';
    const visible = entry.found.concealment === null;
    if (action === 'block' || action === 'redact') {
      // Visible text is not held while the worker thinks; a strict policy blanks it now.
      if (!held && visible) this.blank(entry);
      entry.enforcement = held || visible ? 'blanked' : 'recorded';
      return;
    }
    if (held) this.release(entry);
    if (action === 'allow') this.cases.delete(id);
    else entry.enforcement = action === 'warn' && !held ? 'labelled' : 'recorded';
    const { anchor } = entry.found;
    const target = anchor instanceof Element ? anchor : anchor.parentElement;
    if (entry.enforcement === 'labelled' && target) this.labels.add(id, target);
  }

  private blank(entry: Case): void {
    this.blanked.set(`${entry.path}\n${entry.found.text}`, entry);
    entry.found.blank(entry.id);
  }

  private release(entry: Case): void {
    this.released.add(entry.found.text);
    this.blanked.delete(`${entry.path}\n${entry.found.text}`);
    this.ledger.undo(entry.id);
  }
}

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
