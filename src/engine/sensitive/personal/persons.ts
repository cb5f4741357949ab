// Signs that a sentence is about somebody in particular: a title with a name, a patient who is named, a relative of the
// writer, the writer. What they prove is the caller's business; names themselves are not looked up anywhere.

/** Somebody in particular: a title with a name, a patient who is named, a relative, the writer. */
export const TITLED =
  /(?:^|[\s("'*])(?:Mr|Mrs|Ms|Miss|Mx|Herrn?|Frau|[Mm]onsieur|[Mm]adame|Mme|Mlle|M\.|[Ss]eñora?|[Dd]on|[Dd]oña|Sra?\.?|Srta|[Ss]ignora?|[Ss]enhora?|Sig\.?r?a?|Dhr|Mevr|Mevrouw|Meneer|Pani|Pana|Panią|Г-н|Г-жа|господин|госпожа|Herra|Rouva|Fru|Pán|Paní)\.? \p{Lu}[\p{L}'’-]{1,}|[\u4e00-\u9fff]{2,4}(?:先生|女士|小姐|太太)|[\u4e00-\u9fff\u3040-\u30ff]{1,6}(?:さん|様|氏)|[가-힣]{2,4} ?(?:씨|님)/u;
/** Words for people that others look after or employ; in small letters, any case matches. */
const ROLES =
  'patient|patientin|patienten|patiente|paziente|pazienti|paciente|pacjent|pacjentka|pacjenta|patiënt|пациент|пациентка|пациента|пацієнт|пацієнтка|pasient|potilas|pacient|pacientka|beteg|hasta|ασθενής|employee|mitarbeiter|mitarbeiterin|colleague|kollege|kollegin|client|cliente|klient|klientin|member|versicherte|versicherter|resident|bewohner|bewohnerin|tenant|student|applicant|insured|患者|病人|환자|المريض|المريضة|מטופל|מטופלת|بیمار';
const PATIENT = new RegExp(
  `(?:${ROLES.split('|')
    .map((w) => `[${(w[0] as string).toUpperCase()}${w[0] as string}]${w.slice(1)}`)
    .join(
      '|',
    )})(?:\\s*(?:name|is|:|：|=|#|no\\.?|id)\\s*){0,3}[\\s:：,#(]{0,3}(?:\\p{Lu}\\p{L}+[ ,]|\\p{Lu}\\.? ?\\p{Lu}|\\p{Lu}\\p{L}{2,}|[\\u4e00-\\u9fff가-힣\\u0590-\\u06ff]{2,}|#?\\d{4,}|[A-Z]{2,4}-?\\d)`,
  'u',
);

/** A patient, employee or client who is named or numbered. */
export const isPatient = (sentence: string): boolean => PATIENT.test(sentence);

export const RELATIVE =
  /\b(?:my|our|his|her|their|meine?[rnms]?|unsere?[rnm]?|seine?[rnm]?|ihre?[rnm]?|mon|ma|mes|notre|son|sa|mi|mis|nuestr[oa]|su|mio|mia|minha?|meu|mijn|onze?|moj[aeąi]?|mój|mojego|мо[йяеёюи]|моего|моей|наш[аейу]*|min|mitt|minun|můj|moje|moja)\s(?:\p{Ll}+\s)?(?:mother|mom|mum|father|dad|wife|husband|partner|son|daughter|child|baby|brother|sister|grandmother|grandfather|grandma|grandpa|aunt|uncle|cousin|boss|colleague|coworker|co-worker|employee|manager|friend|girlfriend|boyfriend|neighbou?r|client|patient|fianc[eé]+|doctor|therapist|psychiatrist|diagnosis|test result|results|mutter|vater|frau|mann|sohn|tochter|kind|bruder|schwester|oma|opa|chef(?:in)?|kolleg(?:e|in|en)|freund(?:in)?|arzt|diagnose|mère|père|femme|mari|fils|fille|enfant|frère|sœur|soeur|collègue|ami[e]?|médecin|madre|padre|esposa|esposo|mujer|marido|hij[oa]|herman[oa]|jef[ea]|compañer[oa]|amig[oa]|médico|moglie|marito|figli[oa]|fratello|sorella|collega|mãe|pai|filh[oa]|irmã?o?|moeder|vader|vrouw|man|zoon|dochter|matka|mama|ojciec|tata|żona|żony|mąż|męża|syn|córka|brat|siostra|мама|мать|матери|отец|папа|жена|жены|муж|мужа|сын|сына|дочь|дочери|брат|сестра|mor|far|äiti|isä|vaimo)\b/iu;
export const WRITER =
  /\b(?:i (?:was|have been|am|'?ve been|got|just got|had|suffer|take|am taking|tested|recently)(?: (?:just|recently|already|also|still|been|officially))? ?(?:diagnosed|on|taking|suffering|tested|prescribed|hospitali[sz]ed|pregnant|allergic|hiv|bipolar|depressed|undergoing|having|from|had|told|admitted|treated|\d+ ?mg)|i have (?:been diagnosed|type [12]|stage|hiv|had|severe|chronic|an? (?:allergy|tumou?r))|i(?:'m| am) (?:on|taking|hiv|pregnant|allergic|undergoing|being treated|diabetic|bipolar)|ich (?:habe|bin|leide|nehme|wurde|hatte)|bei mir wurde|mir wurde|j'ai (?:été|un|une|le|la|du|de)|je (?:suis|prends|souffre)|on m'a|tengo|padezco|sufro|tomo|me (?:han |)diagnostic\p{L}*|soy|ho (?:il|la|un|una)|soffro|prendo|mi hanno|sono|tenho|sofro|fui diagnosticad[oa]|ik (?:heb|ben|slik|gebruik)|mam|choruję|cierpię|biorę|zdiagnozowano u mnie|у меня|мне (?:поставили|диагност\p{L}*)|я (?:принимаю|страдаю|болею)|jag (?:har|lider|äter|tar)|jeg (?:har|lider|tar)|minulla on|mám|trpím|beru)(?![\p{L}])|我(?:被|有|得|患|在|怀)|私は|自分は|저는|제가|나는/iu;
export const PRONOUN =
  /(?:^|[\s,(])(?:he|she|they)(?:'s|'d)? (?:has|had|was|is|takes?|took|suffers?|suffered|tested|lives with|struggles with|started|needs|receives|received|currently|recently|got|gets|presented|reports|denies|will need|been)\b|\b(?:sie|er) (?:hat|hatte|leidet|nimmt|wurde|ist|war|bekommt|muss)\b|\b(?:il|elle) (?:a|est|souffre|prend|avait|était)\b|\b(?:él|ella) (?:tiene|padece|toma|sufre|es|fue)\b|\b(?:lui|lei) (?:ha|soffre|prende)\b|\bhij (?:heeft|slikt|lijdt)\b|\bzij (?:heeft|slikt|lijdt)\b|\b(?:on|ona) (?:ma|choruje|cierpi|bierze)\b|(?:^|\s)(?:он|она) (?:страдает|принимает|болеет|болен|больна)|у (?:него|неё|нее) |[他她](?:患|有|被|得)|彼(?:女)?は/iu;
/** "Anna Keller has", "Anna Keller (54)", "Keller, Anna" at the beginning of a line or sentence. */
export const NAMED =
  /(?:^|[.!?:;,\n*•-]\s{0,3}|\b(?:for|about|of|from|that|named|name is|employee|colleague|patient|client|dass|für|von|über|pour|de|para|per|voor|dla|для)\s)\p{Lu}\p{Ll}{1,20}(?:[ -]\p{Lu}[\p{Ll}.]{0,20}){1,3}(?:\s?\([^()\n]{1,40}\)|,? (?:born|geb\.?|DOB|né|aged|age)[^.\n]{0,30})?,?\s(?:\p{Ll}{1,14}\s){0,2}?(?:has|had|was|is|suffers?|takes?|tested|needs|with|hat|hatte|leidet|nimmt|wurde|ist|war|mit|a|est|souffre|prend|avec|tiene|padece|toma|fue|sufre|con|ha|soffre|prende|è|heeft|slikt|is|lijdt|ma|choruje|cierpi|bierze|jest|har|lider|tar|on|страдает|принимает|болеет|tem|sofre|on sick|called in|hasta)(?![\p{L}])/u;
export const AGED =
  /\b\d{1,3}[- ]?(?:year[- ]old|y\/?o\b|yo\b|-?jährige?r?|ans\b|años|anni|anos|jaar|lat\b|letni[aey]?|лет|года?|岁|歳|세)/iu;
