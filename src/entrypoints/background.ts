// Worker (Chromium) and event page (Firefox). Wires messages, policy, store and badge; all listeners are set up in the
// first turn, because the browser may have woken us for exactly one of them.
import agentActs from '../catalog/agent-acts.json';
import agentMarks from '../catalog/agent-marks.json';
import assistants from '../catalog/assistants.json';
import classifierAddress from '../catalog/classifier.bin?url';
import extensions from '../catalog/extensions.json';
import controls from '../catalog/controls.json';
import line from '../catalog/line.json';
import managedKeys from '../catalog/managed-keys.json';
import network from '../catalog/network.json';
import presets from '../catalog/policy-presets.json';
import renames from '../catalog/renames.json';
import services from '../catalog/services.json';
import { readOwnFile } from '../platform/own-files.ts';
import { startWorker } from '../background/worker.ts';

startWorker({
  agents: { acts: agentActs, marks: agentMarks.marks },
  assistants,
  network,
  controls,
  extensions,
  line,
  managedKeys,
  presets,
  renames,
  services,
  classifier: () => readOwnFile(classifierAddress),
});
