// Scripts that a page gets only when something needs them: too large to be in every one.

/**
 * `pdf` reads the words of PDF files, `own` finds what an organisation calls its own, on assistants' pages; `tools` lists what a
 * page offers to agents, on any page that does; `gate` looks at the acts of agents.
 */
export const LATE_PARTS = ['pdf', 'own', 'tools', 'gate'] as const;
export type LatePart = (typeof LATE_PARTS)[number];
