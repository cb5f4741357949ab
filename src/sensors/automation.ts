// Whether a program drives this page, as far as it can be seen. Browsers say so of those that use their automation interfaces
// (WebDriver, section 4 "navigator.webdriver"), as agents that drive a browser from outside do; agents inside the browser
// leave marks in the page (catalog/agent-marks.json). One that works the mouse of the device shows nothing: false means that
// nothing was seen. The guard, the doors and the gate run in one world of a frame and share what one of them has seen.

const KEY = Symbol.for('demarc.agent');
const world = globalThis as unknown as Record<symbol, string | undefined>;

/** True where the browser says that a program drives it, or a mark of an agent was seen in this document. */
export const drivenByProgram = (): boolean => navigator.webdriver || KEY in world;

/**
 * A mark was seen; holds for the document's life, because marks vanish when an agent's turn ends.
 * @param names names in the page's world that gave it away, apart by spaces
 */
export const noteAgent = (names: string): void => void (world[KEY] ||= names);

/** The names that gave an agent away; '' for none. */
export const namesLeft = (): string => world[KEY] ?? '';
