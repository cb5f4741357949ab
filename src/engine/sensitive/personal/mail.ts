// E-mail addresses of people. Addresses of roles, of manuals and of machines are none.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import { span } from '../span.ts';

const LOCAL = /[\p{L}\p{M}\d._%+'&=~-]/u;
const MAX_LOCAL = 64;
const DOMAIN = /(?:[\p{L}\d](?:[\p{L}\d-]{0,62})\.){1,6}(\p{L}{2,24}|xn--[a-z0-9-]{2,40})(?![\p{L}\d_])/uy;
const SPELLED =
  /(?<![\w.])([\w.+-]{2,64})[ ]?(?:\[at\]|\(at\)|\{at\})[ ]?([\w-]{2,40})[ ]?(?:\[dot\]|\(dot\)|\{dot\}|\.)[ ]?([a-z]{2,12})(?![\w])/gi;

/** Names that registries keep for manuals, and what people write for "any". */
const NO_DOMAIN =
  /^(?:[\w-]+\.)*(?:example\.\w{2,4}|test\.(?:com|org|net|de|fr)|(?:your|my|some|any)-?(?:domain|company|org|site|email|firma|mail|business)\.\w{2,4}|domain\.(?:com|tld|org)|company\.(?:com|tld)|email\.tld|(?:foo|bar|baz|foobar|abc|xyz|asdf|test|invalid|localhost|dummy|sample|placeholder|beispiel|exemple|ejemplo|esempio|exemplo|voorbeeld|przyklad|musterfirma|mustermann)\.\w{2,6}|users\.noreply\.github\.com|noreply\.github\.com|sentry\.io|\w+\.(?:test|invalid|localhost|local|internal|lan|localdomain|png|jpe?g|gif|svg|webp|js|ts|css|json|html?|py|md|txt|yml|yaml|git|so|dll|exe|sh))$/i;
const RESERVED = /\.example$/i;
/** Nobody in person reads these. */
const ROLE =
  /^(?:(?:no|do-?not)-?_?reply\d*|noreply.*|info|support|sales|contact|kontakt|contacto|contatto|hello|hi|help|helpdesk|service|office|team|mail|admin|administrator|webmaster|postmaster|hostmaster|abuse|security|privacy|datenschutz|dpo|legal|press|presse|media|jobs|careers|hr|recruiting|bewerbung|billing|invoice|invoices|accounting|rechnung|buchhaltung|finance|marketing|newsletter|news|notifications?|alerts?|mailer-daemon|root|git|hg|svn|ssh|ftp|www|api|bot|ci|build|deploy|jenkins|dependabot|feedback|orders?|shop|bookings?|reservations?|reception|enquiries|inquiries|customer-?(?:service|care|support)?|kundenservice|serviceclient|atencionalcliente|general|all|everyone|staff|list|dev|ops|it|itsupport|servicedesk|registrar|secretary|sekretariat|events?|partners?|community|editor|redaktion|bugs?|issues|opensource|conduct|copyright|licensing|user|username|users|test|testuser|tester|foo|bar|someone|somebody|anyone|name|your\.?-?name|yourname|you|me|email|e-mail|firstname\.lastname|first\.last|vorname\.nachname|prenom\.nom|nombre\.apellido|nome\.cognome|imie\.nazwisko|address|recipient|sender|from|to|example|sample|max\.mustermann|erika\.mustermann|jan\.kowalski|mario\.rossi)$/i;

/** Every address of a person. Linear. */
export function findMail(text: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < MAX_LOCAL && LOCAL.test(text[start - 1] as string)) start -= 1;
    while (start < at && /['._%+&=~-]/.test(text[start] as string)) start += 1;
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text);
    if (start === at || !domain || (/[:/]/.test(text[start - 1] ?? '') && isLogin(text, start))) continue;
    // `git@host:path` and `user@host:/path` are machines.
    const end = DOMAIN.lastIndex;
    if (
      /^:(?:[\w~/]|$)/.test(text.slice(end, end + 2)) &&
      /(?:^|[\s"'`])(?:ssh|scp|rsync|sftp|git|clone)\b[^\n]{0,60}$/.test(text.slice(Math.max(0, start - 80), start))
    )
      continue;
    const confidence = likelihood(text.slice(start, at), domain[0]);
    if (confidence > 0) out.push(span(start, end, 'personal.e-mail', confidence, 'personal.e-mail'));
  }
  if (/[[({]at[\])}]/i.test(text)) {
    for (const m of text.matchAll(SPELLED)) {
      const confidence = likelihood(m[1] ?? '', `${m[2] ?? ''}.${m[3] ?? ''}`);
      if (confidence > 0)
        out.push(
          span(
            m.index,
            m.index + m[0].length,
            'personal.e-mail',
            Math.min(0.8, confidence),
            'personal.e-mail: spelled',
          ),
        );
    }
  }
  return out;
}

function likelihood(local: string, domain: string): number {
  if (NO_DOMAIN.test(domain)) return 0;
  if (ROLE.test(local)) return 0.35;
  // At a name kept for manuals only a person's name says something about somebody.
  if (RESERVED.test(domain))
    return /^\p{L}{2,}[._-]\p{L}{2,}\d*$/u.test(local) && !/^j(?:ohn|ane)[._-]?(?:doe|smith)/i.test(local) ? 0.55 : 0.3;
  return 0.9;
}

/** Part of an address with a login in front. */
const isLogin = (text: string, start: number): boolean =>
  /:\/\/[^\s/"'<>]{0,120}$/.test(text.slice(Math.max(0, start - 130), start));
