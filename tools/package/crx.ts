// CRX3, the signed package of Chromium: a zip behind a header that proves with which key it was made. Format: Chromium,
// components/crx_file/crx3.proto. RSA signatures of this kind hold no randomness: the same zip and key give the same bytes.
import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chromiumExtensionId } from '../browsers/launch.ts';

const MAGIC = Buffer.from('Cr24', 'ascii');
const VERSION = 3;
const CONTEXT = Buffer.from('CRX3 SignedData\0', 'ascii');
/** Field numbers of CrxFileHeader, AsymmetricKeyProof and SignedData. */
const FIELD = { rsaProof: 2, publicKey: 1, signature: 2, signedHeaderData: 10_000, crxId: 1 } as const;
const ID_BYTES = 16;

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

/** One length-delimited field of a protocol buffer. */
const field = (number: number, content: Uint8Array): Buffer =>
  Buffer.concat([varint((number << 3) | 2), varint(content.length), content]);

const publicKeyOf = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });
const crxId = (publicKey: Uint8Array): Buffer => createHash('sha256').update(publicKey).digest().subarray(0, ID_BYTES);

/** The extension id that packages signed with this key have: 32 letters from a to p. */
export const extensionIdOf = (key: KeyObject): string => chromiumExtensionId(publicKeyOf(key).toString('base64'));

/** The public half as a manifest's `key` holds it. */
export const manifestKeyOf = (key: KeyObject): string => publicKeyOf(key).toString('base64');

function signedContent(signedHeaderData: Uint8Array, archive: Uint8Array): Buffer {
  return Buffer.concat([CONTEXT, uint32(signedHeaderData.length), signedHeaderData, archive]);
}

/** Signs a zip with an RSA key. */
export function packCrx(archive: Uint8Array, key: KeyObject): Uint8Array {
  const publicKey = publicKeyOf(key);
  const signedHeaderData = field(FIELD.crxId, crxId(publicKey));
  const signature = sign('sha256', signedContent(signedHeaderData, archive), key);
  const proof = Buffer.concat([field(FIELD.publicKey, publicKey), field(FIELD.signature, signature)]);
  const header = Buffer.concat([field(FIELD.rsaProof, proof), field(FIELD.signedHeaderData, signedHeaderData)]);
  return Buffer.concat([MAGIC, uint32(VERSION), uint32(header.length), header, archive]);
}

/** Fields of a message that holds length-delimited fields only. */
function fieldsOf(message: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('the header ends in the middle of a number');
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new Error('the header holds a number that is too long');
  };
  while (at < message.length) {
    const tag = next();
    if ((tag & 7) !== 2) throw new Error('the header holds a field of another kind');
    const length = next();
    if (at + length > message.length) throw new Error('the header ends in the middle of a field');
    fields.set(tag >>> 3, message.subarray(at, at + length));
    at += length;
  }
  return fields;
}

export interface Crx {
  readonly id: string;
  readonly archive: Uint8Array;
}

/**
 * Opens a package and checks id and signature, as a browser does before it installs it.
 * @throws Error that says what is wrong with it.
 */
export function openCrx(bytes: Uint8Array): Crx {
  const file = Buffer.from(bytes);
  if (file.length < 12 || !file.subarray(0, 4).equals(MAGIC)) throw new Error('this is no crx file');
  if (file.readUInt32LE(4) !== VERSION) throw new Error(`this is a crx of version ${file.readUInt32LE(4)}, not 3`);
  const end = 12 + file.readUInt32LE(8);
  if (end > file.length) throw new Error('the header is longer than the file');
  const header = fieldsOf(file.subarray(12, end));
  const archive = file.subarray(end);
  const signedHeaderData = header.get(FIELD.signedHeaderData) ?? Buffer.alloc(0);
  const proof = fieldsOf(header.get(FIELD.rsaProof) ?? Buffer.alloc(0));
  const publicKey = proof.get(FIELD.publicKey);
  const signature = proof.get(FIELD.signature);
  if (publicKey === undefined || signature === undefined) throw new Error('the package is not signed with an RSA key');
  if (!fieldsOf(signedHeaderData).get(FIELD.crxId)?.equals(crxId(publicKey))) {
    throw new Error('the id is not that of the key');
  }
  const key = createPublicKey({ key: publicKey, type: 'spki', format: 'der' });
  if (!verify('sha256', signedContent(signedHeaderData, archive), key, signature)) {
    throw new Error('the signature does not fit the content');
  }
  return { id: chromiumExtensionId(publicKey.toString('base64')), archive };
}
