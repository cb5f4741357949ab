// The one line that the popup says about a tab, and the notices below it. Pure, so that every state can be tested.
// Nothing is good by default: only a frame that was read to its end may say "nothing found".
import type { PolicyLayer } from '../model/policy.ts';
import type { TabStatus } from '../model/status.ts';

export type VerdictShape = 'clear' | 'blanked' | 'labelled' | 'noted' | 'scanning' | 'partly' | 'unknown' | 'paused';

export interface VerdictLine {
  readonly shape: VerdictShape;
  /** Message key; with a count it is a plural pair. */
  readonly key: string;
  readonly count: number | null;
  /** Message key of the second line. */
  readonly detail: string;
}

const EXCLUDED: Readonly<Record<PolicyLayer, { key: string; detail: string }>> = {
  user: { key: 'verdictExcludedUser', detail: 'verdictExcludedUserDetail' },
  managed: { key: 'verdictExcludedManaged', detail: 'verdictExcludedManagedDetail' },
  default: { key: 'verdictExcludedDefault', detail: 'verdictExcludedDefaultDetail' },
  preset: { key: 'verdictExcludedDefault', detail: 'verdictExcludedDefaultDetail' },
};

/** Pages of the browser itself, whose address it does not tell either, are not a fault that a reload mends. */
function notScannedDetail(url: string): string {
  const detail = 'verdictNotScannedBrowserDetail';
  return !/^(https?|file):/i.test(url) ? detail : 'verdictNotScannedDetail';
}

/** What to say first about a tab. */
export function verdictLine(status: TabStatus): VerdictLine {
  if (status.excludedBy !== '') return { shape: 'paused', count: null, ...EXCLUDED[status.excludedBy] };
  if (!status.policy.settings.enabled) {
    return { shape: 'paused', key: 'verdictOff', count: null, detail: 'verdictOffDetail' };
  }
  const count = (...kinds: readonly string[]): number =>
    status.items.filter((i) => kinds.includes(i.enforcement)).length;
  const found = (
    [
      ['blanked', count('blanked'), 'verdictBlanked'],
      ['blanked', status.held.hosts.filter((h) => h.carriesData && !h.sent).length, 'verdictStopped'],
      ['labelled', count('labelled'), 'verdictLabelled'],
      ['scanning', count('held'), 'verdictHeld'],
      ['noted', count('undone'), 'verdictUndone'],
      ['noted', count('recorded', 'released'), 'verdictNoted'],
    ] as const
  ).find(([, n]) => n > 0);
  if (found) {
    const [shape, n, key] = found;
    const seen = status.items.some((i) => i.enforcement === 'blanked' && i.concealment === null);
    if (key === 'verdictBlanked' && seen) return { shape, key, count: n, detail: 'verdictBlankedSeenDetail' };
    return { shape, key, count: n, detail: `${key}Detail` };
  }
  switch (status.state) {
    case 'scanning':
      return { shape: 'scanning', key: 'verdictScanning', count: null, detail: 'verdictScanningDetail' };
    case 'partly':
      return { shape: 'partly', key: 'verdictPartly', count: null, detail: 'verdictPartlyDetail' };
    case 'not-scanned':
      return { shape: 'unknown', key: 'verdictNotScanned', count: null, detail: notScannedDetail(status.url) };
    case 'scanned':
      return { shape: 'clear', key: 'verdictNothing', count: null, detail: 'verdictNothingDetail' };
  }
}

/** Things to know besides, as message keys, most important first. */
export function noticesOf(status: TabStatus): string[] {
  const notices: string[] = [];
  if (status.policy.settings.lockdown) notices.push('noticeLockdown');
  if (status.policy.managed === 'pending') notices.push('noticePolicyPending');
  if (status.policy.problems.length > 0) notices.push('noticePolicyProblems');
  const doors = doorsNotice(status);
  if (doors !== '') notices.push(doors);
  if (status.storage !== 'ok') notices.push(`noticeStorage_${status.storage}`);
  // A limit must stay visible when something was found, because the rest of the page was not read.
  if (status.state === 'partly' || status.state === 'not-scanned') {
    // The verdict "not scanned" already says that no guard answered.
    const said = status.state === 'not-scanned' ? 'limitNoGuard' : '';
    const limits = status.frames.map((f) => f.limit).filter((l) => l !== '' && l !== said);
    notices.push(...(limits.length === 0 && status.items.length > 0 ? ['noticePartly'] : limits));
  }
  return [...new Set(notices)].slice(0, 3);
}

/** What is not looked at of what goes into the assistant of this page; '' where all is. */
function doorsNotice({ doors, policy, excludedBy }: TabStatus): string {
  if (doors === 'no-assistant' || excludedBy !== '' || !policy.settings.enabled) return '';
  if (doors === 'absent') return 'noticeDoorsAbsent';
  if (doors.editor === 'none' || doors.send === 'none') return 'noticeAdapterNone';
  return doors.editor === 'fallback' ? 'noticeAdapterFallback' : '';
}

/** Patterns of the excluded list that name exactly this site, which is what "resume" may remove. */
export function resumePatterns(excluded: readonly string[], site: string): string[] {
  return excluded.filter((pattern) => pattern === site || pattern === `*.${site}`);
}
