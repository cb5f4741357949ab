// Scripts that an assistant's page gets only when something needs them: too large to be in every one.

/** `pdf` reads the words of PDF files; `own` finds what an organisation calls its own. */
export const LATE_PARTS = ['pdf', 'own'] as const;
export type LatePart = (typeof LATE_PARTS)[number];
