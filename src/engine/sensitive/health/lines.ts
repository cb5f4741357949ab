// Lines about somebody's health: a clinical word together with a sign of a person. A word alone is a topic, and people ask
// about topics all the time. Bounded work at every word.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { span } from '../span.ts';
import { group, wordsExpression } from '../word-search.ts';

export interface HealthWords {
  readonly stems: RegExp;
  readonly labels: RegExp;
}

export function compileHealth(lists: WordLists): HealthWords {
  return {
    stems: new RegExp(`(?<![a-z\\u00df-\\u024f])${group(lists['healthStem'] ?? [])}`, 'g'),
    labels: wordsExpression(lists['healthLabel'] ?? [], 'g'),
  };
}

/** Read of a sentence or line on each side of a word. */
const REACH = 220;

/** Somebody in particular: a title with a name, a patient who is named, a relative, the writer. */
const TITLED =
  /(?:^|[\s("'*])(?:Mr|Mrs|Ms|Miss|Mx|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|M\.|Señora?|Sra?\.?|Srta|Signora?|Sig\.?r?a?|Dhr|Mevr|Mevrouw|Meneer|Pani|Pana|Panią|Г-н|Г-жа|господин|госпожа|Herra|Rouva|Fru|Pán|Paní)\.? \p{Lu}[\p{L}'’-]{1,}|[\u4e00-\u9fff]{2,4}(?:先生|女士|小姐|太太)|[\u4e00-\u9fff\u3040-\u30ff]{1,6}(?:さん|様|氏)|[가-힣]{2,4} ?(?:씨|님)/u;
const PATIENT =
  /(?:patient(?:in|en|e)?|pazient[ei]|paciente|pacjent(?:k?a)?|patiënt|пациент(?:ка|ки|а)?|пацієнт(?:ка)?|pasient|potilas|pacient(?:ka)?|beteg|hasta|ασθενής|employee|mitarbeiter(?:in)?|colleague|kolleg(?:e|in)|client|klient(?:in)?|member|versicherte[rn]?|resident|bewohner(?:in)?|tenant|student|患者|病人|환자|المريضة?|מטופלת?|бемор)(?:\s*(?:name|is|:|：|=|#|no\.?|id)\s*){0,3}[\s:：,#(]{0,3}(?:\p{Lu}\p{L}+[ ,]|\p{Lu}\.? ?\p{Lu}|\p{Lu}\p{L}{2,}|[\u4e00-\u9fff가-힣\u0590-\u06ff]{2,}|#?\d{4,}|[A-Z]{2,4}-?\d)/u;
const RELATIVE =
  /\b(?:my|our|his|her|their|meine?[rnms]?|unsere?[rnm]?|seine?[rnm]?|ihre?[rnm]?|mon|ma|mes|notre|son|sa|mi|mis|nuestr[oa]|su|mio|mia|minha?|meu|mijn|onze?|moj[aeąi]?|mój|mojego|мо[йяеёюи]|моего|моей|наш[аейу]*|min|mitt|minun|můj|moje|moja)\s(?:\p{Ll}+\s)?(?:mother|mom|mum|father|dad|wife|husband|partner|son|daughter|child|baby|brother|sister|grandmother|grandfather|grandma|grandpa|aunt|uncle|cousin|boss|colleague|coworker|co-worker|employee|manager|friend|girlfriend|boyfriend|neighbou?r|client|patient|fianc[eé]+|doctor|therapist|psychiatrist|diagnosis|test result|results|mutter|vater|frau|mann|sohn|tochter|kind|bruder|schwester|oma|opa|chef(?:in)?|kolleg(?:e|in|en)|freund(?:in)?|arzt|diagnose|mère|père|femme|mari|fils|fille|enfant|frère|sœur|soeur|collègue|ami[e]?|médecin|madre|padre|esposa|esposo|mujer|marido|hij[oa]|herman[oa]|jef[ea]|compañer[oa]|amig[oa]|médico|moglie|marito|figli[oa]|fratello|sorella|collega|mãe|pai|filh[oa]|irmã?o?|moeder|vader|vrouw|man|zoon|dochter|matka|mama|ojciec|tata|żona|żony|mąż|męża|syn|córka|brat|siostra|мама|мать|матери|отец|папа|жена|жены|муж|мужа|сын|сына|дочь|дочери|брат|сестра|mor|far|äiti|isä|vaimo)\b/iu;
const WRITER =
  /\b(?:i (?:was|have been|am|'?ve been|got|just got|had|suffer|take|am taking|tested|recently)(?: (?:just|recently|already|also|still|been|officially))? ?(?:diagnosed|on|taking|suffering|tested|prescribed|hospitali[sz]ed|pregnant|allergic|hiv|bipolar|depressed|undergoing|having|from|had|told|admitted|treated|\d+ ?mg)|i have (?:been diagnosed|type [12]|stage|hiv|had|severe|chronic|an? (?:allergy|tumou?r))|i(?:'m| am) (?:on|taking|hiv|pregnant|allergic|undergoing|being treated|diabetic|bipolar)|ich (?:habe|bin|leide|nehme|wurde|hatte)|bei mir wurde|mir wurde|j'ai (?:été|un|une|le|la|du|de)|je (?:suis|prends|souffre)|on m'a|tengo|padezco|sufro|tomo|me (?:han |)diagnostic\p{L}*|soy|ho (?:il|la|un|una)|soffro|prendo|mi hanno|sono|tenho|sofro|fui diagnosticad[oa]|ik (?:heb|ben|slik|gebruik)|mam|choruję|cierpię|biorę|zdiagnozowano u mnie|у меня|мне (?:поставили|диагност\p{L}*)|я (?:принимаю|страдаю|болею)|jag (?:har|lider|äter|tar)|jeg (?:har|lider|tar)|minulla on|mám|trpím|beru)(?![\p{L}])|我(?:被|有|得|患|在|怀)|私は|自分は|저는|제가|나는/iu;
const PRONOUN =
  /(?:^|[\s,(])(?:he|she|they)(?:'s|'d)? (?:has|had|was|is|takes?|took|suffers?|suffered|tested|lives with|struggles with|started|needs|receives|received|currently|recently|got|gets|presented|reports|denies|will need|been)\b|\b(?:sie|er) (?:hat|hatte|leidet|nimmt|wurde|ist|war|bekommt|muss)\b|\b(?:il|elle) (?:a|est|souffre|prend|avait|était)\b|\b(?:él|ella) (?:tiene|padece|toma|sufre|es|fue)\b|\b(?:lui|lei) (?:ha|soffre|prende)\b|\bhij (?:heeft|slikt|lijdt)\b|\bzij (?:heeft|slikt|lijdt)\b|\b(?:on|ona) (?:ma|choruje|cierpi|bierze)\b|(?:^|\s)(?:он|она) (?:страдает|принимает|болеет|болен|больна)|у (?:него|неё|нее) |[他她](?:患|有|被|得)|彼(?:女)?は/iu;
/** "Anna Keller has", "Anna Keller (54)", "Keller, Anna" at the beginning of a line or sentence. */
const NAMED =
  /(?:^|[.!?:;,\n*•-]\s{0,3}|\b(?:for|about|of|from|that|named|name is|employee|colleague|patient|client|dass|für|von|über|pour|de|para|per|voor|dla|для)\s)\p{Lu}\p{Ll}{1,20}(?:[ -]\p{Lu}[\p{Ll}.]{0,20}){1,3}(?:\s?\([^()\n]{1,40}\)|,? (?:born|geb\.?|DOB|né|aged|age)[^.\n]{0,30})?,?\s(?:\p{Ll}{1,14}\s){0,2}?(?:has|had|was|is|suffers?|takes?|tested|needs|with|hat|hatte|leidet|nimmt|wurde|ist|war|mit|a|est|souffre|prend|avec|tiene|padece|toma|fue|sufre|con|ha|soffre|prende|è|heeft|slikt|is|lijdt|ma|choruje|cierpi|bierze|jest|har|lider|tar|on|страдает|принимает|болеет|tem|sofre|on sick|called in|hasta)(?![\p{L}])/u;
const AGED =
  /\b\d{1,3}[- ]?(?:year[- ]old|y\/?o\b|yo\b|-?jährige?r?|ans\b|años|anni|anos|jaar|lat\b|letni[aey]?|лет|года?|岁|歳|세)/iu;
/** A record number, a birth date or a name in the same text makes a person of "a 54-year-old". */
const IDENTIFIED =
  /\b(?:MRN|NHS|DOB|Patient(?:in|en)?(?:[- ]?(?:ID|Nr\.?|No\.?|Name|number))?\s*[:#]|geb\.|Geburtsdatum|née? le|Versicherten|pacient[e]?\s*:|paziente\s*:|pacjent(?:ka)?\s*:|пациент(?:ка)?\s*:|Name\s*:|Nom\s*:|Nombre\s*:|Nome\s*:|Naam\s*:|Imię|ФИО)|患者[:：]|姓名[:：]|氏名[:：]|환자[:：]|이름[:：]/iu;
/** Talk about everybody. */
const GENERAL =
  /^[\s"'“„«*\d.)-]{0,6}(?:what|which|how|why|when|who|can|could|does|do|is it|are there|should|explain|describe|list|write|give me|tell me|summari[sz]e|compare|define|was (?:ist|sind)|welche|wie|warum|erkläre|nenne|quels?|quelles?|comment|pourquoi|explique|qué|cuáles|cómo|por qué|explica|quali|come|perché|spiega|quais|como|por que|wat|welke|hoe|waarom|leg uit|jakie|jak|dlaczego|co to|wyjaśnij|что такое|как|какие|почему|объясни|vad|hva|hvad|mikä|miten|什么|如何|为什么|怎么)\b|\b(?:patients|people|persons|individuals|adults|children|women|men|users|participants|studies|study|trial|research|guideline|in general|worldwide|prevalence|symptoms of|causes of|side effects of|treatment options|patienten mit|menschen|betroffene|les patients|personnes|los pacientes|personas|i pazienti|pazienti|persone|pacientes|pessoas|patiënten|mensen|pacjenci|pacjentów|osoby|пациентов|пациенты|людей|люди)\b|^[\s"'*-]{0,4}(?:an?|the|ein|eine|un|une|una|um|uma) (?:typical |)(?:patient|person|woman|man|\d)/iu;

/** @param lower the text in lower case with the same offsets */
export function findHealth(words: HealthWords, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let behind = 0;
  let identified: boolean | undefined;
  const isIdentified = (): boolean => (identified ??= IDENTIFIED.test(text.slice(0, 20_000)));
  for (const hit of lower.matchAll(words.stems)) {
    if (hit.index < behind) continue;
    const [start, end] = sentenceAround(text, hit.index, hit.index + hit[0].length);
    const sentence = text.slice(start, end);
    const sure = personIn(sentence, isIdentified);
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

function personIn(sentence: string, identified: () => boolean): number {
  const writer = WRITER.test(sentence) || RELATIVE.test(sentence);
  if (GENERAL.test(sentence) && !TITLED.test(sentence) && !RELATIVE.test(sentence)) return 0;
  if (TITLED.test(sentence) || PATIENT.test(sentence)) return 0.85;
  if (writer) return 0.7;
  if (NAMED.test(sentence)) return 0.75;
  if (PRONOUN.test(sentence)) return 0.65;
  return identified() && (AGED.test(sentence) || /\d ?mg\b|[A-TV-Z]\d{2}(?:\.\d{1,2})?\b/.test(sentence)) ? 0.7 : 0;
}

const SENTENCE_ENDS = /[\n。！？]|(?<=\p{L}{3}|\d|\))[.!?]\s/gu;

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
