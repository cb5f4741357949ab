// Hostile markup as a page that is laid out and does nothing: parsed in a document that never runs or loads, then copied node
// by node into a frame without scripts, by a list of what may stand there. What is left out is counted and told.
import { bare, localNameOf } from '../../model/bare.ts';
import { isComment, isElement, isHtml, isSvg, isText } from '../../model/node-kinds.ts';
import { roomForSheets, sheetsFor, styleStill } from './still-css.ts';
import { ADDRESSES, fateOf, isData, keepsAttribute } from './still-names.ts';

/** UTF-16 units of markup that are parsed. */
export const MAX_MARKUP = 1_000_000;
/** Nodes that are copied, and how deep; what lies deeper stands at this depth. */
export const MAX_NODES = 10_000;
export const MAX_DEPTH = 200;
const MAX_TEXT = 500_000;
const MAX_ATTRIBUTE = 10_000;
const MAX_ATTRIBUTES = 100;
const MAX_TOLD = 1_000;
/** Stands for every picture: an `<img>` without one would show its words, which a person did not see. */
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
/** Below the page's own style, so that it decides where it says something. */
const OWN_STYLE =
  '@layer still { img, [data-still=box] { outline: 1px dashed #8a8a8a; outline-offset: -1px; background: #8881 } ' +
  'img:not([width]) { width: 48px } img:not([height]) { height: 32px } ' +
  '[data-still=box] { display: inline-block; width: 300px; height: 150px } ' +
  '[data-still=link] { color: #00e; text-decoration: underline } noscript { display: none !important } }';

/** What did not come along, by kind. */
export interface LeftOut {
  readonly scripts: number;
  /** Frames, films, plug-ins: boxes in the copy. */
  readonly frames: number;
  readonly pictures: number;
  /** Attributes that would have called a script. */
  readonly handlers: number;
}

export interface StillAddress {
  /** In the copy. */
  readonly element: Element;
  readonly name: string;
  readonly value: string;
}

export interface StillCopy {
  /** The frame's document, for measuring and outlining. Every node in it is hostile; none of it runs. */
  readonly document: Document;
  readonly leftOut: LeftOut;
  /** Addresses that were taken off, at most 1,000. */
  readonly addresses: readonly StillAddress[];
  /** More than a still page holds: the rest is not in it. */
  readonly cut: boolean;
}

interface Job {
  readonly from: Node;
  readonly to: Node;
  readonly depth: number;
  readonly sheets: { css: string; media: string }[];
}

/**
 * Replaces the content of a frame's document by a still copy of markup. Takes time in proportion to what MAX_MARKUP and
 * MAX_NODES allow, whatever the markup is, and never throws for it.
 * @param frame document of a frame without scripts, of this page's origin
 */
export function copyStill(html: string, frame: Document): StillCopy {
  return new Copier(frame).run(html);
}

class Copier {
  private readonly scratch = document.implementation.createHTMLDocument('').createElement('div');
  private readonly sheetRoom = roomForSheets();
  private readonly left = { scripts: 0, frames: 0, pictures: 0, handlers: 0 };
  private readonly addresses: StillAddress[] = [];
  private nodes = MAX_NODES;
  private text = MAX_TEXT;
  private cut = false;

  constructor(private readonly frame: Document) {}

  run(html: string): StillCopy {
    const { frame } = this;
    this.cut = html.length > MAX_MARKUP;
    const source = new DOMParser().parseFromString(html.slice(0, MAX_MARKUP), 'text/html');
    const root = frame.createElement('html');
    this.attributes(source.documentElement, root);
    const sheets = this.tree(source.documentElement, root);
    const own = { css: OWN_STYLE, media: '' };
    frame.adoptedStyleSheets = [];
    if (frame.documentElement) frame.replaceChild(root, frame.documentElement);
    else frame.append(root);
    const view = frame.defaultView;
    if (view) frame.adoptedStyleSheets = [...sheetsFor(view, [own], roomForSheets()), ...sheets];
    return { document: frame, leftOut: this.left, addresses: this.addresses, cut: this.cut };
  }

  /** Copies what is in a node; the sheets that stand in it come back. */
  private tree(from: Node, to: Node): CSSStyleSheet[] {
    const texts: Job['sheets'] = [];
    const jobs: Job[] = [{ from, to, depth: 1, sheets: texts }];
    // A list of what is to do instead of recursion: markup may be nested deeper than a stack is.
    for (let job = jobs.pop(); job; job = jobs.pop()) {
      const inner: Job[] = [];
      for (let child = bare(job.from).firstChild; child; child = bare(child).nextSibling) {
        if (this.nodes <= 0) {
          this.cut = true;
          break;
        }
        this.nodes--;
        const next = this.node(child, job);
        if (next) inner.push(next);
      }
      jobs.push(...inner.reverse());
    }
    const view = this.frame.defaultView;
    return view ? sheetsFor(view, texts, this.sheetRoom) : [];
  }

