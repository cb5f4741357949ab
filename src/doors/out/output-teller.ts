// Tells the person and the record what was found in something that came out: one note beside it, one report to the worker.
import type { OutputJudgement } from '../../engine/output/judge-output.ts';
import type { compileCommands } from '../../engine/commands/find-commands.ts';
import { decideOutput } from '../../engine/policy/decide-output.ts';
import { Labels } from '../../enforcement/label.ts';
import type { Notice } from '../../enforcement/notice.ts';
import type { DecodedLayer, Finding } from '../../model/finding.ts';
import { newId } from '../../model/identity.ts';
import { isHtml } from '../../model/node-kinds.ts';
import type { OutputOutcome, OutputPlace } from '../../model/output.ts';
import type { Decision } from '../../model/policy.ts';
import type { DoorsEnvironment, Session } from '../session.ts';
import { whoDecided } from '../who.ts';

const MAX_KEPT_TEXT = 20_000;

export class OutputTeller {
  private readonly labels: Labels;

  constructor(
    private readonly env: DoorsEnvironment,
    private readonly session: Session,
    readonly commands: ReturnType<typeof compileCommands>,
    private readonly notice: Notice,
    signal: AbortSignal,
  ) {
    const word = (key: string): string => env.text(key);
    this.labels = new Labels(
      () => ({ note: '', dismiss: word('labelDismiss'), masked: '', show: '', failed: word('undoFailed') }),
      signal,
    );
  }

  /** What the policy says of such things on this page. */
  decide(findings: readonly Pick<Finding, 'family'>[]): Decision {
    const families = [...new Set(findings.map((f) => f.family))];
    return decideOutput(this.session.setup.policy, { ...this.session.place(), families }, Date.now());
  }

  /** Nothing that could be found here would be acted on. */
  idle(): boolean {
    return this.session.setup.policy.settings.rules.length === 0 && this.decide([]).action === 'allow';
  }

  /** Notes follow their texts. */
  place(): void {
    this.labels.place();
  }

  /** @returns the id of the note and of the record. */
  tell(place: OutputPlace, text: string, found: OutputJudgement, outcome: OutputOutcome, at: Element | null): string {
    const decision = this.decide(found.findings);
    const { action } = decision;
    const id = newId();
    if (action === 'allow') return id;
    const silent = action === 'audit';
    if (!silent) this.note(id, place, found, outcome, at, decision);
    this.report(place, text, found.findings, found.layers, silent ? 'recorded' : outcome, id);
    return id;
  }

  /** Tells the worker alone. */
  report(
    place: OutputPlace,
    text: string,
    findings: readonly Finding[],
    layers: readonly DecodedLayer[],
    outcome: OutputOutcome,
    id = newId(),
  ): void {
    const { account, agent } = this.session.place();
    const report = {
      id,
      place,
      outcome,
      text: text.slice(0, MAX_KEPT_TEXT),
      textLength: text.length,
      findings,
      layers,
      account,
      agent,
    };
    void this.env.send('output.report', { report }).catch(() => undefined);
  }

  /** A note beside an element that is no report. @returns its id */
  name(at: Element, words: string): string {
    const id = newId();
    this.labels.add(id, at, words);
    return id;
  }

  forget(id: string): void {
    this.labels.remove(id);
  }

  private note(
    id: string,
    place: OutputPlace,
    found: OutputJudgement,
    outcome: OutputOutcome,
    at: Element | null,
    decision: Decision,
  ): void {
    const who = whoDecided(this.env.text, this.session.setup.policy, decision);
    const words = [...this.words(place, found, outcome), ...who];
    if (place !== 'copied') {
      this.labels.add(id, at?.isConnected ? at : document.documentElement, words.join(' '));
      return;
    }
    const [title = '', ...details] = words;
    const tone = outcome === 'stopped' ? 'block' : outcome === 'cleaned' ? 'done' : 'warn';
    const choices = [{ id: 'ok', label: this.env.text('doorOk'), kind: 'plain' }] as const;
    const content = {
      tone,
      title,
      by: this.env.text('appName'),
      details,
      rows: [],
      quote: '',
      hint: '',
      choices,
    } as const;
    this.notice.tell(content, isHtml(at) && at.isConnected ? at : null, () => undefined);
  }

  private words(place: OutputPlace, { commands, hidden }: OutputJudgement, outcome: OutputOutcome): readonly string[] {
    const [command] = commands;
    const parts: string[] = [];
    if (command !== undefined) {
      const kind = command.kind.replaceAll('-', '_');
      parts.push(
        command.host === '' ? this.env.text(`command_${kind}`) : this.env.text(`command_${kind}_from`, command.host),
      );
    }
    if (hidden !== null)
      parts.push(this.env.text(place === 'answer' ? 'hiddenInAnswer' : 'hiddenInCopy', String(hidden.count)));
    if (outcome === 'stopped') parts.push(this.env.text('copyStopped'));
    if (outcome === 'cleaned') parts.push(this.env.text('copyCleaned'));
    return parts;
  }
}
