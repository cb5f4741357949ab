// Whether a value behind a word such as "password" or "token" is one: text that only talks about it, code that reads it
// from elsewhere, and stand-ins are none.
import { entropy, isPlaceholder, variety } from '../placeholder.ts';

/** Values that code and forms write there: types, constants, hints. */
const NO_VALUE =
  /^(?:none|null|nil|undefined|base-?(?:32|58|64)|sha-?\d{1,3}|md5|utf-?8|rot-?13|aes-?\d{3}|bcrypt|argon2\w{0,2}|true|false|yes|no|empty|unset|string|str|text|number|int|integer|bool|boolean|varchar|char|bytes?|object|any|optional|required|requis|erforderlich|obligatoire|obligatorio|vergessen|forgot(?:ten)?|incorrect|invalid|expired|missing|wrong|hidden|secret|secrets?|token|tokens|password|passwort|pass|passwd|pwd|senha|contraseña|key|value|test|user|username|admin|login|here|auth|basic|bearer|default|unknown|n\/?a|tbd|this|that|it|the|a|an|and|or|not|for|of|in|to|from|self|new|old|reset|change|changed|confirm|input|output|enabled|disabled|encrypted|hashed|plain|plaintext|var|let|const|function|return|env|process|config|settings|request|response|data|payload|file|path|url|uri|id|name|type)[!?]?$/i;
