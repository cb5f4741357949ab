// Marks that agents and assistants leave in a page: elements, custom properties, names in the page's own world. A page can
// show any of them itself; all that it gets is that its visitors' agents are asked. Nothing of a mark is changed.
import type { AgentMark } from '../model/agent.ts';

/** Of the custom properties of a mark, so many make it. */
const ENOUGH = 6;

/** Ids of the marks that this document shows now. Never throws. */
export function marksHere(marks: readonly AgentMark[], names: readonly string[]): readonly string[] {
  const root = document.documentElement as HTMLElement | null;
  const style = root && marks.some(({ properties }) => properties) ? getComputedStyle(root) : null;
  return marks
    .filter(({ id, selector, globals, properties }) => {
      if (id === 'webdriver.driving') return navigator.webdriver;
      if (selector !== undefined && document.querySelector(selector)) return true;
      if (globals?.some((start) => names.some((name) => name.startsWith(start)))) return true;
      return (
        properties !== undefined &&
        style !== null &&
        properties.filter((name) => style.getPropertyValue(name) !== '').length >= ENOUGH
      );
    })
    .map(({ id }) => id);
}
