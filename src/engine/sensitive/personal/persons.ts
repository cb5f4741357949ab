// Signs that a sentence is about somebody in particular: a title with a name, a patient who is named, a relative of the
// writer, the writer. What they prove is the caller's business; names themselves are not looked up anywhere. The words are
// data (catalog/data-classes/persons.json); here is how they are put together. Every quantifier is bounded.
import type { WordLists } from '../data-class.ts';
import { group } from '../word-search.ts';

export interface Persons {
  /** A title with a name. */
  titled(sentence: string): boolean;
  /** A patient, employee or client who is named or numbered. */
  patient(sentence: string): boolean;
  /** A word for people that others look after, teach or employ. */
  role(sentence: string): boolean;
  /** People close to the writer or in their care. */
  near(sentence: string): boolean;
  /** The writer speaks of themselves. */
  writer(sentence: string): boolean;
  /** "He has …": somebody said before. */
  pronoun(sentence: string): boolean;
  /** A note as clinics write them: "72F, known …", "Client reports …". */
  note(sentence: string): boolean;
  /** Whether a sentence names somebody. @param isClinical tells names of diseases and medicines from those of people */
  named(sentence: string, isClinical: (name: string) => boolean): boolean;
}

/** Names with a word of respect behind, or with a particle. */
const TITLED_BEHIND =
  /[\u4e00-\u9fff]{2,4}(?:先生|女士|小姐|太太)|患者[\u4e00-\u9fff]某|[\u4e00-\u9fff\u3040-\u30ff]{1,6}(?:さん|様|氏|くん|ちゃん)|[가-힣]{2,4} ?(?:씨|님)(?![가-힣]{2})|[A-ZÇĞİÖŞÜ]\p{L}{1,20} (?:Bey|Hanım)(?!\p{L})|(?:السيد|السيدة|الأستاذ|الأستاذة|الموظف|الموظفة|المريض|المريضة|الحاج) [\u0600-\u06ff]{2,}|(?:^|[\s"(])(?:מר|גב'|גברת|העובד|העובדת) [\u0590-\u05ff]{2,}|(?:آقای|خانم) [\u0600-\u06ff]{2,}|คุณ[\u0e00-\u0e7f]{2,}/u;
const PATRONYMIC =
  /\p{Lu}[\p{L}.]{0,24} \p{Lu}\p{Ll}{2,20}(?:ович|евич|ич|овна|евна|ична|івна|ївна|йович|овича|евича|овны|евны|овне|евне)(?!\p{L})/u;
/** Years of life, as people say them. */
export const AGED =
  /\b\d{1,3}[- ]?(?:year[- ]old|y\/?o\b|yo\b|-?jährige?r?|ans\b|años|anni|anos|jaar|lat\b|letni[aey]?|лет|года?|岁|歳|세)/iu;
/** "72F", "45 M", "62a masc.", at the beginning. */
const AGE_AND_SEX =
  /(?:^|[:：]\s{1,2})[\s"'*•-]{0,4}(?:\d{1,3} ?(?:[MFmf]|yo ?[MFmf]?|y\/o|ans|a)(?![\p{L}\d])|[MFmf] ?\/? ?\d{2,3}(?![\p{L}\d]))/u;
const NAME_WORD = "\\p{Lu}[\\p{L}'’]{1,24}(?:-\\p{Lu}\\p{Ll}{1,20})?";
const FULL_NAME = `${NAME_WORD}(?:(?: (?:de|da|di|del|della|van|von|der|den|la|le|bin|al|el|dos|ter|zu|af|\\p{Lu}\\.)){0,3}(?: ${NAME_WORD}){1,3}| \\p{Lu}\\.)`;
const AGE_BEHIND =
  ',?\\s?\\(?(?:\\d{1,3}(?: ?[MFmfwWyYJj])?(?![\\d\\p{L}./-])(?: ?(?:yo|y/o|years?|jahre|ans|años|anni|anos|jaar|lat|let|år|vuotta|év|éves|ani|yaş\\p{Ll}{0,4}|лет|года?|років))?[,);. ]|(?:DOB|born|geb\\.?|née?|nato|nata|nacid[oa]|nascid[oa]|ur\\.|nar\\.|født|född|synt\\.|д\\.?р\\.?|р\\.н\\.)[ .:])';
/** In a sentence that begins one, behind a word such as "for", or in quotes. */
const BEGINS = '(?:^|[\\s"\'(«„:,])';
const NO_LETTER = '(?![\\p{L}\\p{M}])';
const UNSPACED = /[\u0590-\u06ff\u0900-\u0eff\u3040-\u9fff\uac00-\ud7a3]/;

/** Words of scripts with spaces stand alone; others may have anything beside them. @param suffix of the spaced ones */
function standing(words: readonly string[], suffix = ''): string {
  const spaced = words.filter((w) => !UNSPACED.test(w));
  const unspaced = words.filter((w) => UNSPACED.test(w));
  const parts = spaced.length > 0 ? [`(?<![\\p{L}\\d])${group(spaced)}${suffix}${NO_LETTER}`] : [];
  return [...parts, ...(unspaced.length > 0 ? [group(unspaced)] : [])].join('|') || '(?!)';
}

/** A word with its first letter in either case, unless it is so short that small letters mean something else. */
const capitalised = (words: readonly string[]): string =>
  words
    .map((w) => {
      const first = w[0] ?? '';
      const upper = first.toUpperCase();
      const rest = w.slice(1).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      return (/^[a-z]{1,2}$/.test(w) ? upper : `[${upper}${first}]`) + rest;
    })
    .join('|');

/** @param lists of the catalogue */
export function compilePersons(lists: WordLists): Persons {
  const list = (name: string): readonly string[] => lists[name] ?? [];
  const titled = new RegExp(`${BEGINS}(?:${capitalised(list('title'))})\\.? \\p{Lu}[\\p{L}'’-]{1,30}`, 'u');
  const patient = new RegExp(
    `(?<![\\p{L}])(?:${capitalised(list('role'))})(?:\\s{0,3}(?:name|is|:|：|=|#|no\\.?|id)\\s{0,3}){0,3}[\\s:：,#(]{0,3}(?:\\p{Lu}\\p{L}{1,30}[ ,]|\\p{Lu}\\.? ?\\p{Lu}|\\p{Lu}\\p{L}{2,30}|[\\u4e00-\\u9fff가-힣\\u0590-\\u05ff\\u0600-\\u06ff]{2,20}|#?\\d{4,20}|[A-Z]{2,4}-?\\d|(?:du |im |in )?(?:lit|bed|bett|cama|letto|zimmer|room|chambre|habitación|kamer|łóżko|палата|койка)\\.? ?\\d)`,
    'u',
  );
  const role = new RegExp(standing([...list('role'), ...list('register')], '\\p{Ll}{0,3}'), 'u');
  const aged = '\\d{1,2}[- ](?:year|month|week|jahr|monat)[- ]?\\p{Ll}{0,8}';
  const kin = new RegExp(
    `(?<![\\p{L}])${group(list('whose'))}[\\s'’](?:\\p{Ll}{1,20}[ -]){0,2}?(?:${group(list('kin'))}\\p{L}{0,4}${NO_LETTER}|${aged})`,
    'u',
  );
  const own = new RegExp(standing(list('kinOwn')), 'u');
  const writer = new RegExp(standing(list('writer'), '\\p{Ll}{0,3}'), 'u');
  const pronoun = new RegExp(standing(list('pronounSays')), 'u');
  const note = new RegExp(
    `^[\\s"'*•-]{0,4}(?:the |le |la |el |il |der |die |de )?${group(list('role'))}\\.? (?:\\p{Ll}{1,10} )?${group(list('noteSays'))}`,
    'u',
  );
  const says = group(list('saysOf'));
  const notName = new RegExp(`(?:^|[ -])${group(list('notName'))}(?=$|[ -])`, 'u');
  const names = [
    // A full name and what is said of it, or what stands beside it in a list; names or initials with an age or a number.
    `(?<![\\p{L}.])(${FULL_NAME})(?:\\s?\\([^()\\n]{1,40}\\))?,?\\s(?:\\p{Ll}{1,14}\\s){0,2}?${says}${NO_LETTER}`,
    `(?:^|[\\n:;|•*"“„«]\\s{0,3}|\\d[.)]\\s{1,2}|-\\s)(${FULL_NAME}|\\p{Lu}[\\p{L}'’-]{1,24}, \\p{Lu}\\p{L}{1,20})\\s?(?:[,;:(|–—/]|-\\s)`,
    `(${FULL_NAME}|(?<![\\p{L}])\\p{Lu}\\.? ?\\p{Lu}\\.?|${NAME_WORD})${AGE_BEHIND}`,
    // A first name is enough where what is said is about health already.
    `${BEGINS}(${NAME_WORD}),?\\s(?:\\p{Ll}{1,12}\\s)?${group(list('firstNameSays'))}\\p{Ll}{0,8}${NO_LETTER}`,
  ].map((source) => new RegExp(source, 'gu'));
  return {
    titled: (s) => titled.test(s) || TITLED_BEHIND.test(s),
    patient: (s) => patient.test(s),
    role: (s) => role.test(s.toLowerCase()),
    near: (s) => {
      const lower = s.toLowerCase();
      return kin.test(lower) || own.test(lower);
    },
    writer: (s) => writer.test(s.toLowerCase().replaceAll('’', "'")),
    pronoun: (s) => pronoun.test(s.toLowerCase()),
    note: (s) => AGE_AND_SEX.test(s) || note.test(s.toLowerCase()),
    named: (s, isClinical) =>
      PATRONYMIC.test(s) ||
      names.some((pattern) =>
        [...s.matchAll(pattern)].some(
          (m) => m[1] !== undefined && !notName.test(m[1].toLowerCase()) && !isClinical(m[1]),
        ),
      ),
  };
}
