// Dates as people write them, and names of people as far as their writing shows them.

const MONTH = '\\p{L}{3,12}';
/** A day with its year, in figures or with the month's name, in most languages. */
export const DATE_SOURCE =
  `(?:(?:19|20)\\d{2}[-./年](?:0?[1-9]|1[0-2])[-./月](?:0?[1-9]|[12]\\d|3[01])日?(?!\\d)` +
  `|(?:0?[1-9]|[12]\\d|3[01])[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:19|20)\\d{2}(?!\\d)` +
  `|(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\\d|3[01])/(?:19|20)?\\d{2}(?!\\d)` +
  `|(?:0?[1-9]|[12]\\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./]\\d{2}(?!\\d)` +
  `|(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|er|\\.|º|ª)?[ -](?:(?:de|of|di|d') ?)?${MONTH}\\.?,?[ -](?:(?:de|del) )?(?:19|20)\\d{2}(?!\\d)` +
  `|${MONTH}\\.? (?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\\d{2}(?!\\d)` +
  `|(?:19|20)\\d{2}년 ?\\d{1,2}월 ?\\d{1,2}일|(?:19|20)\\d{6}(?!\\d))`;

const YEAR = /(?:19|20)\d{2}/;

/** Year of a date, or null where only two digits say it. */
export function yearOf(date: string): number | null {
  const year = YEAR.exec(date.replace(/^(\d{1,2})[-./ ](\d{1,2})[-./ ]/, ''))?.[0] ?? YEAR.exec(date)?.[0];
  return year === undefined ? null : Number(year);
}

/** Two to five words with capitals, particles between them. */
export const NAME_SOURCE =
  "(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|M|Mme|Mlle|Sr|Sra|Srta|Sig|Dott|Dhr|Mevr|Pan|Pani)\\.? )?\\p{Lu}[\\p{L}'’.-]{1,24}(?:,? (?:(?:van|von|de|der|den|da|dos|di|del|della|la|le|el|al|bin|ibn|ten|ter|zu|af) ){0,2}\\p{Lu}[\\p{L}'’.-]{0,24}){1,4}";
