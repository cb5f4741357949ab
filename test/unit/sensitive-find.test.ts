// What the sensitive-data engine finds in texts as people paste them, and what it leaves alone. Values are made up; keys are
// put together at run time, so that no scanner takes this file for a leak.
import { PASSWORD, SECRET_LINE } from '../support/made-up-secrets.ts';
import { describe, expect, test } from 'vitest';
import { findSensitive } from '../../src/engine/sensitive/find.ts';
import { MAX_SENSITIVE_SPANS, MAX_SENSITIVE_TEXT } from '../../src/engine/limits.ts';
import { filled } from '../support/made-up-values.ts';
import { catalog, find, shown } from '../support/sensitive.ts';

describe('secrets by the word in front of them', () => {
  test.each([
    ['password: hV7$kPz91w', 'hV7$kPz91w'],
    ['DB_PASSWORD="r4Bb1t!H0le"', 'r4Bb1t!H0le'],
    ["dbPassword = 'Zk28sLq0'", 'Zk28sLq0'],
    ['<password>n8Kq2!xw</password>', 'n8Kq2!xw'],
    ['<property name="connection.password">Zt72!kwP</property>', 'Zt72!kwP'],
    ["define('DB_PASSWORD', 'r4Bb1t!H0le');", 'r4Bb1t!H0le'],
    ["CREATE USER 'app'@'%' IDENTIFIED BY 'uT6#mmQ2p';", 'uT6#mmQ2p'],
    ['deploy --password Wr7!kkPq --host db1', 'Wr7!kkPq'],
    ['the password for the staging box is Tr0ub4dor&3, thanks', 'Tr0ub4dor&3'],
    ['unser WLAN Passwort ist Kaffeepause#2024', 'Kaffeepause#2024'],
    ['La contraseña del correo es Verano2023*', 'Verano2023*'],
    ['mot de passe : Soleil!2023x', 'Soleil!2023x'],
    ['пароль от админки: qW3rty!9zx', 'qW3rty!9zx'],
    ['密码是 Beijing@8848，帮我写脚本', 'Beijing@8848'],
    ['パスワード：Sakura#7731', 'Sakura#7731'],
    ['비밀번호: Hangang!204', 'Hangang!204'],
    ['Zugangsdaten für den Server: root / Xk29!vbTq', 'Xk29!vbTq'],
    ['the door code is 4821', '4821'],
    ['A senha do banco de testes mudou para Goiaba$Azul7, avisa o time', 'Goiaba$Azul7'],
    ['كلمة مرور اللوحة صارت Nakheel-3391! من اليوم', 'Nakheel-3391!'],
    ['数据库密码改成 Lanzhou@lamian41 了', 'Lanzhou@lamian41'],
    ['alarm code for the shed, it is 5527#, thanks', '5527#'],
    ['routerwachtwoord: Drop+Kaas88', 'Drop+Kaas88'],
    ['session.auth = ("reports", "Thimble.Quarry4")', 'Thimble.Quarry4'],
    ['mysqli("localhost", "shop", "olive_Grove71")', 'olive_Grove71'],
    ["ConvertTo-SecureString 'Kettle-Moss-27' -AsPlainText", 'Kettle-Moss-27'],
    ['[smtp.firm.net]:587 relay:px71-Amber-knot', 'px71-Amber-knot'],
    ['MAIL_PASSWORD=qmtz lrva hxpe kdwu', 'qmtz lrva hxpe kdwu'],
  ])('%s', (text, value) => {
    expect(shown(text)).toEqual([`secret.password: ${value}`]);
  });

  test.each([
    ['X-Api-Key: {a:36}', 'secret.api-key'],
    ['DATADOG_API_KEY={h:32}', 'secret.api-key'],
    ['client_secret={a:32}&grant_type=client_credentials', 'secret.api-key'],
    ['wandb login {h:40}', 'secret.api-key'],
    ['Authorization: Bearer {a:40}', 'secret.api-key'],
    ['{"auths":{"hub":{"auth":"bXl1c2VyOkRvY2tlclB3OTkh"}}}', 'secret.password'],
    ['machine api.firm.io login ops password {h:36}', 'secret.password'],
    ['postgres://svc:p4ss9Kd!@pg-3.acme.io:5432/reports', 'secret.connection-string'],
    ['Server=sql7;Database=HR;User Id=app;Password=9!vKq2Lm', 'secret.connection-string'],
    ['https://deploy:Gr4nit!e@nexus.acme.io/repo', 'secret.password'],
    ['PRIVATE_KEY=0x{h:64}', 'secret.private-key'],
    ['ey{A:1}'.replace('{A:1}', 'J') + 'hbGciOiJSUzI1NiJ9.eyJ{a:60}.{a:86}', 'secret.jwt'],
    [
      'recovery phrase: ripple scissors kick mammal hire column oak again sun offer wealth tomorrow',
      'secret.seed-phrase',
    ],
    [
      `-----BEGIN ${'OPENSSH'} PRIVATE KEY-----\n{a:64}\n{a:64}\n-----END OPENSSH PRIVATE KEY-----`,
      'secret.private-key',
    ],
  ])('%s is %s', (template, type) => {
    expect(find(filled(template)).map((s) => s.type)).toEqual([type]);
  });

  test.each([
    'How do I reset my password? The password must have 12 characters.',
    "password = os.environ['DB_PASSWORD']",
    'The ECDSA host key fingerprint is SHA256:b+6x85x1hj5gZVlxE1o0tC6MKjpadF5leftSk31TV2z.',
    'MYSQL_PASSWORD: ${MYSQL_PASSWORD:?missing}',
    'パスワードをBase64で提供してもらえますか',
    'const token = await getToken();',
    'password: Type.String({ minLength: 8 })',
    'api_key: ${API_KEY}',
    'OPENAI_API_KEY=<YOUR_KEY>',
    'SECRET_KEY=your-secret-key-here',
    'password: ********',
    'max_tokens: 4096, total tokens: 182736455',
    'credentialsId: 29f63271-dc2f-4734-8221-5b31b5169bac',
    'primary key: user_id',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'git revert 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'id 550e8400-e29b-41d4-a716-446655440000 not found',
    'postgres://user:password@localhost:5432/db',
    'mongodb://<user>:<password>@host/db',
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----',
    'The secret to happiness is gratitude.',
  ])('nothing in: %s', (text) => {
    expect(shown(text)).toEqual([]);
  });

  test('a token of many manuals is nobody’s', () => {
    const token = [
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
      'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ',
      'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
    ];
    expect(shown(token.join('.'))).toEqual([]);
  });
});

