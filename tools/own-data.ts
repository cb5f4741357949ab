// `npm run --silent own-data -- records NAME FILE` and `… document NAME FILE`: writes the entry of a policy for an organisation's
// own records (one value a line, FILE may be "-") or for one of its documents (text, office file, PDF). Only hashes leave this
// program, as a string of JSON on standard output. Ends with 2 when nothing could be made.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import managedKeys from '../src/catalog/managed-keys.json' with { type: 'json' };
import { documentEntry, parseDocument, parseRecords, recordsEntry } from '../src/engine/policy/own-data.ts';
import { fingerprint } from '../src/engine/sensitive/own/documents.ts';
import { hashRecord, normaliseRecord } from '../src/engine/sensitive/own/records.ts';
import { fileText } from '../src/files/file-text.ts';
import { pdfWords } from '../src/files/pdf/pdf-words.ts';

const HELP = `npm run --silent own-data -- records NAME FILE     values, one a line; entry for organisationRecords
npm run --silent own-data -- document NAME FILE    a text, office file or PDF; entry for organisationDocuments

NAME is made of small letters, digits and hyphens. FILE may be "-" for standard input. The salt is new each time; --salt TEXT
names one of at least 8 characters.
`;
/** Values of fewer letters and digits stand in any text. */
const MIN_VALUE = 5;

class Problem extends Error {}

async function entry(kind: string, id: string, bytes: Uint8Array, salt: string): Promise<string> {
  if (kind === 'records') return records(id, new TextDecoder().decode(bytes), salt);
  const read = await fileText(bytes, bytes.length, () => Promise.resolve(pdfWords));
  if (read.kind !== 'text') throw new Problem(`the file cannot be read: ${read.why}`);
  const { hashes } = fingerprint(id, read.text, salt);
  if (hashes.length < 3) throw new Problem('the document is too short: about twenty words are needed');
  return documentEntry({ id, salt, hashes: hashes.slice(0, room('organisationDocuments', 8)) });
}

function records(id: string, text: string, salt: string): string {
  const values = [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== '');
  const used = values.filter((value) => normaliseRecord(value).length >= MIN_VALUE);
  const most = room('organisationRecords', 16);
  if (used.length === 0) throw new Problem(`no value has ${MIN_VALUE} letters or digits`);
  if (used.length > most) throw new Problem(`${used.length} values; one entry takes ${most}`);
  if (used.length < values.length)
    process.stderr.write(`${values.length - used.length} values are shorter than ${MIN_VALUE} letters and left out.\n`);
  const lengths = [...new Set(used.map((value) => normaliseRecord(value).length))].sort((a, b) => a - b);
  return recordsEntry({ id, salt, lengths, hashes: used.map((value) => hashRecord(salt, value)) });
}

/** How many hashes of so many digits an entry takes: what the key allows, less name, salt and lengths. */
const room = (key: string, digits: number): number =>
  Math.floor(((managedKeys.keys.find((spec) => spec.key === key)?.maxLength ?? 0) - 300) / digits);

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const at = args.indexOf('--salt');
  const [, given] = at < 0 ? [] : args.splice(at, 2);
  const [kind = '', id = '', file = '', ...rest] = args;
  if (!['records', 'document'].includes(kind) || file === '' || rest.length > 0) {
    process.stderr.write(HELP);
    return 2;
  }
  try {
    const bytes = new Uint8Array(readFileSync(file === '-' ? 0 : file));
    const made = await entry(kind, id, bytes, given ?? randomBytes(12).toString('base64url'));
    const checked = kind === 'records' ? parseRecords(made) : parseDocument(made);
    if (!checked.ok) throw new Problem('the name or the salt has other characters than it may, or is too short');
    process.stdout.write(`${JSON.stringify(made)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

process.exitCode = await main();
