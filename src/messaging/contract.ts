// Every message there is: name → who may send it, its parameters, its answer. Nothing else is answered.
import type { ActAnswer, ActReport, AgentAct, AgentsView, GateState } from '../model/agent.ts';
import type { AdapterCheck, AdapterRecord } from '../model/adapter.ts';
import type { DoorsSetup, KeptValue } from '../model/doors.ts';
import type { Account, InputDecision, InputReport, InputWay } from '../model/input.ts';
import type { ExtensionEvent, ExtensionReport } from '../model/extension.ts';
import type { LatePart } from '../model/late-part.ts';
import type { OutputReport } from '../model/output.ts';
import type { Decision, PolicyDraft, PolicySettings, EffectivePolicy } from '../model/policy.ts';
import type { IncidentReport } from '../model/incident.ts';
import type { GuardStatus, LineStatus, TabStatus } from '../model/status.ts';
import type { MemoryNotice } from '../model/memory.ts';
import type { PageApiRecord, PageTool } from '../model/page-api.ts';
import type { WaitingPrompt } from '../model/prefilled.ts';
import type { Verdict } from '../model/verdict.ts';

export interface GuardDecision {
  readonly id: string;
  readonly decision: Decision;
  /** Who decided and whom to ask, in the person's language, where the text is labelled or masked; '' else. */
  readonly said?: string;
}

/** A text that a guard asks about, and what the worker makes of it, seen and unseen; null where it is clean. */
export interface Opinion {
  /** Which of the texts. */
  readonly index: number;
  readonly seen: Verdict | null;
  readonly unseen: Verdict | null;
}

/** Messages that the worker answers. */
export interface WorkerMessages {
  /** A guard held or found something; the answer says what to do with each. Stored before the answer leaves. */
  'verdict.report': {
    from: 'guard';
    /** `agent`: the browser says that a program drives it. */
    params: { reports: readonly IncidentReport[]; agent?: boolean };
    result: { decisions: readonly GuardDecision[] };
  };
  /** A guard asks for the classifier's opinion on texts that its own rules let pass. Only those not clean are answered. */
  'texts.judge': {
    from: 'guard';
    params: { texts: readonly string[] };
    result: { opinions: readonly Opinion[] };
  };
  /** The script of an assistant's page begins, or the policy changed. */
  'doors.open': { from: 'guard'; params: Record<string, never>; result: DoorsSetup };
  /** A guard sees what looks like an assistant that the catalogue does not know; the worker brings its script there. */
  'doors.wanted': { from: 'guard'; params: Record<string, never>; result: { brought: boolean } };
  /** The script of an assistant's page needs a part that is not in it; it is there when the answer comes. */
  'part.bring': { from: 'guard'; params: { part: LatePart }; result: { brought: boolean } };
  /** How far the catalogue fits the page of an assistant, told when it changes. */
  'adapter.report': { from: 'guard'; params: { check: AdapterCheck }; result: { noted: boolean } };
  /** How far it fits each service's pages, as last seen in this session of the browser. */
  'adapters.list': { from: 'ui'; params: Record<string, never>; result: { adapters: readonly AdapterRecord[] } };
  /** Something went in, or was kept from it. Stored before the answer leaves; the decision is made anew for the record. */
  'input.report': { from: 'guard'; params: { report: InputReport }; result: { decision: InputDecision } };
  /** Something was found in what came out of an assistant. Stored before the answer leaves. */
  'output.report': { from: 'guard'; params: { report: OutputReport }; result: { stored: boolean } };
  /** Values that placeholders stand for, to be put back in answers; kept until the browser ends, never on disk. */
  'values.keep': { from: 'guard'; params: { values: readonly KeptValue[] }; result: { kept: boolean } };
  /** A draft that the person wrote, as a hash; the page may restore it later. Kept until the browser ends. */
  'draft.note': { from: 'guard'; params: { hash: string }; result: { noted: boolean } };
  /** The script of an assistant's page stopped it, because its address brings a prompt that the rules know. */
  'prompt.stopped': { from: 'guard'; params: Record<string, never>; result: { goOn: boolean } };
  /** What a content security policy of ours refused on a page whose host has other things too. */
  'requests.refused': {
    from: 'guard';
    params: { requests: readonly { readonly url: string; readonly type: string }[] };
    result: { noted: boolean };
  };
  /** The page of an assistant says that something was saved to its memory. */
  'memory.noticed': { from: 'guard'; params: { notices: readonly MemoryNotice[] }; result: { noted: boolean } };
  /** Empties the ledger of memories; what the assistants remember stays as it is. */
  'memory.clear': { from: 'ui'; params: Record<string, never>; result: { removed: number } };
  /** A prompt that waits for a person's word; null when it is not known any more. */
  'prompt.get': { from: 'ui'; params: { id: string }; result: { prompt: WaitingPrompt | null } };
  /** What the person chose; the address to go to, null where that is not possible. */
  'prompt.open': { from: 'ui'; params: { id: string; withPrompt: boolean }; result: { url: string | null } };
  /** Something went into a message and nothing stood against it: counted, and whose account the page showed. */
  'input.checked': {
    from: 'guard';
    params: { way: InputWay; account: Account };
    result: { noted: boolean };
  };
  /** The line of the device as a whole, for the console. */
  'line.device': { from: 'ui'; params: Record<string, never>; result: LineStatus };
  /** The person's own word on a control, given or taken back; for the service of a tab where the control is about one. */
  'control.confirm': {
    from: 'ui';
    params: { control: string; service: string; on: boolean };
    result: { problem: string };
  };
  /** The other extensions of the browser, looked at now. */
  'extensions.list': { from: 'ui'; params: Record<string, never>; result: ExtensionReport };
  /** What happened to them, newest first. */
  'extensions.events': { from: 'ui'; params: Record<string, never>; result: { events: readonly ExtensionEvent[] } };
  /** What the person decides about one; the answer is a message key, '' when it is done. */
  'extensions.decide': {
    from: 'ui';
    params: { id: string; act: 'keep' | 'disable' | 'enable' };
    result: { problem: string };
  };
  /** A proposal for IT, as the text of a file in the browser's own form. */
  'extensions.proposal': { from: 'ui'; params: Record<string, never>; result: { text: string } };
  /** What a page offers to agents now, or that it used the browser's model. */
  'pageApis.report': {
    from: 'guard';
    params: { tools?: readonly PageTool[] | undefined; usedModel?: boolean | undefined };
    result: { noted: boolean };
  };
  /** What is known of pages in this session of the browser, newest first. */
  'pageApis.list': { from: 'ui'; params: Record<string, never>; result: { pages: readonly PageApiRecord[] } };
  /** A gate stands in a frame and sees these marks (ids); asked again when they change. */
  'gate.open': { from: 'guard'; params: { marks: readonly string[] }; result: GateState };
  /** What became of an act, or what it waits for. Written down before the answer leaves. */
  'act.report': { from: 'guard'; params: { report: ActReport }; result: { noted: boolean } };
  /** A person said no in the page. There is no yes from there. */
  'act.refuse': { from: 'guard'; params: { id: string }; result: { noted: boolean } };
  /** A person's answer, from a page of ours. `problem`: message key, '' when it counts. */
  'act.answer': { from: 'ui'; params: { id: string; answer: ActAnswer }; result: { problem: string } };
  /** Stops agents, in the tab and wherever one is seen, or lets them go on. */
  'agents.stop': { from: 'ui'; params: { tabId: number; on: boolean }; result: { stopped: boolean } };
  'agents.view': { from: 'ui'; params: Record<string, never>; result: AgentsView };
  /** Takes back what was allowed for a while. */
  'agents.revoke': { from: 'ui'; params: { site: string; act: AgentAct }; result: { revoked: boolean } };
  /** The popup opened. */
  'tab.status': { from: 'ui'; params: { tabId: number }; result: TabStatus };
  /** Put one blanked text of a tab back. */
  'incident.undo': { from: 'ui'; params: { id: string }; result: { undone: boolean; problem: string } };
  /** A person asked, in the page, for a masked text of their own; recorded like an undo. */
  'incident.reveal': { from: 'guard'; params: { id: string }; result: { undone: boolean; problem: string } };
  'incident.clear': { from: 'ui'; params: Record<string, never>; result: { removed: number } };
  'policy.get': { from: 'ui'; params: Record<string, never>; result: EffectivePolicy };
  /** What would hold with a draft, as JSON, in the place of one layer. Nothing is stored. */
  'policy.draft': { from: 'ui'; params: { text: string; as: 'managed' | 'user' }; result: PolicyDraft };
  /** Change what a person may change; locked keys are refused with a reason. */
  'policy.set': {
    from: 'ui';
    params: { settings: Partial<PolicySettings> };
    result: { policy: EffectivePolicy; problem: string };
  };
}

