// Secrets that are more than one word: private keys, tokens of three parts, wallets' phrases, files of credentials.
import type { SensitiveSpan, SensitiveType } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { isPlaceholder, variety } from '../placeholder.ts';
import { span } from '../span.ts';
import { wordsExpression } from '../word-search.ts';
import { passwordLikelihood } from './strength.ts';

/** Longest key that is kept in one piece. */
const MAX_KEY = 16_000;
const KEY_BEGINS =
  /-----BEGIN ((?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?)-----|PuTTY-User-Key-File-\d:|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----/g;
const JWT =
  /(?<![A-Za-z0-9_-])ey[JK][A-Za-z0-9_-]{8,1000}\.ey[JK]?[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_+/-]{0,2000}={0,2})?/g;
/** Five parts: an encrypted one. */
const JWE =
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{0,800}\.[A-Za-z0-9_-]{10,40}\.[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{16,40}/g;
/** The token in every manual: subject 1234567890, name of nobody. */
const MANUAL_TOKEN = /eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9l/;

/** What stands in files of credentials and in commands, the value in the first group. */
const FORMS: readonly (readonly [RegExp, SensitiveType, number, string])[] = [
  [
    /\bmachine[ \t]+\S{1,120}\s{1,8}login[ \t]+\S{1,120}\s{1,8}password[ \t]+(\S{3,200})/g,
    'secret.password',
    0.95,
    'netrc',
  ],
  [/"auth"[ \t]*:[ \t]*"([A-Za-z0-9+/]{8,600}={0,2})"/g, 'secret.password', 0.9, 'docker-auth'],
  [
    /\b(?:client-key-data|id-token|refresh-token)[ \t]*:[ \t]*([A-Za-z0-9+/._-]{40,8000}={0,2})/g,
    'secret.private-key',
    0.95,
    'kubeconfig',
  ],
  [/\b(?:basic)[ \t]+([A-Za-z0-9+/]{12,600}={0,2})(?![A-Za-z0-9+/=])/gi, 'secret.password', 0.8, 'basic-auth'],
  [/\bbearer[ \t]+([A-Za-z0-9._~+/-]{16,2000}={0,2})/gi, 'secret.api-key', 0.85, 'bearer'],
  [
    /\b(?:X-Amz-Signature|X-Goog-Signature|[?&]sig)=([A-Za-z0-9%+/]{32,600}={0,2})/g,
    'secret.api-key',
    0.85,
    'signed-address',
  ],
  [/[?&]sig=([A-Za-z0-9%+/]{32,200}={0,2})/g, 'secret.api-key', 0.9, 'signed-address'],
  [
    /\b(?:curl|wget|http)\b[^\n]{0,300}?[ \t](?:-u|--user|--proxy-user)[ \t=]*["']?([^\s"':]{0,80}:[^\s"'$<{]{4,200})/g,
    'secret.password',
    0.85,
    'command-login',
  ],
  [
    /\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|psql|redis-cli|mongosh?|sqlcmd|smbclient)\b[^\n]{0,200}?[ \t](?:-p|-P|-a)[ \t]?["']?([^\s"'$<{-][^\s"']{4,100})/g,
    'secret.password',
    0.75,
    'command-login',
  ],
  [/^[\w.*-]{1,100}:(?:\d{2,5}|\*):[\w*-]{1,60}:[\w.*-]{1,60}:(\S{4,100})$/gm, 'secret.password', 0.85, 'pgpass'],
  [/"kty"[^{}]{0,400}"d"[ \t]*:[ \t]*"([A-Za-z0-9_-]{30,1000})"/g, 'secret.private-key', 0.95, 'web-key'],
  [/\b(?:0x)?([a-f0-9]{64})\b/gi, 'secret.private-key', 0, 'hex-key'],
  [/(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])/g, 'secret.api-key', 0.8, 'storage-key'],
  [
    /\b(MI(?:IEv|IEp|IJK|IJQ|ICd|ICX|GHA|IBV)[A-Za-z0-9+/\r\n]{100,8000}={0,2})/g,
    'secret.private-key',
    0.85,
    'bare-key',
  ],
];
/** A bare number of 64 hex digits is a hash unless one of these is near. */
const KEY_NEAR =
  /private|priv(?:ate)?[_ -]?key|wallet|secret|signer|deployer|ethereum|evm|mnemonic|privat|приватн|私钥|秘密鍵/i;
/** Words for it that stand closer together are looked behind once. */
const SEED_APART = 60;
const STORAGE_NEAR =
  /(?:account|access|storage|shared|primary|secondary|host|master|cosmos|service ?bus)[ _-]?key|schlüssel/i;
