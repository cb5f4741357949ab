// Drafts that a person wrote here before: services restore them after a reload, and then no hand is seen. Kept as hashes, in
// memory of the worker only.
import type { DoorsEnvironment, Session } from '../session.ts';

/** Shorter drafts are not told apart from anybody's. */
const MIN_DRAFT = 12;

export class KnownDrafts {
  private last = '';

  constructor(
    private readonly env: DoorsEnvironment,
    private readonly session: Session,
  ) {}

  /** A draft stands and is the person's own. */
  note(draft: string): void {
    const hash = hashOf(draft);
    if (draft.trim().length < MIN_DRAFT || hash === this.last) return;
    this.last = hash;
    void this.env.send('draft.note', { hash }).catch(() => undefined);
  }

  has(draft: string): boolean {
    return draft.trim().length >= MIN_DRAFT && this.session.setup.drafts.includes(hashOf(draft));
  }
}

/** FNV-1a, two runs of 32 bits, white space apart; tells drafts of one session apart, and is no secret. */
function hashOf(draft: string): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const text of draft.trim().split(/\s+/))
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      a = Math.imul(a ^ c, 0x01000193);
      b = Math.imul(b ^ c, 0x01000193);
    }
  return [a, b].map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('');
}
