// An HTML document as the texts that a reader of its source gets, each with what the source alone tells of whether a person
// sees it. No layout: a browser knows more (src/sensors); this is for judging sets of documents at speed.
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface Segment {
  readonly text: string;
  readonly hidden: boolean;
  /** Where it stands: text, comment, attribute, script, style. */
  readonly channel: string;
}

const INLINE = new Set(
  'a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Attributes that say something to a reader; a title or a placeholder is shown to people as well. */
const SPOKEN = new Set('alt title aria-label aria-description placeholder summary label content value'.split(' '));
const SHOWN = new Set(['alt', 'title', 'placeholder', 'label', 'summary']);
/** Never text: addresses, styles, code. */
const IGNORED =
  /^(?:style|class|id|href|src|srcset|d|points|transform|viewbox|integrity|nonce|xmlns|type|rel|lang|name|on.*)$/;
const NEVER_PAINTED = new Set('template noscript datalist'.split(' '));
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0\d*)?(?![.\d])|font-size\s*:\s*(?:0|1px|0?\.\d+px|0?\.[012]\d*r?em)(?![.\d])|(?:left|top|right|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*(?:0|1px)|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)|transform\s*:[^;:]*scale[xy]?\(\s*0?(?:\.0\d*)?\s*[,)]/i;
/** A box without room, when what does not fit is cut off. */
const NO_ROOM = /(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$)/i;
const CUT_OFF = /overflow\s*:\s*hidden/i;
/** Read of one style attribute: no honest one comes near. */
const MAX_STYLE = 20_000;
/** Documents inside documents (srcdoc). */
const MAX_FRAMES = 4;
const MIN_TEXT = 12;
const SENTENCE = /\S\s+\S+\s+\S|[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3]{6}|[A-Za-z0-9+/=]{40}|%20/;

/** Same colour for letters and ground in one declaration. */
function sameColours(style: string): boolean {
  const colour = /(?:^|;)\s*color\s*:\s*([^;]+)/i.exec(style)?.[1]?.trim().toLowerCase();
  if (colour === undefined) return false;
  if (colour === 'transparent' || /rgba\([^()]{0,60},\s*0?(?:\.0\d*)?\)$/.test(colour)) return true;
  const ground = /background(?:-color)?\s*:\s*([^;]+)/i.exec(style)?.[1]?.trim().toLowerCase();
  const light = /^(?:#f{3}|#f[a-f0-9]f[a-f0-9]f[a-f0-9]|white|rgb\(25\d,\s*25\d,\s*25\d\))$/;
  return ground === undefined ? light.test(colour) : ground === colour || (light.test(ground) && light.test(colour));
}

function hides(whole: string): boolean {
  const style = whole.slice(0, MAX_STYLE);
  return HIDING.test(style) || (CUT_OFF.test(style) && NO_ROOM.test(style)) || sameColours(style);
}

/** Selectors of one class or id whose rule hides, from the document's own style elements. */
function hidingRules(css: string): ReadonlySet<string> {
  const out = new Set<string>();
  for (const [, selectors = '', body = ''] of css.matchAll(/([^{}]{1,400})\{([^{}]{0,2000})\}/g)) {
    if (!hides(body)) continue;
    for (const selector of selectors.split(',')) {
      const last = /(?:^|[\s>+~])(?:[a-z0-9]*)([.#][\w-]+)\s*$/i.exec(selector.trim())?.[1];
      if (last !== undefined) out.add(last);
    }
  }
  return out;
}

/**
 * All texts of a document in its order. Bounded by the length of the source.
 * @param depth documents around this one
 */
export function segmentsOf(html: string, depth = 0): Segment[] {
  const out: Segment[] = [];
  const css: string[] = [];
  const document = parse(html);
  collectStyles(document, css);
  const hiding = hidingRules(css.join('\n'));
  let text = '';
  let textHidden = false;
  const flush = (): void => {
    const trimmed = text.trim();
    if (trimmed.length >= MIN_TEXT || /[^\x00-\x7f]{6}/.test(trimmed))
      out.push({ text: trimmed, hidden: textHidden, channel: 'text' });
    text = '';
  };
  const push = (value: string, hidden: boolean, channel: string): void => {
    if (value.length >= MIN_TEXT && SENTENCE.test(value)) out.push({ text: value, hidden, channel });
  };
  // A stack instead of recursion: documents nest as deeply as their author likes.
  type Step = { readonly node: Node; readonly hidden: boolean } | 'end';
  const stack: Step[] = [{ node: document, hidden: false }];
  for (let step = stack.pop(); step; step = stack.pop()) {
    if (step === 'end') {
      flush();
      continue;
    }
    const { node, hidden } = step;
    if (node.nodeName === '#text') {
      if (text.trim() !== '' && textHidden !== hidden) flush();
      textHidden = hidden;
      text += (node as DefaultTreeAdapterTypes.TextNode).value;
      continue;
    }
    if (node.nodeName === '#comment') {
      push((node as DefaultTreeAdapterTypes.CommentNode).data, true, 'comment');
      continue;
    }
    const element = 'tagName' in node ? (node as Element) : null;
    let own = hidden;
    if (element) {
      own ||= isHidden(element, hiding);
      readAttributes(element, own, depth, push);
      if (element.tagName === 'script' || element.tagName === 'style') {
        const type = element.attrs.find((a) => a.name === 'type')?.value ?? '';
        if (element.tagName === 'script' && /json|text\/(?!javascript)/i.test(type))
          for (const words of wordsOf(sourceOf(element))) push(words, true, 'script');
        continue;
      }
      if (!INLINE.has(element.tagName)) flush();
    }
    const inner = element?.tagName === 'template' ? (element as DefaultTreeAdapterTypes.Template).content : node;
    const children = 'childNodes' in inner ? inner.childNodes : [];
    if (element && !INLINE.has(element.tagName)) stack.push('end');
    for (let i = children.length - 1; i >= 0; i--) stack.push({ node: children[i] as Node, hidden: own });
  }
  flush();
  return out;
}

/** Strings of a JSON document that may be sentences; what is no JSON as it is. */
function wordsOf(source: string): string[] {
  let data: unknown;
  try {
    data = JSON.parse(source);
  } catch {
    return [source];
  }
  const out: string[] = [];
  const stack: unknown[] = [data];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value === 'string') out.push(value);
    // One by one: a call takes only so many arguments.
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) stack.push(inner);
  }
  return out.reverse();
}

