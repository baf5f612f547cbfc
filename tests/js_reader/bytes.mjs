// Texts are strings of one character a byte (latin1), so that any bytes at all can be read.
import { createHash } from 'node:crypto';

export const bytesOf = (text) => Uint8Array.from(Buffer.from(text, 'latin1'));
export const textOf = (bytes) => Buffer.from(bytes).toString('latin1');
export const fromUtf8 = (text) => Buffer.from(text, 'utf8').toString('latin1');
export const toUtf8 = (text) => Buffer.from(text, 'latin1').toString('utf8');
export const hex = (bytes) => Buffer.from(bytes).toString('hex');
export const fromHex = (text) => Uint8Array.from(Buffer.from(text, 'hex'));
export const base64 = (bytes) => Buffer.from(bytes).toString('base64');
export const sha256 = (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest());

// Base64 with padding, one text for one value (RFC 4648, section 4).
export function fromBase64(text, length) {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return bytes.length === length && base64(bytes) === text ? bytes : null;
}

// The C2SP signed-note rule, for a key's name or a realm.
export const keyId = (name, key) => hex(sha256(bytesOf(`${fromUtf8(name)}\n\x01${textOf(key)}`)).slice(0, 4));
