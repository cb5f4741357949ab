// JSON Lines: one record a line, as it is stored (docs/incident-format.md). The only format that can be read back.
import type { Writer } from './format.ts';

/** U+2028 and U+2029 are no line ends in JSON, but for some readers of lines; escaped they are the same string. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u2028\u2029\u0085]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

export function jsonLinesWriter(): Writer {
  return { begin: () => '', add: jsonLine, end: () => '' };
}
