// Brought into a frame whose page offers tools to agents: tells the worker which, now and whenever they change.
import { contextAlive, sendToWorker } from '../platform/content-runtime.ts';
import { watchTools } from '../sensors/page-tools.ts';

const KEY = Symbol.for('demarc.part.tools');
const world = globalThis as unknown as Record<symbol, unknown>;

// Asked for twice, it watches once.
if (world[KEY] === undefined) {
  world[KEY] = true;
  const life = new AbortController();
  watchTools((tools) => {
    if (contextAlive()) sendToWorker('pageApis.report', { tools }).catch(() => undefined);
    else life.abort();
  }, life.signal);
}
