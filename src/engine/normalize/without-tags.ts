// Markup read as a person reads it: templates of pages and lines that somebody commented out are honest text between tags, and
// the tags are not words. For the classifier; rules read the source as it is. Input: any text, hostile as well.

const NAMES =
  'a|abbr|article|aside|b|blockquote|body|br|button|caption|cite|code|col|dd|del|details|div|dl|dt|em|fieldset|figcaption|' +
  'figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|legend|li|link|main|meta|nav|ol|optgroup|' +
  'option|p|picture|pre|q|s|script|section|select|small|source|span|strong|style|sub|summary|sup|table|tbody|td|textarea|' +
  'tfoot|th|thead|time|title|tr|u|ul|video';
const VALUE = `"[^"]{0,2000}"|'[^']{0,2000}'|[^\\s"'<>=]{1,300}`;
// Names without a value could be a sentence: only those that HTML knows are part of a tag.
const ATTRIBUTE = `\\s{1,20}(?:[\\w:@.-]{1,60}\\s{0,5}=\\s{0,5}(?:${VALUE})|hidden|disabled|checked|selected|required|readonly|async|defer)`;
const TAG = new RegExp(`</?(?:${NAMES})(?:${ATTRIBUTE}){0,40}\\s{0,20}/?>`, 'gi');
/** A value of several words says something to a reader. */
const SPEAKS = /"[^"]*\s[^"]*\s[^"]*"|'[^']*\s[^']*\s[^']*'/g;
/** Fewer tags than this are a figure of speech. */
const FEW = 3;

/**
 * The text with the tags of HTML as spaces, of the same length, so that every offset stays; values of several words are
 * kept. The text itself where it has hardly any tags. Linear in the length of the text.
 */
export function withoutTags(text: string): string {
  const first = text.indexOf('<');
  if (first < 0 || text.indexOf('<', first + 1) < 0) return text;
  let tags = 0;
  const out = text.replace(TAG, (tag) => {
    tags++;
    return spoken(tag);
  });
  return tags < FEW ? text : out;
}

function spoken(tag: string): string {
  let out = '';
  for (const { 0: value, index } of tag.matchAll(SPEAKS)) out += ' '.repeat(index - out.length) + value;
  return out + ' '.repeat(tag.length - out.length);
}
