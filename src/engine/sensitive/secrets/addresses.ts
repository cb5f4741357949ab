// Addresses that carry a login, and connection strings made of `name=value;`. The whole of it is the finding: host, user
// and password belong together.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import { span } from '../span.ts';
import { isNoValue } from './strength.ts';

const LOGIN_IN_ADDRESS =
  /(?<![A-Za-z0-9+.-])(?:jdbc:|r2dbc:)?([a-z][a-z0-9+.-]{1,30}):\/\/([^\s:@/"'<>]{0,120}):([^\s/"'<>]{1,200}?)@([^\s/"'<>@,;)]{1,250})([^\s"'<>`)]{0,500})/gi;
/** Passwords may hold what should have been encoded. */
const LOGIN_WITH_SLASH =
  /(?<![A-Za-z0-9+.-])((?:postgres(?:ql)?|mysql|mongodb|redis|amqp)[a-z+]{0,10}):\/\/([^\s:@/"'<>]{0,120}):([^\s@"'<>]{1,200})@([\w.-]{1,250}(?::\d{2,5})?)([^\s"'<>`)]{0,300})/gi;
const PARTS =
  /(?:Server|Data Source|Host|Endpoint|AccountName|DefaultEndpointsProtocol|Addr|Address|Provider|Driver|HostName)[ \t]{0,2}=[^\n"'<>]{1,400}?(?:Password|Pwd|AccountKey|SharedAccessKey|SharedAccessSignature)[ \t]{0,2}=[ \t]{0,2}([^;\s"'<>]{3,300})(?:;[^\n"'<>]{0,300})?/gi;
/** Oracle's manner: `jdbc:oracle:thin:user/password@host:1521:name`, and behind its tools without the scheme. */
const ORACLE =
  /(?<![\w/.])(?:jdbc:oracle:(?:thin|oci):)?([\w$#-]{1,40})\/("?)([^\s@/"'<>]{3,60})\2@(?:\/\/)?([\w.-]{2,100})(?::\d{2,5})?(?:[:/][\w.$-]{1,60})?/g;
const ORACLE_NEAR = /jdbc:oracle:|\b(?:sqlplus|sqlcl|rman|expdp|impdp|sqlldr|oracle|ORA-\d{5}|:152[16])\b/i;
/** Of web addresses only the login counts, of all others the whole is a way in. */
const WEB = /^(?:https?|ftps?|sftp|wss?|ssh|git|svn|rtsp|smb|imaps?|smtps?)$/i;
/** Logins that everybody knows, on machines that nobody else reaches. */
const KNOWN =
  /^(?:password|passwd|pass|pwd|secret|postgres|root|admin|guest|user|test|mysql|mongo|redis|dev|docker|changeme|example|123456?|pw|p)$/i;
const NOWHERE =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|db|database|postgres|mysql|redis|mongo|rabbitmq|host|hostname|server|example\.(?:com|org|net)|[\w.-]*\.example(?:\.(?:com|org|net))?|host\.docker\.internal)(?::|$|\/)/i;

export function findAddresses(text: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  if (text.includes('://') && text.includes('@')) {
    for (const pattern of [LOGIN_IN_ADDRESS, LOGIN_WITH_SLASH]) {
      for (const m of text.matchAll(pattern)) {
        const [whole, scheme = '', user = '', password = '', host = ''] = m;
        if (isFiller(user, password, host)) continue;
        const length = whole.replace(/[.,;:!?\]}]+$/, '').length;
        const type = WEB.test(scheme) ? 'secret.password' : 'secret.connection-string';
        out.push(span(m.index, m.index + length, type, 0.92, 'secret.login-in-address'));
      }
    }
  }
  if (text.includes('@') && ORACLE_NEAR.test(text)) {
    for (const m of text.matchAll(ORACLE)) {
      const [whole, user = '', , password = '', host = ''] = m;
      if (isFiller(user, password, host) || isNoValue(password)) continue;
      out.push(
        span(m.index, m.index + whole.length, 'secret.connection-string', 0.85, 'secret.login-in-address: slash'),
      );
    }
  }
  if (text.includes('=')) {
    for (const m of text.matchAll(PARTS)) {
      if (isNoValue(m[1] ?? '') || KNOWN.test(m[1] ?? '')) continue;
      const length = m[0].trimEnd().length;
      out.push(span(m.index, m.index + length, 'secret.connection-string', 0.93, 'secret.connection-parts'));
    }
  }
  return out;
}

function isFiller(user: string, password: string, host: string): boolean {
  const plain = decoded(password);
  if (/^(?:\$|%[A-Z_]+%$|<|\{|\[|\*|x+$|:)/i.test(plain) || isStandIn(plain)) return true;
  if (/^[A-Z]{2,}(?:_[A-Z]{2,})*$/.test(plain) || plain === user) return true;
  if (KNOWN.test(plain)) return NOWHERE.test(host) || plain === 'password' || /^(?:user|username|usr)$/i.test(user);
  return /^(?:user(?:name)?)$/i.test(user) && /^pass(?:word|wd)?$/i.test(plain);
}

/** A password may be a word that no key would be; only what stands openly for one counts. */
const isStandIn = (value: string): boolean =>
  /example|your|placeholder|redacted|changeme|change_me|\.{3}|…|xxx|\*\*/i.test(value);

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