describe('people', () => {
  test.each([
    ['write to marta.kowalczyk@poczta-polska.pl', 'personal.e-mail: marta.kowalczyk@poczta-polska.pl'],
    ['call me at +49 171 2345678', 'personal.phone: +49 171 2345678'],
    ['携帯は090-1234-5678です', 'personal.phone: 090-1234-5678'],
    ['mi móvil es 612 345 678', 'personal.phone: 612 345 678'],
    ['visa 4539 1488 0343 6467 exp 09/27', 'financial.card: 4539 1488 0343 6467'],
    ['IBAN DE44 5001 0517 5407 3249 31', 'financial.iban: DE44 5001 0517 5407 3249 31'],
    ['My SSN is 536-22-8145', 'personal.national-id: 536-22-8145'],
    ['Anna Keller, geb. 12.03.1981', 'personal.birth-date: Anna Keller, geb. 12.03.1981'],
    ['date de naissance : 14 mars 1978', 'personal.birth-date: 14 mars 1978'],
    ['生年月日は1985年4月12日', 'personal.birth-date: 1985年4月12日'],
    ['to 742 Birchwood Lane, Springfield, IL 62704', 'personal.address: 742 Birchwood Lane, Springfield, IL 62704'],
    ['Lindenstraße 14, 50674 Köln', 'personal.address: Lindenstraße 14, 50674 Köln'],
    ['12 rue des Lilas, 69003 Lyon', 'personal.address: 12 rue des Lilas, 69003 Lyon'],
    ['ul. Mickiewicza 12/4, 31-120 Kraków', 'personal.address: ul. Mickiewicza 12/4, 31-120 Kraków'],
    ['东边 北京市朝阳区建国路88号', 'personal.address: 北京市朝阳区建国路88号'],
    ['Frau Schneider leidet an Depressionen', 'health.line: Frau Schneider leidet an Depressionen'],
    ['Mi hija tiene asma y usa salbutamol', 'health.line: Mi hija tiene asma y usa salbutamol'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual([expected]);
  });

  test.each([
    'contact user@example.com or noreply@github.com or info@firma.de',
    'git@github.com:acme/app.git',
    'test card 4242 4242 4242 4242, sample IBAN DE89 3704 0044 0532 0130 00',
    'order number 4539148803436467 is late, ISBN 978-3-16-148410-0',
    'version 10.0.19045.3693, node v18.17.1, 192.168.1.20',
    'Our support line is 0800 123 4567',
    'What are the symptoms of diabetes? Patients with hypertension should reduce salt.',
    'Mozart was born on 27 January 1756 in Salzburg.',
    '10 Downing Street, London',
    'card 4111 1111 1111 1112 fails its check, IBAN DE00 1234 5678 9012 3456 78 too',
    'lat 52.520008, lon 13.404954, pi 3.14159265358979323846',
    '2024-05-11 14:30, chapter 12, room 3',
  ])('nothing in: %s', (text) => {
    expect(shown(text)).toEqual([]);
  });

  test('a table is one finding whose cells are its parts', () => {
    const text = 'name,email,phone\nEva Lang,eva.lang@gmx.de,0171 5551234\nTom Bauer,tom.bauer@web.de,0160 8887766';
    const [table, ...rest] = find(text);
    expect(rest).toEqual([]);
    expect(table).toMatchObject({ type: 'personal.customer-table', start: 0, end: text.length });
    const parts = table?.parts?.map((p) => text.slice(p.start, p.end));
    expect(parts).toEqual([
      'Eva Lang',
      'eva.lang@gmx.de',
      '0171 5551234',
      'Tom Bauer',
      'tom.bauer@web.de',
      '0160 8887766',
    ]);
  });

  test('tables of tutorials and of things are none', () => {
    expect(shown('name,age,city\nAlice,30,Paris\nBob,25,Rome\nEve,41,Oslo')).toEqual([]);
    expect(shown('name,email\nJohn,john@example.com\nJane,jane@example.com')).toEqual([]);
    expect(shown('| product | price | stock |\n|---|---|---|\n| Lamp | 20 | 5 |\n| Desk | 99 | 2 |')).toEqual([]);
  });

  test('the zone of a travel document, when its check digits hold', () => {
    const check = (part: string): string => {
      const values = [...part].map((c) => (c === '<' ? 0 : c <= '9' ? Number(c) : c.charCodeAt(0) - 55));
      return String(values.reduce((sum, v, i) => sum + v * ([7, 3, 1][i % 3] as number), 0) % 10);
    };
    const [number, born, until] = ['AB1234567', '850101', '250101'];
    const second = `${number}${check(number)}POL${born}${check(born)}F${until}${check(until)}<<<<<<<<<<<<<<06`;
    const zone = `${'P<POLKOWALSKA<<ANNA'.padEnd(44, '<')}\n${second}`;
    expect(find(zone).map((s) => s.type)).toEqual(['personal.travel-document']);
    expect(find(zone.replace('850101', '850102'))).toEqual([]);
  });
});

describe('marks and code', () => {
  test.each([
    ['STRICTLY CONFIDENTIAL\n\nBoard minutes', 'confidential.mark: STRICTLY CONFIDENTIAL'],
    ['Klassifizierung: Streng vertraulich\nProjekt', 'confidential.mark: Streng vertraulich'],
    ['社外秘\n2025年度計画', 'confidential.mark: 社外秘'],
    ['TLP:AMBER\nIncident report', 'confidential.mark: TLP:AMBER'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual([expected]);
  });

  test.each([
    'Keep it confidential please, he said.',
    'How should I handle confidential data?',
    'This email is confidential and intended solely for the addressee.',
    'CONFIDENTIAL = "confidential"',
  ])('a mention is none: %s', (text) => {
    expect(shown(text)).toEqual([]);
  });

  const listing =
    'public class Pricing {\n  private double margin = 0.42;\n  public double price(double c) {\n    return c * margin;\n  }\n}';
  test('code whose header keeps it to itself', () => {
    expect(find(`/*\n * Copyright Nordwind AG. All rights reserved.\n */\n${listing}`).map((s) => s.type)).toEqual([
      'source-code.proprietary',
    ]);
    expect(find(`/*\n * MIT License\n * Copyright Nordwind AG\n */\n${listing}`)).toEqual([]);
    expect(find(listing)).toEqual([]);
  });
});

describe('bounds', () => {
  test('reads no further than its limit and gives no more spans than its limit', () => {
    const text = `${' '.repeat(MAX_SENSITIVE_TEXT)}password: hV7$kPz91w`;
    expect(find(text)).toEqual([]);
    expect(find('password: hV7$kPz91w\n'.repeat(MAX_SENSITIVE_SPANS + 50))).toHaveLength(MAX_SENSITIVE_SPANS);
  });

  test('gives what is surer than asked for, and what the organisation looks for', () => {
    const text = 'the door code is 4821';
    expect(findSensitive(text, { catalog, minConfidence: 0.9 })).toEqual([]);
    const own = [
      (): never => {
        throw new Error('broken detector');
      },
    ];
    expect(findSensitive(text, { catalog, own })).toHaveLength(1);
  });
});

test('a key in a listing of code is a finding of its own, and the code goes on around it', () => {
  const code = Array.from({ length: 60 }, (_, i) => `const value${String(i)} = compute(${String(i)});`).join('\n');
  const text = `${code}\n${SECRET_LINE}\n${code}`;
  const found = find(text);
  expect(found.map((s) => s.type)).toEqual(['source-code.listing', 'secret.password', 'source-code.listing']);
  expect(text.slice(found[1]?.start, found[1]?.end)).toBe(PASSWORD);
  found.slice(1).forEach((s, i) => expect(s.start).toBeGreaterThanOrEqual(found[i]?.end ?? 0));
});
