// What stands in files of credentials and in commands, by the words around it. The value is the expression's first group.
import type { SensitiveSpan, SensitiveType } from '../../../model/sensitive.ts';
import { isPlaceholder, variety } from '../placeholder.ts';
import { span } from '../span.ts';
import { isNoValue, kindsOf, passwordLikelihood, secretLikelihood, trimmed } from './strength.ts';

interface Form {
  readonly id: string;
  readonly type: SensitiveType;
  readonly sure: number;
  readonly pattern: RegExp;
  /** One of these is in the text, in lower case, or the expression need not be tried. */
  readonly needs: readonly string[];
  /** Whether the value is one, given what stands in front of it. */
  readonly holds?: (value: string, front: string) => boolean;
}

/** A bare number of 64 hex digits is a hash unless one of these is near. */
const KEY_NEAR =
  /private|priv(?:ate)?[_ -]?key|wallet|secret|signer|deployer|ethereum|evm|mnemonic|privat|приватн|私钥|秘密鍵/i;
const STORAGE_NEAR =
  /(?:account|access|storage|shared|primary|secondary|host|master|cosmos|service ?bus)[ _-]?key|schlüssel/i;
const UUID = /^[a-f0-9]{8}-[a-f0-9]{4}-[1-8][a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/i;
const FRONT = 60;
const isPassword = (value: string): boolean =>
  passwordLikelihood(value.slice(value.lastIndexOf(':') + 1), true, 'assigned') >= 0.45;

const FORMS: readonly Form[] = [
  {
    id: 'secret.netrc',
    type: 'secret.password',
    sure: 0.95,
    pattern: /\bmachine[ \t]+\S{1,120}\s{1,8}login[ \t]+\S{1,120}\s{1,8}password[ \t]+(\S{3,200})/g,
    needs: ['machine'],
  },
  {
    id: 'secret.docker-auth',
    type: 'secret.password',
    sure: 0.95,
    pattern: /"auth"[ \t]*:[ \t]*"([A-Za-z0-9+/]{8,600}={0,2})"/g,
    needs: ['"auth"'],
  },
  {
    id: 'secret.kubeconfig',
    type: 'secret.private-key',
    sure: 0.95,
    pattern: /\b(?:client-key-data|id-token|refresh-token)[ \t]*:[ \t]*([A-Za-z0-9+/._-]{40,8000}={0,2})/g,
    needs: ['client-key-data', 'id-token', 'refresh-token'],
  },
  {
    id: 'secret.basic-auth',
    type: 'secret.password',
    sure: 0.8,
    pattern: /\bbasic[ \t]+([A-Za-z0-9+/]{8,600}={0,2})(?![A-Za-z0-9+/=])/gi,
    needs: ['basic'],
    holds: isLogin,
  },
  {
    id: 'secret.bearer',
    type: 'secret.api-key',
    sure: 0.85,
    pattern: /\bbearer[ \t]+([A-Za-z0-9._~+/|-]{16,2000}={0,2})/gi,
    needs: ['bearer'],
    holds: (value) => /\d/.test(value),
  },
  {
    id: 'secret.signed-address',
    type: 'secret.api-key',
    sure: 0.88,
    pattern: /(?:X-Amz-Signature|X-Goog-Signature|[?&;]sig)=([A-Za-z0-9%+/]{32,600}={0,2})/g,
    needs: ['signature=', 'sig='],
  },
  {
    id: 'secret.command-login',
    type: 'secret.password',
    sure: 0.85,
    pattern:
      /\b(?:curl|wget|http)\b[^\n]{0,300}?[ \t](?:-u|--user|--proxy-user)[ \t=]*["']?([^\s"':]{0,80}:["']?[^\s"'$<{]{4,200})/g,
    needs: ['curl', 'wget', 'http '],
    holds: isPassword,
  },
  {
    id: 'secret.command-login',
    type: 'secret.password',
    sure: 0.75,
    pattern:
      /\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|redis-cli|mongosh?|sqlcmd|net use|mosquitto_(?:pub|sub)|snmp(?:walk|get|set|bulkwalk)|ldapsearch|smbclient|ipmitool|rdesktop|xfreerdp|freerdp)\b[^\n]{0,200}?[ \t](?:-p|-P|-a|-A|-w|\/p:)[ \t]?["']?([^\s"'$<{-][^\s"']{4,100})/g,
    needs: [
      'mysql',
      'maria',
      'sshpass',
      'redis-cli',
      'mongo',
      'sqlcmd',
      'mosquitto_',
      'snmp',
      'ldap',
      'smbclient',
      'ipmi',
      'rdp',
      'rdesk',
    ],
    holds: isPassword,
  },
  {
    id: 'secret.command-token',
    type: 'secret.api-key',
    sure: 0.8,
    pattern:
      /\b(?:login|auth|authenticate|set-token|set-key|configure)[ \t]+(?:--?[\w-]{1,30}[ \t=]{1,2})?["']?([A-Za-z0-9_.-]{24,300})(?![\w/@:-])/g,
    needs: ['login', 'auth', 'set-', 'configure'],
    holds: (value) => secretLikelihood(value, true) >= 0.8,
  },
  {
    id: 'secret.pgpass',
    type: 'secret.password',
    sure: 0.85,
    pattern: /^[\w.*-]{1,100}:(?:\d{4,5}|\*):[\w*-]{1,60}:[\w.*-]{1,60}:(\S{4,100})$/gm,
    needs: [':5432:', ':5433:', ':6432:', ':*:'],
  },
  {
    id: 'secret.web-key',
    type: 'secret.private-key',
    sure: 0.95,
    pattern: /"kty"[^{}]{0,400}"d"[ \t]*:[ \t]*"([A-Za-z0-9_-]{30,1000})"/g,
    needs: ['"kty"'],
  },
  {
    id: 'secret.hex-key',
    type: 'secret.private-key',
    sure: 0.92,
    pattern: /(?<![A-Za-z0-9])(?:0x)?([a-f0-9]{64})(?![A-Za-z0-9])/gi,
    needs: ['key', 'wallet', 'secret', 'ethereum', 'mnemonic', 'privat', '私钥', '秘密鍵'],
    holds: (_value, front) => KEY_NEAR.test(front),
  },
  {
    id: 'secret.storage-key',
    type: 'secret.api-key',
    sure: 0.8,
    pattern: /(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])/g,
    needs: ['=='],
    holds: (_value, front) => STORAGE_NEAR.test(front),
  },
  {
    id: 'secret.bare-key',
    type: 'secret.private-key',
    sure: 0.85,
    pattern: /(?<![A-Za-z0-9+/])(MI(?:IEv|IEp|IJK|IJQ|ICd|ICX|GHA|IBV)[A-Za-z0-9+/\r\n]{100,8000}={0,2})/g,
    needs: ['mii', 'mig'],
  },
  {
    id: 'secret.call-login',
    type: 'secret.password',
    sure: 0.8,
    pattern:
      /\b(?:auth|credentials?|\w{0,30}basic_?auth|\w{0,30}credentials?|authenticate|log_?in|sign_?in)[ \t]{0,2}(?:[=:][ \t]{0,2})?[([][ \t]{0,2}["'][^"'\n]{1,80}["'][ \t]{0,2},[ \t]{0,2}["']([^"'\n]{4,100})["'][ \t]{0,2}[)\]]/gi,
    needs: ['auth', 'credential', 'login', 'log_in', 'signin', 'sign_in'],
    holds: isPassword,
  },
  {
    id: 'secret.call-connect',
    type: 'secret.password',
    sure: 0.8,
    pattern:
      /\b(?:\w{0,20}connect(?:ion)?|mysqli|pdo|sqlalchemy|imap_open|odbc)\([ \t]{0,2}["'][^"'\n]{1,200}["'],[ \t]{0,2}["'][^"'\n]{1,80}["'],[ \t]{0,2}["']([^"'\n]{4,100})["']/gi,
    needs: ['connect', 'mysqli', 'pdo', 'imap_open', 'odbc'],
    holds: isPassword,
  },
  {
    id: 'secret.secure-string',
    type: 'secret.password',
    sure: 0.9,
    pattern: /\bConvertTo-SecureString[ \t]{1,3}(?:-String[ \t]{1,3})?["']([^"'\n$]{4,100})["']/gi,
    needs: ['convertto-securestring'],
  },
  {
    id: 'secret.mail-relay',
    type: 'secret.password',
    sure: 0.85,
    pattern: /^[ \t]{0,8}\[?[\w.-]{3,100}\]?:(?:25|465|587|2525)[ \t]{1,8}[\w.@+-]{1,80}:(\S{4,100})$/gm,
    needs: [':25', ':465', ':587'],
    holds: isPassword,
  },
  {
    id: 'secret.device-line',
    type: 'secret.password',
    sure: 0.8,
    pattern:
      /\b(?:auth[ \t]+(?:md5|sha(?:-?\d{3})?)|priv[ \t]+(?:3?des|aes(?:[ -]?\d{3})?)|(?:password|secret|key|key-string|authentication-key|shared-secret)[ \t]+[067]|snmp-server community|pre-shared-key(?:[ \t]+(?:local|remote|address \S{1,40} key|ascii-text))?|tacacs-server key|radius-server key|wpa-psk ascii(?: 0)?)[ \t]+["']?([^\s"']{4,100})/gi,
    needs: ['auth ', 'priv ', 'password ', 'secret ', 'key ', 'key-string ', 'community', 'wpa-psk'],
    holds: (value) => /\d/.test(value) && isPassword(value),
  },
  {
    id: 'secret.account-token',
    type: 'secret.api-key',
    sure: 0.9,
    pattern: /\bAC[a-f0-9]{32}["']?[ \t]{0,2}[,:|][ \t]{0,2}["']?([a-f0-9]{32})(?![a-f0-9])/g,
    needs: ['ac'],
  },
  {
    id: 'secret.command-login',
    type: 'secret.password',
    sure: 0.75,
    pattern: /\bsnmp\w{1,12}\b[^\n]{0,200}?[ \t]-X[ \t]{1,2}["']?([^\s"'$<{-][^\s"']{4,100})/g,
    needs: ['snmp'],
    holds: isPassword,
  },
  {
    id: 'secret.recovery-key',
    type: 'secret.api-key',
    sure: 0.9,
    pattern: /(?<![\d-])(\d{6}(?:-\d{6}){7})(?![\d-])/g,
    needs: ['-'],
  },
  {
    id: 'secret.named-value',
    type: 'secret.api-key',
    sure: 0.8,
    pattern:
      /(?<![A-Za-z0-9])(?!\w{0,40}(?:PUBLI|CACHE|PRIMARY|FOREIGN|SORT|PARTITION|ANON|PUB_|HOST|SITE))[A-Z][A-Z0-9_]{1,40}_(?:KEY|TOKEN|SECRET|PAT)["']?[ \t]{0,3}[:=][ \t]{0,3}["']?([A-Za-z0-9._~+/:=-]{16,400})/g,
    needs: ['_key', '_token', '_secret', '_pat'],
    holds: (value) => secretLikelihood(value, true) >= 0.8 && !isNoValue(value),
  },
  {
    id: 'secret.authorization',
    type: 'secret.api-key',
    sure: 0.85,
    pattern:
      /\bauthorization["']?[ \t]{0,3}[:=,][ \t]{0,3}["'`]?(?:[A-Za-z][\w-]{1,24}[ \t]{1,2}(?:token=|key=)?)?["']?([A-Za-z0-9._~+/-]{20,2000}={0,2})/gi,
    needs: ['authorization'],
    holds: (value) => UUID.test(value) || secretLikelihood(value, true) >= 0.8,
  },
  {
    id: 'secret.call-client',
    type: 'secret.api-key',
    sure: 0.75,
    pattern:
      /\b\w{0,30}(?:[Cc]lient|API|Api|SDK|[Cc]onfigure|[Ii]nit|[Ll]ogin)\([ \t]{0,2}["']([A-Za-z0-9_-]{30,200})["'][ \t]{0,2}[),]/g,
    needs: ['client(', 'api(', 'sdk(', 'configure(', 'init(', 'login('],
    holds: (value) => secretLikelihood(value, true) >= 0.8,
  },
  {
    id: 'secret.login-at-host',
    type: 'secret.password',
    sure: 0.75,
    pattern:
      /(?<![\w./:@+-])[a-z_][\w.-]{1,30}:([^\s:@/"'<>$(){}]{6,64})@[a-z][\w-]{1,60}(?:\.[\w-]{1,60}){0,5}(?![\w@])/g,
    needs: ['@'],
    holds: (value) => kindsOf(value) >= 3 && /\d/.test(value) && isPassword(value),
  },
  {
    id: 'secret.login-as-with',
    type: 'secret.password',
    sure: 0.7,
    pattern:
      /\b(?:log(?:ged|ging)?[ -]?(?:in|on)(?:to)?|sign(?:ed)?[ -]?in(?:to)?|connect(?:ed|ing)?|ssh)\b[^\n]{0,60}?\b(?:as|user)[ \t]{1,2}\S{2,60}[ \t]{1,2}(?:with|using|\/|and)[ \t]{1,2}([^\s"'<>]{6,64})/gi,
    needs: ['log', 'sign', 'connect', 'ssh'],
    holds: (value) => kindsOf(value) >= 3 && /\d/.test(value) && isPassword(trimmed(value)),
  },
  {
    id: 'secret.signed-query',
    type: 'secret.api-key',
    sure: 0.88,
    pattern:
      /(?<=\?|\s|["'])(s[a-z]{1,2}=[^\s"'<>#]{10,500}?&sig=[A-Za-z0-9%+/]{32,600}={0,2}(?:&[^\s"'<>#]{1,300})?)/g,
    needs: ['&sig='],
  },
];

/** @param lower the text in lower case. Linear: every form is bounded */
export function findForms(text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  for (const { id, type, sure, pattern, needs, holds } of FORMS) {
    if (!needs.some((literal) => lower.includes(literal))) continue;
    for (const m of text.matchAll(pattern)) {
      const value = m[1] ?? '';
      const start = m.index + m[0].lastIndexOf(value);
      const own = value.slice(value.lastIndexOf(':') + 1);
      if (isPlaceholder(own) || (value.length >= 16 && variety(value) < 6)) continue;
      if (holds && !holds(value, text.slice(Math.max(0, m.index - FRONT), start))) continue;
      out.push(span(start, start + value.length, type, sure, id));
    }
  }
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
    if (bits < 8) continue;
    bits -= 8;
    plain += String.fromCharCode((held >> bits) & 0xff);
  }
  const readable = /^[\x20-\x7e\x80-\xff]*$/.test(plain) && plain.includes(':');
  return readable && !isPlaceholder(plain.slice(plain.indexOf(':') + 1));
}