const sourceOf = (element: Element): string =>
  element.childNodes.map((n) => (n.nodeName === '#text' ? (n as DefaultTreeAdapterTypes.TextNode).value : '')).join('');

function collectStyles(root: Node, out: string[]): void {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.nodeName === 'style') out.push(sourceOf(node as Element));
    else if ('childNodes' in node) for (const child of node.childNodes) stack.push(child);
  }
}

function isHidden(element: Element, hiding: ReadonlySet<string>): boolean {
  if (NEVER_PAINTED.has(element.tagName)) return true;
  for (const { name, value } of element.attrs) {
    if (name === 'hidden') return true;
    if (name === 'style' && hides(value)) return true;
    if (name === 'id' && hiding.has(`#${value}`)) return true;
    if (name === 'class' && value.split(/\s+/).some((c) => hiding.has(`.${c}`))) return true;
    if (name === 'type' && value === 'hidden' && element.tagName === 'input') return true;
  }
  return element.tagName === 'desc' || element.tagName === 'metadata';
}

function readAttributes(
  element: Element,
  hidden: boolean,
  depth: number,
  push: (value: string, hidden: boolean, channel: string) => void,
): void {
  for (const { name, value } of element.attrs) {
    if (name === 'srcdoc' && depth < MAX_FRAMES) {
      for (const inner of segmentsOf(value, depth + 1)) push(inner.text, hidden || inner.hidden, inner.channel);
    } else if (SPOKEN.has(name) || !IGNORED.test(name)) push(value, hidden || !SHOWN.has(name), 'attribute');
    else if (name === 'href' && /[?#]/.test(value)) push(decoded(value.slice(value.search(/[?#]/) + 1)), true, 'link');
  }
}

function decoded(query: string): string {
  try {
    return decodeURIComponent(query.replace(/\+/g, ' '));
  } catch {
    return query;
  }
}
