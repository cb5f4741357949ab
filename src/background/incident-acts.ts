// What a person does with incidents: puts a text back, sees a masked one again, clears the record.
import type { Handlers } from '../messaging/router.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import { rememberRecords } from '../platform/storage.ts';
import { askGuard } from '../platform/tabs.ts';
import { getIncident } from '../store/queries.ts';
import { clearIncidents } from '../store/retention.ts';
import { markUndone } from '../store/write.ts';
import { keepEnd } from './incident-keeping.ts';
import { undoUnstored } from './tab-status.ts';

/** What these acts need of the worker. */
export interface IncidentActNeeds {
  readonly policy: () => Promise<EffectivePolicy>;
  readonly refreshBadge: (tabId: number) => Promise<void>;
  /** The record has changed: pages that show it read it anew. */
  readonly changed: () => Promise<void>;
  /** What is counted beside the record goes with it. */
  readonly cleared: () => Promise<void>;
}

/** The handlers of `incident.*`: each answers what was done, or why it was not, as a key of the texts. */
export function incidentActs(
  needs: IncidentActNeeds,
): Pick<Handlers, 'incident.undo' | 'incident.reveal' | 'incident.clear'> {
  return {
    'incident.undo': async ({ id }) => {
      const policy = await needs.policy();
      if (!policy.settings.allowUndo) return { undone: false, problem: 'undoNotAllowed' };
      const incident = await getIncident(id);
      if (!incident) {
        const undone = await undoUnstored(id);
        return { undone, problem: undone ? '' : 'undoUnknown' };
      }
      const answer = (await askGuard(incident.tabId, incident.frameId, 'guard.undo', { id })) as
        { undone?: boolean } | undefined;
      if (!answer?.undone) return { undone: false, problem: 'undoPageGone' };
      await markUndone(id, Date.now());
      void keepEnd();
      void needs.changed();
      void needs.refreshBadge(incident.tabId);
      return { undone: true, problem: '' };
    },
    'incident.reveal': async ({ id }, sender) => {
      const policy = await needs.policy();
      if (!policy.settings.allowUndo) return { undone: false, problem: 'undoNotAllowed' };
      const incident = await getIncident(id);
      // A guard speaks for its own tab only. What is not stored, as in a private window, is the guard's own business.
      if (incident && incident.tabId !== sender.tabId) return { undone: false, problem: 'undoUnknown' };
      if (incident) {
        await markUndone(id, Date.now());
        void keepEnd();
        void needs.changed();
      }
      setTimeout(() => void needs.refreshBadge(sender.tabId), 50);
      return { undone: true, problem: '' };
    },
    'incident.clear': async () => {
      const removed = await clearIncidents();
      await needs.cleared();
      await rememberRecords(false);
      await keepEnd();
      void needs.changed();
      return { removed };
    },
  };
}
