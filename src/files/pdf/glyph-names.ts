// Names of letters as fonts have them (Adobe Glyph List, the part that texts with values in them use).

/** `name letter`, where the name is more than the letter itself. */
const NAMES =
  'space   exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle \' quoteright ’ quoteleft ‘ parenleft ( parenright ) asterisk * plus + comma , hyphen - minus - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \\ bracketright ] asciicircum ^ underscore _ grave ` braceleft { bar | braceright } asciitilde ~ endash – emdash — quotedblleft “ quotedblright ” quotesinglbase ‚ quotedblbase „ bullet • ellipsis … fi fi fl fl ff ff ffi ffi ffl ffl germandbls ß ae æ oe œ AE Æ OE Œ oslash ø Oslash Ø aring å Aring Å dotlessi ı lslash ł Lslash Ł eth ð thorn þ Euro € sterling £ yen ¥ cent ¢ section § degree ° copyright © registered ® trademark ™ guillemotleft « guillemotright » questiondown ¿ exclamdown ¡ nbspace \u00a0 sfthyphen -';

const ACCENTS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circumflex: '\u0302',
  tilde: '\u0303',
  dieresis: '\u0308',
  cedilla: '\u0327',
  caron: '\u030c',
  ogonek: '\u0328',
  macron: '\u0304',
  breve: '\u0306',
  dotaccent: '\u0307',
  hungarumlaut: '\u030b',
  ring: '\u030a',
};
let names: Map<string, string> | undefined;

/** The letters that a name stands for; '' for a name that says nothing. */
export function letterOf(name: string): string {
  if (name.length === 1) return name;
  names ??= new Map([...NAMES.matchAll(/(\S+) (\S+|\s)(?: |$)/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
  const bare = name.replace(/\.[a-z0-9]+$/i, '');
  const known = names.get(bare);
  if (known !== undefined) return known;
  const unicode = /^(?:uni|u)([0-9A-F]{4,6})$/.exec(bare);
  if (unicode) return String.fromCodePoint(Math.min(parseInt(unicode[1] ?? '', 16), 0x10ffff));
  const accented = /^([A-Za-z])([a-z]{4,12})$/.exec(bare);
  const mark = accented && Object.hasOwn(ACCENTS, accented[2] ?? '') ? ACCENTS[accented[2] ?? ''] : undefined;
  return mark === undefined ? '' : `${accented?.[1] ?? ''}${mark}`.normalize('NFC');
}
