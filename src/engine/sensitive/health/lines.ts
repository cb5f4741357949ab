// Lines about somebody's health: a clinical word together with a sign of a person. A word alone is a topic, and people ask
// about topics all the time. Bounded work at every word.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { AGED, type Persons } from '../personal/persons.ts';
import { span } from '../span.ts';
import { folded, group, lowered, wordsExpression } from '../word-search.ts';

export interface HealthWords {
  readonly stems: RegExp;
  readonly labels: RegExp;
  readonly persons: Persons;
}

export function compileHealth(lists: WordLists, persons: Persons): HealthWords {
  return {
    stems: new RegExp(
      `(?<![a-z\\u00df-\\u024f\\u0370-\\u052f])(?:${group((lists['healthStem'] ?? []).map(folded))}|[a-z\u00e6]{2,20}?${group((lists['healthEnding'] ?? []).map(folded))}(?![a-z]))|${wordsExpression(lists['healthWord'] ?? [], '').source}`,
      'g',
    ),
    labels: wordsExpression(lists['healthLabel'] ?? [], 'g'),
    persons,
  };
}

/** Read of a sentence or line on each side of a word. */
const REACH = 220;

/** A record number, a birth date or a name in the same text makes a person of "a 54-year-old". */
const IDENTIFIED =
  /\b(?:MRN|NHS|DOB|Patient(?:in|en)?(?:[- ]?(?:ID|Nr\.?|No\.?|Name|number))?\s*[:#]|geb\.|Geburtsdatum|née? le|Versicherten|pacient[e]?\s*:|paziente\s*:|pacjent(?:ka)?\s*:|пациент(?:ка)?\s*:|Name\s*:|Nom\s*:|Nombre\s*:|Nome\s*:|Naam\s*:|Imię|ФИО)|患者[:：]|姓名[:：]|氏名[:：]|환자[:：]|이름[:：]/iu;
/** Talk about everybody. */
const GENERAL =
  /^[\s"'“„«*\d.)-]{0,6}(?:what|which|how|why|when|who|can|could|does|do|is it|are there|should|explain|describe|list|write|give me|tell me|summari[sz]e|compare|define|was (?:ist|sind)|welche|wie|warum|erkläre|nenne|quels?|quelles?|comment|pourquoi|explique|qué|cuáles|cómo|por qué|explica|quali|come|perché|spiega|quais|como|por que|wat|welke|hoe|waarom|leg uit|jakie|jak|dlaczego|co to|wyjaśnij|что такое|как|какие|почему|объясни|vad|hva|hvad|mikä|miten|什么|如何|为什么|怎么)\b|\b(?:patients|people|persons|individuals|adults|children|women|men|users|participants|studies|study|trial|research|guideline|in general|worldwide|prevalence|symptoms of|causes of|side effects of|treatment options|patienten mit|menschen|betroffene|les patients|personnes|los pacientes|personas|i pazienti|pazienti|persone|pacientes|pessoas|patiënten|mensen|pacjenci|pacjentów|osoby|пациентов|пациенты|людей|люди)\b|^[\s"'*-]{0,4}(?:an?|the|ein|eine|un|une|una|um|uma) (?:typical |)(?:patient|person|woman|man|\d)/iu;

/** Told, and meant in another sense. */
const FICTION =
  /\b(?:short story|fan ?fiction|fictional|novel|screenplay|chapter (?:\d|one|two|three)|character sheet|kurzgeschichte|roman|krimi|nouvelle|scénario|cuento|novela|guion|racconto|romanzo|conto|romance|verhaal|opowiadani|powieś|рассказ|роман|novell|povíd|hikaye|crossword)\b|小说|小説|소설|(?:is|are|ist|est) (?:a|an|ein|der|un|le) (?:cancer|krebsgeschwür|cancer de)\b/iu;

/** @param lower the text in lower case with the same offsets */
export function findHealth(words: HealthWords, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let behind = 0;
  let identified: boolean | undefined;
  const stems = new RegExp(words.stems.source);
  const isClinical = (name: string): boolean => stems.test(folded(lowered(name)));
  const isIdentified = (): boolean => (identified ??= IDENTIFIED.test(text.slice(0, 20_000)));
  for (const hit of folded(lower).matchAll(words.stems)) {
    if (hit.index < behind) continue;
    const [start, end] = sentenceAround(text, hit.index, hit.index + hit[0].length);
    const sentence = text.slice(start, end);
    // "… She takes …", "Started on …": what follows a line about somebody goes on about them.
    const goesOn = out.length > 0 && start - (out[out.length - 1] as SensitiveSpan).end <= 3;
    const sure = personIn(words.persons, sentence, isIdentified, goesOn, isClinical);
    behind = end;
    if (sure > 0) out.push(span(start, end, 'health.line', sure, 'health.line: clinical word and person'));
  }
  if (!isIdentified()) return out;
  behind = 0;
  for (const label of lower.matchAll(words.labels)) {
    if (label.index < behind) continue;
    const at = label.index + label[0].length;
    const value = /^[ \t*]{0,3}(?:\([^()\n]{1,30}\))?[ \t*]{0,2}[:：=][ \t*]{0,4}([^\n]{3,300})/.exec(
      text.slice(at, at + 320),
    );
    if (!value || !/(?:^|[\n;|•*-])[ \t*•-]{0,6}$|[.;,] $/.test(text.slice(Math.max(0, label.index - 8), label.index)))
      continue;
    const end = at + value[0].trimEnd().length;
    out.push(span(label.index, end, 'health.line', 0.8, 'health.line: record'));
    behind = end;
  }
  return out;
}

function personIn(
  persons: Persons,
  sentence: string,
  identified: () => boolean,
  goesOn: boolean,
  isClinical: (name: string) => boolean,
): number {
  if (FICTION.test(sentence)) return 0;
  if (persons.titled(sentence) || persons.patient(sentence)) return 0.85;
  if (persons.named(sentence, isClinical)) return 0.75;
  if (persons.near(sentence)) return 0.7;
  if (GENERAL.test(sentence)) return 0;
  if (persons.writer(sentence) || persons.note(sentence)) return 0.7;
  if (persons.pronoun(sentence)) return 0.65;
  if (goesOn) return 0.6;
  return identified() && (AGED.test(sentence) || /\d ?mg\b|[A-TV-Z]\d{2}(?:\.\d{1,2})?\b/.test(sentence)) ? 0.7 : 0;
}

const SENTENCE_ENDS =
  /[\n。！？]|(?<=\p{L}{3}|\d{3}|\))(?<!(?:^|[\s(])(?:[Mm]evr|[Dd]ott|[Pp]rof|[Ss]ig|[Hh]rn|[Ss]rta|[Mm]rs|[Ii]ng|[Bb]ew|[Pp]at|[Gg]eb|[Aa]sst|[Pp]ac))[.!?]\s/gu;

/** From the end of the sentence or line before to the end of this one. */
function sentenceAround(text: string, from: number, to: number): readonly [number, number] {
  const before = text.slice(Math.max(0, from - REACH), from);
  let start = from - before.length;
  for (const mark of before.matchAll(SENTENCE_ENDS)) start = from - before.length + mark.index + mark[0].length;
  while (start < from && /\s/.test(text[start] as string)) start += 1;
  const after = text.slice(to, to + REACH);
  const stop = /\n|[。！？]|(?<=\p{L}{2}|\d|\))[.!?](?=\s|$)/u.exec(after);
  return [start, to + (stop ? stop.index : after.length)];
}