  /** Copies one node; what is left to do is what is in it. */
  private node(node: Node, job: Job): Job | null {
    const { frame } = this;
    if (isText(node) || isComment(node)) {
      const data = this.words(node.data);
      bare(job.to).appendChild(isComment(node) ? frame.createComment(data) : frame.createTextNode(data));
      return null;
    }
    return isElement(node) ? this.element(node, job) : null;
  }

  private element(node: Element, job: Job): Job | null {
    const name = localNameOf(node);
    const svg = isSvg(node);
    if (name === 'style') job.sheets.push({ css: node.textContent ?? '', media: node.getAttribute('media') ?? '' });
    if (name === 'script') return this.script(node, job);
    const fate = fateOf(name, svg);
    if (fate === 'drop' || (name === 'meta' && node.hasAttribute('http-equiv'))) return null;
    if (fate === 'box') {
      this.left.frames++;
      this.attributes(node, this.append(job, 'span')).setAttribute('data-still', 'box');
      return null;
    }
    const shadow = name === 'template' ? this.shadow(node as HTMLTemplateElement, job) : false;
    if (shadow) return null;
    // Head and body are where the parser put them; of a frame set there is neither.
    if (fate === 'unwrap' || job.depth >= MAX_DEPTH) return { ...job, from: node };
    const copy = this.append(job, name, svg);
    this.attributes(node, copy);
    if (isHtml(node, 'template')) {
      this.tree(node.content, (copy as HTMLTemplateElement).content);
      return null;
    }
    if (isHtml(node, 'noscript')) {
      // As in a page with scripts: one text, which is not painted.
      copy.append(this.words(node.innerHTML));
      return null;
    }
    if (isHtml(node, 'img')) {
      this.left.pictures++;
      (copy as HTMLImageElement).src = PIXEL;
    }
    return { from: node, to: copy, depth: job.depth + 1, sheets: job.sheets };
  }

  private append(job: Job, name: string, svg = false): Element {
    const copy = svg ? this.frame.createElementNS('http://www.w3.org/2000/svg', name) : this.frame.createElement(name);
    bare(job.to).appendChild(copy);
    return copy;
  }

  /** Data in a `<script>` is a text that an AI reads, and nothing that a browser runs. */
  private script(node: Element, job: Job): null {
    const type = node.getAttribute('type') ?? '';
    if (isSvg(node) || !isData(type)) {
      this.left.scripts++;
      return null;
    }
    const copy = this.frame.createElement('script');
    copy.type = type.trim();
    copy.append(this.words(node.textContent ?? ''));
    bare(job.to).appendChild(copy);
    return null;
  }

  /** A template that declares a shadow tree becomes one where that may be. */
  private shadow(node: HTMLTemplateElement, job: Job): boolean {
    if (!node.hasAttribute('shadowrootmode') || !isElement(job.to) || job.depth >= MAX_DEPTH) return false;
    try {
      const root = job.to.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = this.tree(node.content, root);
      return true;
    } catch {
      return false; // an element that cannot have one, or has one
    }
  }

  /** Copies the attributes that may stand; answers the copy. */
  private attributes(node: Element, copy: Element): Element {
    const { attributes, localName } = bare(node);
    let link = false;
    for (const { name, value } of [...attributes].slice(0, MAX_ATTRIBUTES)) {
      if (name === 'style') styleStill(this.scratch, value, copy as HTMLElement);
      else if (/^on/i.test(name)) this.left.handlers++;
      else if (ADDRESSES.has(name)) {
        link ||= localName === 'a';
        this.address(copy, name, value);
      } else if (value.length <= MAX_ATTRIBUTE && keepsAttribute(localName, name, value))
        copy.setAttribute(name, value);
    }
    if (link) copy.setAttribute('data-still', 'link');
    // Nothing in the frame is part of the way through the page by keyboard.
    if (/^(?:input|select|textarea|button|summary|details)$/.test(localName)) copy.setAttribute('tabindex', '-1');
    return copy;
  }

  private address(element: Element, name: string, value: string): void {
    if (this.addresses.length < MAX_TOLD) this.addresses.push({ element, name, value: value.slice(0, MAX_ATTRIBUTE) });
  }

  private words(text: string): string {
    const kept = text.slice(0, this.text);
    this.text -= kept.length;
    if (kept.length < text.length) this.cut = true;
    return kept;
  }
}
