// Values as people put them into sentences, in many languages and orders, and sentences that only talk about such values.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { squeeze, unsqueeze } from '../../src/engine/sensitive/squeezed.ts';
import { find, shown } from '../support/sensitive.ts';

const found = (text: string): string[] => find(text).map((s) => text.slice(s.start, s.end));

describe('passwords and codes that are told', () => {
  test.each([
    ['the wifi password is copperkettle and breakfast is at eight', 'copperkettle'],
    ['Das WLAN-Passwort lautet waldkauzruf.', 'waldkauzruf'],
    ['A wifi jelszava diófatörzs. Kösz!', 'diófatörzs'],
    ['Пароль от вайфая shishka2031, всем привет', 'shishka2031'],
    ['咖啡馆的wifi密码是qingcha7788，请写卡片', 'qingcha7788'],
    ['Wi-Fiのパスワードはmatsukaze77です', 'matsukaze77'],
    ['digicode B5820 puis deuxième étage', 'B5820'],
    ['the vault combination is 14-52-07 since May', '14-52-07'],
    ['cvv 582 on the back', '582'],
    ['sqlplus fibu/Ahornblatt77@//ora2.werk-nord.de:1521/FIBU', 'fibu/Ahornblatt77@//ora2.werk-nord.de:1521/FIBU'],
    ['mosquitto_pub -u hall -P Tor-kranich5 -t a/b', 'Tor-kranich5'],
  ])('%s', (text, value) => expect(found(text)).toContain(value));

  test.each([
    'the wifi password is printed on the router',
    'Das Passwort muss alle 90 Tage geändert werden – sinnvoll?',
    'パスワードは8文字以上で入力してください',
    'My PIN code area is 560038, which post office?',
    'GPIO pin 4471 does nothing',
    'password: Type.String({ minLength: 8 })',
  ])('nothing in: %s', (text) => expect(shown(text)).toEqual([]));
});

describe('people in sentences', () => {
  test.each([
    ['patient Ilse Brandner 14/07/1983 referred for physio', 'personal.birth-date'],
    ['Gäste: Horst Wiegand *03.08.1956 und Gattin', 'personal.birth-date'],
    ['Кузьмин Олег Андреевич, 12.03.1986 — справка', 'personal.birth-date'],
    ['DOB 1990-06-02, Katrin Melander, starts in May', 'personal.birth-date'],
    ['62F, known COPD, admitted with productive cough', 'health.line'],
    ['Our receptionist is off with shingles until Friday.', 'health.line'],
    ['Bố tôi bị tai biến, liệt nửa người', 'health.line'],
    ['お届け先 〒154-0012 東京都世田谷区駒沢3-14-8', 'personal.address'],
    ['Flat No 23/4, 2nd Cross, Indiranagar, Bengaluru 560038', 'personal.address'],
    ['evi Papatya Mah. Lale Sokak No:18 D:3 Karşıyaka/İzmir', 'personal.address'],
    ['88/24 หมู่ 3 ถนนรัตนาธิเบศร์ อำเภอเมือง นนทบุรี 11000', 'personal.address'],
    [
      'Moroz Ada - 06 31 77 40 19 - Lille\nPetit Luc - 07 58 20 33 91 - Metz\nKoval Ira - 06 12 90 45 88 - Brest',
      'personal.customer-table',
    ],
  ])('%s', (text, type) => expect(find(text).map((s) => s.type)).toContain(type));

  test.each([
    'Gabriel García Márquez nació el 6 de marzo de 1927',
    'Write a short story where Dr. House diagnoses lupus',
    'My boss is a cancer to this company',
    'Palais de l’Élysée, 55 rue du Faubourg Saint-Honoré, 75008 Paris : visite possible ?',
    '客服电话400-820-8820几点下班',
    'Giftnotruf 030 19240 auf ein Schild',
    'Erika Mustermann, Musterstraße 12, 12345 Musterstadt, Tel. 01234 567890',
    'PESEL 44051401359 z Wikipedii',
    'part no. 06A 906 433 L vs 06A 906 461',
  ])('nothing in: %s', (text) => expect(shown(text)).toEqual([]));
});

test('what is squeezed comes back to the unit', () => {
  const words = fc.array(fc.constantFrom('ab', 'abc', 'строка', '密码', '😀', 'À', '"', 'ľ '), { maxLength: 200 });
  fc.assert(
    fc.property(words, (w) => unsqueeze(squeeze(w.join(''))) === w.join('')),
    { numRuns: 50 },
  );
  const text = 'the same again, '.repeat(400);
  expect(squeeze(text).length).toBeLessThan(text.length / 3);
  expect(() => squeeze('two\nlines')).toThrow('line end');
});