/** Sides of a login written with a slash: "admin / value". */
const PAIR = /[^\S\n]{0,3}[:=\-–(]{0,2}[^\S\n]{0,3}([\w.@+-]{2,60})[^\S\n]{0,2}[/|:,][^\S\n]{0,2}(\S{6,80})/y;

export interface BlockWords {
  readonly seed: RegExp;
  readonly login: RegExp;
}

export function compileBlocks(lists: WordLists): BlockWords {
  return { seed: wordsExpression(lists['seed'] ?? [], 'g'), login: wordsExpression(lists['login'] ?? [], 'g') };
}

/** Private keys, tokens and credentials in files. Linear: every form is bounded. */
export function findBlocks(words: BlockWords, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [...privateKeys(text)];
  for (const [pattern, why] of [
    [JWT, 'secret.jwt'],
    [JWE, 'secret.jwt: encrypted'],
  ] as const) {
    if (!lower.includes('ey')) break;
    for (const m of text.matchAll(pattern)) {
      if (MANUAL_TOKEN.test(m[0]) || isPlaceholder(m[0].slice(-40)) || variety(m[0]) < 12) continue;
      out.push(span(m.index, m.index + m[0].length, 'secret.jwt', 0.97, why));
    }
  }
  for (const [pattern, type, sure, why] of FORMS) {
    for (const m of text.matchAll(pattern)) {
      const value = m[1] ?? '';
      const start = m.index + m[0].length - value.length - (m[0].endsWith(value) ? 0 : 1);
      const own = value.slice(value.lastIndexOf(':') + 1);
      if (isPlaceholder(own) || (value.length >= 16 && variety(value) < 6)) continue;
      if (why === 'hex-key' && !KEY_NEAR.test(text.slice(Math.max(0, m.index - 60), m.index))) continue;
      if (why === 'basic-auth' && !isLogin(value)) continue;
      if (why === 'storage-key' && !STORAGE_NEAR.test(text.slice(Math.max(0, m.index - 60), m.index))) continue;
      if (why === 'bearer' && !/\d/.test(value)) continue;
      if (why.endsWith('login') && passwordLikelihood(own, true, 'assigned') < 0.45) continue;
      out.push(span(start, start + value.length, type, sure || 0.85, `secret.${why}`));
    }
  }
  out.push(...phrases(words.seed, lower), ...pairs(words.login, text, lower));
  return out;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** True for base64 of `user:password` in plain characters. */
function isLogin(base64: string): boolean {
  let bits = 0;
  let held = 0;
  let plain = '';
  for (const c of base64.replace(/=+$/, '')) {
    held = ((held << 6) | BASE64.indexOf(c)) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      plain += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return (
    /^[\x20-\x7e\x80-\xff]*$/.test(plain) && plain.includes(':') && !isPlaceholder(plain.slice(plain.indexOf(':') + 1))
  );
}

function* privateKeys(text: string): Generator<SensitiveSpan> {
  for (const begin of text.matchAll(KEY_BEGINS)) {
    const from = begin.index;
    const body = from + begin[0].length;
    // Up to the next beginning at most, so that many of them cost no more than their text.
    const next = text.indexOf('-----BEGIN', body);
    const piece = text.slice(body, Math.min(body + MAX_KEY, next < 0 ? text.length : next));
    const end = /-----END [A-Z0-9 ]{0,60}-----?|---- END SSH2[A-Z ]{0,40}----|Private-MAC: [a-f0-9]{40,64}/.exec(piece);
    const inner = end
      ? piece.slice(0, end.index)
      : (/^(?:[A-Za-z0-9+/=:, \-\\\r\n]|(?<=\\)n){0,16000}/.exec(piece)?.[0] ?? '');
    const material = inner.replace(/\\n|[^A-Za-z0-9+/]/g, '');
    // A header alone, or dots in the place of the key, is a mention.
    if (material.length < 24 || variety(material) < 10 || /\.{3}|…|<[a-z]/i.test(inner)) continue;
    const length = end ? end.index + end[0].length : inner.trimEnd().length;
    yield span(from, body + length, 'secret.private-key', 0.99, 'secret.private-key');
  }
}

/** 12 to 24 words behind a word for recovery phrases. */
function* phrases(seed: RegExp, lower: string): Generator<SensitiveSpan> {
  let tried = -SEED_APART;
  for (const word of lower.matchAll(seed)) {
    const end = word.index + word[0].length;
    if (end < tried + SEED_APART) continue;
    tried = end;
    const tail = lower.slice(end, end + 500);
    const m = /(?:(?:\d{1,2}[.)]\s{0,2})?[a-z]{3,8}[\s,]{1,3}){11,23}(?:\d{1,2}[.)]\s{0,2})?[a-z]{3,8}/.exec(tail);
    if (!m || m.index > 80) continue;
    const phrase = m[0].split(/[^a-z]+/);
    // Prose has small words that no such list has; the phrase of the manuals repeats one word.
    if (phrase.filter((w) => COMMON.has(w)).length >= 2 || new Set(phrase).size < 9) continue;
    yield span(end + m.index, end + m.index + m[0].length, 'secret.seed-phrase', 0.9, 'secret.seed-phrase');
  }
}

const COMMON = new Set(
  'the and for that with are was you your not this from have has his her they them their its were been our which who whom would could will shall when where than then there here each how why but any all may can also into onto upon what these those never write must should keep'.split(
    ' ',
  ),
);

/** "credentials: admin / …" */
function* pairs(login: RegExp, text: string, lower: string): Generator<SensitiveSpan> {
  for (const word of lower.matchAll(login)) {
    const end = word.index + word[0].length;
    const line = /^[^\n]{0,60}/.exec(text.slice(end, end + 60))?.[0] ?? '';
    for (let at = 0; at < line.length; at++) {
      if (at > 0 && !/[\s:(]/.test(line[at - 1] ?? '')) continue;
      PAIR.lastIndex = end + at;
      const m = PAIR.exec(text);
      if (!m) continue;
      const value = (m[2] ?? '').replace(/[.,;:)\]"'`]+$/, '');
      if (/^\/|:\/\//.test(value) || /^\d+$/.test(value) || passwordLikelihood(value, false, 'sentence') < 0.7)
        continue;
      const start = m.index + m[0].length - (m[2] ?? '').length;
      yield span(start, start + value.length, 'secret.password', 0.75, 'secret.login-pair');
      break;
    }
  }
}