/** Messages that a guard answers; only the worker sends them. */
export interface GuardMessages {
  'guard.status': { params: Record<string, never>; result: GuardStatus };
  'guard.undo': { params: { id: string }; result: { undone: boolean } };
  /** The site is excluded now, or Demarc is off: put everything back and leave this document alone. */
  'guard.release': { params: Record<string, never>; result: { released: boolean } };
}

/** Messages that a gate answers; only the worker sends them. */
export interface GateMessages {
  /** Policy, presence or stop changed. */
  'gate.state': { params: GateState; result: { done: boolean } };
  /** A person answered; `go`: the act is done now. `done`: whether it could be. */
  'gate.answer': { params: { id: string; go: boolean }; result: { done: boolean } };
}

/** Messages that the script of an assistant's page answers; only the worker sends them. */
export interface DoorsMessages {
  /** The policy changed, or another page of the service kept values: ask again. */
  'doors.refresh': { params: Record<string, never>; result: { done: boolean } };
  /** The popup opened: how far does the catalogue fit this page now? */
  'doors.health': { params: Record<string, never>; result: AdapterCheck };
}

export type WorkerMessageName = keyof WorkerMessages;
export type GuardMessageName = keyof GuardMessages;

/** The UI's only way to the worker; the mock implements the same interface for `npm run dev`. */
export interface Client {
  send<N extends WorkerMessageName>(name: N, params: WorkerMessages[N]['params']): Promise<WorkerMessages[N]['result']>;
  /** Called after incidents or policy changed; returns the unsubscribe function. */
  onChange(listener: () => void): () => void;
  /** Id of the tab below the popup. */
  currentTabId(): Promise<number>;
  openConsole(hash: string): Promise<void>;
  /** Asks the person for the permission to see other extensions; only from the press of a button. False: not given. */
  askToListExtensions(): Promise<boolean>;
  /** Gives it back; false where it belongs to the package. */
  stopListingExtensions(): Promise<boolean>;
}
