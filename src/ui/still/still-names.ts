// What of hostile markup may stand in a still page: elements, attributes and what becomes of the rest. Everything that is not
// named here is left out. Nothing named here runs, loads, navigates or takes the focus.

const list = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** HTML elements that are copied. Names with a hyphen are, too: no page of Demarc defines one. */
const HTML = list(
  'a abbr acronym address article aside b bdi bdo big blockquote body br button canvas caption center cite code col colgroup ' +
    'data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head ' +
    'header hgroup hr html i img input ins kbd label legend li main map mark menu meta meter nav nobr noscript ol optgroup option ' +
    'output p pre progress q rp rt ruby s samp search section select slot small span strike strong sub summary sup table tbody td ' +
    'template textarea tfoot th thead time title tr tt u ul var wbr',
);

/** SVG elements that are copied: text and plain shapes. Masks, patterns, filters and `use` multiply what is to be drawn. */
const SVG = list(
  'svg g text tspan desc title defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop switch foreignObject',
);

/** Left out together with all that is in them. */
const WITHOUT_CONTENTS = list(
  'script style link base noframes frameset audio source track param area basefont bgsound keygen ' +
    'animate animateMotion animateTransform set discard use image symbol mask clipPath pattern filter marker view cursor',
);

/** Of these only the room that they take is kept. */
const AS_BOX = list('iframe frame object embed applet video portal fencedframe');

export type Fate = 'copy' | 'box' | 'drop' | 'unwrap';

/**
 * What becomes of an element.
 * @param name its local name @param svg it is of SVG's namespace
 */
export function fateOf(name: string, svg: boolean): Fate {
  if (AS_BOX.has(name)) return 'box';
  if (WITHOUT_CONTENTS.has(name)) return 'drop';
  if (svg) return SVG.has(name) ? 'copy' : 'unwrap';
  return HTML.has(name) || /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(name) ? 'copy' : 'unwrap';
}

/** Attributes of HTML and SVG that say something or decide how it looks, and do nothing else. */
const ATTRIBUTES = list(
  'abbr align alt bgcolor border cellpadding cellspacing checked class clear cols color colspan compact content datetime dir ' +
    'disabled face frame headers height hidden high hspace id inert itemprop itemscope kind label lang low max media min ' +
    'multiple noshade nowrap open optimum placeholder popover property readonly rel reversed role rows rowspan rules scope ' +
    'selected shape size slot span start summary title translate type valign value vspace width wrap charset name ' +
    // SVG
    'x y dx dy d points cx cy r rx ry x1 x2 y1 y2 fx fy rotate transform viewBox preserveAspectRatio fill stroke opacity ' +
    'fill-opacity fill-rule stroke-opacity stroke-width stroke-dasharray font-size font-family font-weight font-style ' +
    'text-anchor dominant-baseline letter-spacing textLength lengthAdjust visibility display offset stop-color stop-opacity ' +
    'gradientUnits gradientTransform',
);

/** Elements on which `name` is no way to take a property of the document's or a form's place. */
const MAY_BE_NAMED = list('meta slot');

/** Whether an attribute of an element is copied. Style is not an attribute here: still-css.ts has it. */
export function keepsAttribute(element: string, name: string, value: string): boolean {
  if (name === 'name') return MAY_BE_NAMED.has(element);
  if (/^(?:data|aria)-[\w.-]+$/.test(name)) return true;
  if (!ATTRIBUTES.has(name)) return false;
  // A colour may be a gradient of the same page; every other address would be fetched.
  return !/url\s*\(|\\/i.test(value) || ((name === 'fill' || name === 'stroke') && /^url\(#[\w-]+\)$/.test(value));
}

/** Attributes whose value is an address, of which the caller is told. */
export const ADDRESSES = list(
  'href src srcset srcdoc action formaction poster data background cite ping longdesc manifest codebase classid archive ' +
    'usemap lowsrc dynsrc profile xlink:href imagesrcset',
);

/** Types of `<script>` that hold data no browser runs or acts on. */
export const isData = (type: string): boolean =>
  /^(?:application\/(?:[\w.-]+\+)?json|text\/(?:template|html|plain|x-template|x-handlebars-template))$/i.test(
    type.trim(),
  );
