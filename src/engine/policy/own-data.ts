// What an organisation calls its own, as its policy writes it: each entry is a text, checked here and taken apart where it is used.
// `npm run own-data` writes records and documents. Input: any text of an administrator's; nothing here throws.
import type { OwnData, OwnDocument, OwnRecords } from '../../model/own-data.ts';
import type { PolicySettings } from '../../model/policy.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';

const MAX_TERM = 80;
const MAX_PATTERN = 1_000;
/** Hashes are eight bytes of SHA-256, prints four bytes, in hex. */
const HASH = 16;
const PRINT = 8;
/** A shorter salt can be guessed. */
const SALT = '[^;]{8,100}';

/** A word or some words, whole and in any case. */
export function parseTerm(entry: string): Result<string, Telling> {
  const term = entry.trim().replace(/\s+/g, ' ');
  if (term.length < 2) return err(telling('problemTermShort'));
  return term.length <= MAX_TERM ? ok(term) : err(telling('problemLonger', MAX_TERM));
}

/** `name=pattern`; whether RE2 takes the pattern is for the worker to say, which has RE2. */
export function parsePattern(entry: string): Result<string, Telling> {
  const parts = partsOfPattern(entry);
  if (!parts) return err(telling('problemPatternForm'));
  return parts.pattern.length <= MAX_PATTERN ? ok(entry) : err(telling('problemLonger', MAX_PATTERN));
}

/** `name;salt;lengths;hashes`. */
export const parseRecords = (entry: string): Result<string, Telling> =>
  recordsOf(entry) ? ok(entry) : err(telling('problemMadeBy', 'npm run own-data -- records'));

/** `name;salt;prints`. */
export const parseDocument = (entry: string): Result<string, Telling> =>
  documentOf(entry) ? ok(entry) : err(telling('problemMadeBy', 'npm run own-data -- document'));

/** All of a policy's own data; entries that are in no form are left out. */
export function ownDataOf(settings: PolicySettings): OwnData {
  const { organisationTerms: terms } = settings;
  return {
    terms: terms.length > 0 ? [{ id: 'terms', terms }] : [],
    patterns: present(settings.organisationPatterns.map(partsOfPattern)),
    records: present(settings.organisationRecords.map(recordsOf)),
    documents: present(settings.organisationDocuments.map(documentOf)),
  };
}

/** Whether a policy names anything of its own. */
export const hasOwnData = (settings: PolicySettings): boolean => OWN_KEYS.some((key) => settings[key].length > 0);

export const OWN_KEYS = [
  'organisationTerms',
  'organisationPatterns',
  'organisationRecords',
  'organisationDocuments',
] as const;

/** The same policy for people and pages of ours: of hashes and prints their names and numbers have to do. */
export function withoutHashes(settings: PolicySettings): PolicySettings {
  const brief = (entries: readonly string[], size: number): readonly string[] =>
    entries.map((entry) => {
      const cut = entry.lastIndexOf(';') + 1;
      return `${entry.slice(0, entry.indexOf(';'))} (${Math.floor((entry.length - cut) / size)})`;
    });
  return {
    ...settings,
    organisationRecords: brief(settings.organisationRecords, HASH),
    organisationDocuments: brief(settings.organisationDocuments, PRINT),
  };
}

/** The entry of a set of records. */
export const recordsEntry = ({ id, salt, lengths, hashes }: OwnRecords): string =>
  [id, salt, lengths.join(','), hashes.join('')].join(';');

/** The entry of a document. */
export const documentEntry = ({ id, salt, hashes }: OwnDocument): string =>
  [id, salt, hashes.map((hash) => hash.toString(16).padStart(PRINT, '0')).join('')].join(';');

function partsOfPattern(entry: string): { id: string; pattern: string } | null {
  const found = /^([a-z0-9][a-z0-9-]{0,39})=/.exec(entry);
  const pattern = found ? entry.slice(found[0].length) : '';
  return found && pattern !== '' ? { id: found[1] ?? '', pattern } : null;
}

function recordsOf(entry: string): OwnRecords | null {
  const found = new RegExp(`^([a-z0-9-]{1,40});(${SALT});(\\d{1,3}(?:,\\d{1,3}){0,99});`).exec(entry);
  const hashes = found ? inPieces(entry.slice(found[0].length), HASH) : null;
  if (!found || !hashes) return null;
  return { id: found[1] ?? '', salt: found[2] ?? '', lengths: (found[3] ?? '').split(',').map(Number), hashes };
}

function documentOf(entry: string): OwnDocument | null {
  const found = new RegExp(`^([a-z0-9-]{1,40});(${SALT});`).exec(entry);
  const prints = found ? inPieces(entry.slice(found[0].length), PRINT) : null;
  if (!found || !prints) return null;
  return { id: found[1] ?? '', salt: found[2] ?? '', hashes: prints.map((hex) => Number.parseInt(hex, 16)) };
}

function inPieces(hex: string, size: number): readonly string[] | null {
  if (hex === '' || hex.length % size !== 0 || /[^0-9a-f]/.test(hex)) return null;
  return Array.from({ length: hex.length / size }, (_, i) => hex.slice(i * size, (i + 1) * size));
}

const present = <T>(list: readonly (T | null)[]): readonly T[] => list.filter((entry) => entry !== null);
