// Text inside `data:` addresses: where the address leads, or what it paints for a person, and how far they see the words.
import type { Concealment } from '../model/observation.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { scan } from '../engine/scan.ts';
import type { Ledger } from '../enforcement/ledger.ts';
import type { AttributeText } from '../sensors/attributes.ts';
import { unseenWords, type UnseenWords } from '../sensors/pictures.ts';
import { concealmentOfElement } from '../sensors/visibility.ts';
import { neverPainted } from './attribute-concealment.ts';
import { blankAttribute } from './blanking.ts';
import type { Given } from './carriers.ts';
import type { Unjudged } from './case-book.ts';
import { bare } from '../model/bare.ts';

/** Elements that show a person what their address holds, and those that only lead there. Scripts and sheets are code. */
const PAINTS_ADDRESS: ReadonlySet<string> = new Set(['img', 'image', 'input', 'iframe', 'object', 'embed', 'video']);
const KEEPS_ADDRESS: ReadonlySet<string> = new Set(['a', 'area', 'track']);
/** Attributes whose address is painted as a picture; the others that paint are frames, which have guards of their own. */
const SHOWS_PICTURE = /^(?:(?:img|input) src|img srcset|image .*href|video poster)$/;
const SAME_PICTURE: Concealment = { reason: 'masked', evidence: { picture: 'the same without these words' } };

interface Drawn {
  readonly address: string;
  readonly unseen: Promise<UnseenWords | null>;
}

export class Addresses {
  /** Pictures that were drawn, and what came of it. */
  private readonly drawn = new WeakMap<Element, Drawn>();

  constructor(
    private readonly ledger: Ledger,
    private readonly rules: () => RuleSet,
    private readonly open: (found: Unjudged, given?: Given) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** @param given what the worker makes of it; without, the rules judge here */
  judge(a: AttributeText, given?: Given): void {
    const tag = bare(a.element).localName;
    const painted = PAINTS_ADDRESS.has(tag);
    if (!painted && !KEEPS_ADDRESS.has(tag)) return;
    const concealment = painted ? concealmentOfElement(a.element) : neverPainted({ attribute: a.name });
    if (concealment) this.found(a, concealment, given);
    else if (SHOWS_PICTURE.test(`${tag} ${a.name}`)) this.inPicture(a, given).catch(() => undefined);
  }

  private found(a: AttributeText, concealment: Concealment | null, given?: Given): void {
    const { element, name, value } = a;
    const address = bare(element).getAttribute(name);
    const blank = (id: string): void => {
      if (bare(element).getAttribute(name) === address) blankAttribute(this.ledger, id, a);
    };
    this.open({ carrier: 'attribute', name, anchor: element, text: value, concealment, blank }, given);
  }

  /** Words in a picture that is shown: those that nobody can make out in it are hidden, the others are seen. */
  private async inPicture(a: AttributeText, given?: Given): Promise<void> {
    const { element, name, value } = a;
    const verdict = given ? given.unseen : scan(this.rules(), value, true).verdict;
    const address = bare(element).getAttribute(name);
    if (!verdict || verdict.kind === 'clean' || address === null) return;
    const known = this.drawn.get(element);
    const drawn = known?.address === address ? known : { address, unseen: unseenWords(element, name, address) };
    this.drawn.set(element, drawn);
    const unseen = await drawn.unseen;
    if (this.signal.aborted || bare(element).getAttribute(name) !== address) return;
    // The worker's word is about all of it.
    const most = unseen !== null && unseen.value.length * 2 > value.length;
    if (unseen && (most || !given)) this.found({ ...a, ...unseen }, SAME_PICTURE, given);
    if (!most) this.found(a, null, given);
  }
}
