// Messages from and to the guard. The polyfill is left out here on purpose: it would be two thirds of a script that
// runs in every frame (docs/decisions/0003), and the two functions needed are the same in both engines but for one detail.

interface Runtime {
  readonly id: string | undefined;
  sendMessage(message: unknown): Promise<unknown>;
  readonly onMessage: {
    addListener(
      listener: (message: unknown, sender: MessageSender, respond: (answer: unknown) => void) => true | undefined,
    ): void;
  };
}
export interface MessageSender {
  readonly id?: string;
  readonly tab?: unknown;
}
interface Api {
  readonly runtime: Runtime;
  readonly i18n: { getMessage(key: string, substitutions?: readonly string[]): string };
}
const scope = globalThis as unknown as { browser?: Api; chrome: Api };
const api = (): Api => scope.browser ?? scope.chrome;
const runtime = (): Runtime => api().runtime;

/** A message in the browser's language; '' once the context is gone. */
export const getMessage = (key: string, substitutions?: readonly string[]): string =>
  api().i18n.getMessage(key, substitutions);

/** Sends one message of the contract to the worker. Rejects when the worker is gone or refuses. */
export const sendToWorker = (name: string, params: unknown): Promise<unknown> =>
  runtime().sendMessage({ to: 'worker', name, params });

/** The guard's one listener; only the extension's own pages and worker are heard, never another tab. */
export function onWorkerMessage(answer: (message: unknown) => unknown): void {
  const own = runtime().id;
  runtime().onMessage.addListener((message, sender, respond) => {
    if (sender.id !== own || sender.tab) return undefined;
    const result = answer(message);
    if (result === undefined) return undefined;
    respond(result);
    return true;
  });
}

/** False once the extension was updated, disabled or removed under the running script. */
export function contextAlive(): boolean {
  try {
    return Boolean(runtime().id);
  } catch {
    return false;
  }
}
