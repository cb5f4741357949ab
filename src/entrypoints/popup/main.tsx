// The popup's beginning. It asks the worker before it loads what shows the answer: a worker that sleeps takes longer to wake
// than the page to load, and a person waits for both.
import { createClient } from '../../messaging/client.ts';

const client = createClient();
const first = client.currentTabId().then((tabId) => {
  performance.mark('status-asked');
  return client.send('tab.status', { tabId });
});
// Whoever shows the answer hears of a failure too.
first.then(
  () => performance.mark('status-answered'),
  () => undefined,
);
void import('./show.tsx').then(({ show }) => {
  show(client, first);
});
