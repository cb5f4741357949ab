// Scripts that a page gets only when something needs them: too large to be in every one.

/** `pdf` reads the words of PDF files; `own` finds what an organisation calls its own; `gate` looks at the acts of agents. */
export const LATE_PARTS = ['pdf', 'own', 'gate'] as const;
export type LatePart = (typeof LATE_PARTS)[number];