/** Code that gets the value from elsewhere, or addresses of it. */
const REFERENCE =
  /^--|^(?:sha-?\d{1,3}|md5):|^[$%@&*!]?[({[]|^\$[A-Za-z_(]|^%[A-Za-z_]+%$|^[\w$.:>\-[\]'\"]{0,80}[A-Za-z_\])]\(|^[\w$.]{0,60}\(.{0,80}\)$|^(?:process|os|env|self|this|config|settings|secrets|vars|var|data|local|module|params?|args|options|opts|props|req|request|res|response|ctx|context|event|form|body|input|user|account|session|state|values?|spring|app|kwargs|credentials?)\??[.[]|^\{\{|^<[a-z_ /-]|::|->|=>|&&|\|\||^\/(?:[\w.-]+\/)+|^~?\/|^\.{1,2}\/|^[a-z][a-z0-9+.-]{1,12}:\/\/|^arn:|^(?:vault|ssm|op|secretref|keyvault|ref|env|file|aws|gcp|sops)[:/]|^@Microsoft|^!(?:Ref|Sub|GetAtt)|^ENC\[|^projects\/|^[\w-]{1,40}\/[\w./-]{1,80}\.\w{1,4}$|^[\w.-]{1,60}:\d{2,5}(?:\/|$)|^\d{1,5}\/[a-z]/i;
/** Passwords of manuals and of tests, made of the word itself. */
const MANUAL =
  /^(?:my|your|the|some|a|valid|wrong|invalid|correct|incorrect|test|testing|new|old|strong|weak|secure|super|db|database|user|admin|root|proxy|docker|postgres|mysql|redis|mongo|guest|demo|temp|sample|dummy|fake|qwerty|letmein|welcome|hunter)?[-_ ]?(?:secure|strong|secret|super|new|db|api|user|safe)?[-_ ]?(?:pass(?:word|wd|phrase|wort)?|pwd|pw|secret|token|key|kennwort|test|admin|user|root|qwerty|letmein|hunter)(?:[-_ ]?(?:here|value|string))?[-_@!#.]{0,2}(?:\d{1,4}|12345\d{0,3})?[-_@!#.]{0,2}$/i;
const HEX = /^[a-f0-9]+$/i;

/** Longer ones are what a tool made of a password: sealed, encrypted. */
const MAX_PASSWORD = 100;

const has = (pattern: RegExp, value: string): number => (pattern.test(value) ? 1 : 0);

/** Kinds of characters: lower, upper, digit, other. */
export function kindsOf(value: string): number {
  return has(/\p{Ll}/u, value) + has(/\p{Lu}/u, value) + has(/\d/, value) + has(/[^\p{L}\d]/u, value);
}

/** True for what cannot be a value at all. */
export function isNoValue(value: string): boolean {
  return NO_VALUE.test(value) || REFERENCE.test(value) || MANUAL.test(value) || isPlaceholder(value);
}

/** Names of code and of words joined: `user_password`, `resetPassword`, `com.example.Key`, `primary-key`. */
const NAME = /^(?:[a-z]+(?:[_.-][a-z]+)*|[a-z]+(?:[A-Z][a-z]+)+|[A-Z][a-z]+(?:[A-Z][a-z]+)*|[A-Z]+(?:_[A-Z]+)*)$/;

/**
 * 0…1, how sure a value behind a word for passwords is one.
 * @param sign how it is tied to the word: by a sign as in code, by a label, or in a sentence
 */
export function passwordLikelihood(value: string, quoted: boolean, sign: 'assigned' | 'label' | 'sentence'): number {
  if (value.length < 4 || value.length > MAX_PASSWORD || isNoValue(value)) return 0;
  // Hashes and identifiers stand in sentences, passwords of 32 hex digits do not.
  if (sign === 'sentence' && value.length >= 32 && HEX.test(value.replaceAll('-', ''))) return 0;
  const kinds = kindsOf(value);
  const digits = /\d/.test(value);
  const letters = /\p{L}/u.test(value);
  // Four times four letters: what providers of mail hand out for one program.
  if (/^[a-z]{4}(?: [a-z]{4}){3}$/.test(value)) return sign === 'sentence' ? 0 : 0.7;
  if (/\s/.test(value)) return quoted && value.length >= 12 && sign !== 'sentence' && kinds >= 3 ? 0.55 : 0;
  // A word and the end of its sentence.
  if (sign === 'sentence' && !quoted && /^\p{Ll}+[?!]+$/u.test(value)) return 0.2;
  if (digits && letters) {
    // `v2`, `step1` and the like are not passwords even where the word is near.
    if (value.length < 6) return sign === 'sentence' ? 0 : 0.5;
    return sign === 'sentence' ? (kinds >= 3 || quoted ? 0.85 : 0.7) : 0.9;
  }
  if (digits)
    return sign === 'sentence' && !quoted ? (/^\d{4,10}$/.test(value) ? 0.5 : 0.2) : value.length >= 4 ? 0.6 : 0;
  if (kinds >= 3 && value.length >= 6 && !NAME.test(value)) return sign === 'sentence' && !quoted ? 0.6 : 0.8;
  if (kinds === 2 && /[^\p{L}\d_.\-/:,'’()]/u.test(value) && value.length >= 6) return sign === 'sentence' ? 0.55 : 0.7;
  // Words joined to a phrase, as people are told to choose them.
  if (
    /^\p{Ll}{2,15}(?:[-_.]\p{Ll}{2,15}){2,6}$/u.test(value) &&
    value.length >= 16 &&
    !/-(?:to|by|of|and|in|on)-|ed$/.test(value)
  )
    return 0.5;
  if (NAME.test(value)) return quoted && sign === 'assigned' && value.length >= 8 && !/[_.]/.test(value) ? 0.5 : 0.2;
  return quoted && value.length >= 8 ? 0.5 : 0.2;
}

/** 0…1, how sure a value behind a word for keys and tokens is one: by chance nobody writes so many kinds of characters. */
export function secretLikelihood(value: string, sure: boolean): number {
  if (value.length < 8 || isNoValue(value) || /\s/.test(value)) return 0;
  if (!/\d/.test(value) && (value.length < 24 || kindsOf(value) < 2 || entropy(value) < 3.9)) return 0;
  if (HEX.test(value)) {
    if (/^\d+$/.test(value)) return sure && value.length >= 12 ? 0.5 : 0;
    return value.length >= 16 && variety(value) >= 6 ? 0.85 : 0;
  }
  // A host or a file.
  if (
    /^[\w-]{1,40}(?:\.[\w-]{1,15}){1,6}(?::\d{2,5})?$/.test(value) &&
    (!/[A-Za-z0-9_]{16}/.test(value) || /^[a-z0-9.-]+\.[a-z]{2,6}$/.test(value))
  )
    return 0;
  // Words joined by hyphens.
  if (/^[a-z]+(?:[-_][a-z]+)*[-_]?\d{0,2}$/i.test(value) && !/[a-z][A-Z]/.test(value)) return 0;
  const bits = entropy(value);
  if (/^[A-Za-z]+[_.-]?\d{1,4}$/.test(value) && value.length < 20) return 0.2;
  if (value.length >= 20 && bits >= 3.2) return 0.9;
  if (value.length >= 12 && bits >= 2.9) return 0.8;
  return sure && bits >= 2.5 ? 0.6 : 0;
}

/** Signs that stand inside a password and in hardly any word, name or version. */
const INNER_SIGN = /[\p{L}\d][!@#$%&*+^~?=][\p{L}\d]|^\p{Lu}\p{Ll}{3,20}_\d{2,4}$/u;
const OUTER_SIGN = /\d[!#$%&*?]{1,3}$|^[!#$%&*][\p{L}\d]/u;

/** True for a word that, in a sentence about a password, can hardly be anything but it: letters, digits and a sign among them. */
export function looksChosen(value: string): boolean {
  if (value.length < 7 || value.length > 64 || isNoValue(value)) return false;
  if (!/\p{L}{2}/u.test(value) || !/\d/.test(value) || !(INNER_SIGN.test(value) || OUTER_SIGN.test(value)))
    return false;
  // Addresses, parameters, formulas.
  return !/^[\w.+-]{1,64}@[\w-]{1,60}\.[\w.-]{2,30}$|^[@#]|^[\w.-]{1,40}=|[&?][\w-]{1,30}=|^[A-Z]\+\+/.test(value);
}

/** Without the marks that end a sentence or a bracket around it. */
export function trimmed(value: string): string {
  let end = value.length;
  while (end > 0) {
    const c = value[end - 1] as string;
    const opening = c === ')' ? '(' : c === ']' ? '[' : c === '}' ? '{' : '';
    if (
      /[.,;:|،؛]/.test(c) ||
      value.slice(0, end).endsWith('**') ||
      (opening !== '' && !value.slice(0, end).includes(opening))
    )
      end -= 1;
    else break;
  }
  return value.slice(0, end);
}
