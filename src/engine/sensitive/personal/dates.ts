// Dates as people write them, and names of people as far as their writing shows them.

const MONTH = '\\p{L}[\\p{L}\\p{M}]{2,14}';
/** A day with its year that figures begin, the month in figures or by its name, in most languages. */
export const FIGURE_DATE_SOURCE =
  `(?:(?:19|20)\\d{2}[-./年](?:0?[1-9]|1[0-2])[-./月](?:0?[1-9]|[12]\\d|3[01])日?(?!\\d)` +
  `|(?:0?[1-9]|[12]\\d|3[01])[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:19|20)\\d{2}(?!\\d)` +
  `|(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\\d|3[01])/(?:19|20)?\\d{2}(?!\\d)` +
  `|(?:0?[1-9]|[12]\\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./]\\d{2}(?!\\d)` +
  `|(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|er|\\.|º|ª)?[ -](?:(?:de|of|di|d') ?)?${MONTH}\\.?,?[ -](?:(?:de|del) )?(?:19|20)\\d{2}(?!\\d)` +
  `|(?:19|20)\\d{2}\\. ?(?:0?[1-9]|1[0-2])\\. ?(?:0?[1-9]|[12]\\d|3[01])\\.?(?!\\d)` +
  `|(?:19|20)\\d{2}\\.? ${MONTH} (?:0?[1-9]|[12]\\d|3[01])(?!\\d)` +
  `|(?:0?[1-9]|[12]\\d|3[01])\\. (?:0?[1-9]|1[0-2])\\. ?(?:19|20)\\d{2}(?!\\d)` +
  `|\\d{1,2} tháng \\d{1,2},? năm (?:19|20)\\d{2}` +
  `|\\d{1,2} [\\u0e00-\\u0e7f.]{3,14} (?:พ\\.ศ\\. ?)?(?:25[0-7]\\d|19\\d\\d|20\\d\\d)(?!\\d)` +
  `|(?:13|14)\\d{2}/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\\d|3[01])(?!\\d)` +
  `|[۰-۹٠-٩]{4}[/-][۰-۹٠-٩]{1,2}[/-][۰-۹٠-٩]{1,2}|[۰-۹٠-٩]{1,2}[/-][۰-۹٠-٩]{1,2}[/-][۰-۹٠-٩]{4}` +
  `|(?:19|20)\\d{2}년 ?\\d{1,2}월 ?\\d{1,2}일|(?:19|20)\\d{6}(?!\\d))`;

/** The same, and days that the month's name begins. */
export const DATE_SOURCE = `(?:${FIGURE_DATE_SOURCE}|${MONTH}\\.? (?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\\d{2}(?!\\d))`;

const YEAR = /(?:19|20)\d{2}/;

/** Year of a date, or null where only two digits say it. */
export function yearOf(date: string): number | null {
  const year = YEAR.exec(date.replace(/^(\d{1,2})[-./ ](\d{1,2})[-./ ]/, ''))?.[0] ?? YEAR.exec(date)?.[0];
  return year === undefined ? null : Number(year);
}

/** Two to five words with capitals, particles between them. */
export const NAME_SOURCE =
  "(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|M|Mme|Mlle|Sr|Sra|Srta|Sig|Dott|Dhr|Mevr|Pan|Pani)\\.? )?\\p{Lu}[\\p{L}'’.-]{1,24}(?:,? (?:(?:van|von|de|der|den|da|dos|di|del|della|la|le|el|al|bin|ibn|ten|ter|zu|af) ){0,2}\\p{Lu}[\\p{L}'’.-]{0,24}){1,4}";

/** Names in scripts that know no capitals, where something stands in front of them that is no letter. */
export const UNCASED_NAME_SOURCE =
  '(?<![\\p{L}\\p{M}])(?:\\p{sc=Han}{1,3}[ \\u3000]?\\p{sc=Han}{1,3}|\\p{sc=Hangul}{2,4}|[\\p{sc=Arabic}\\p{M}]{2,12}(?: [\\p{sc=Arabic}\\p{M}]{2,12}){1,2}|\\p{sc=Hebrew}{2,12}(?: \\p{sc=Hebrew}{2,12}){1,2}|[\\p{sc=Thai}]{3,24}(?: [\\p{sc=Thai}]{3,24}){1,2}|[\\p{sc=Devanagari}]{2,16}(?: [\\p{sc=Devanagari}]{2,16}){1,2})';
