// Texts are strings of one character a byte (latin1), so that any bytes at all can be read.
import { sha256 } from './sha256.mjs';

export { sha256 };

export function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const kAtOnce = 8192;
export function textOf(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += kAtOnce) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + kAtOnce));
  }
  return text;
}

const kToBytes = new TextEncoder();
const kToText = new TextDecoder('utf-8', { ignoreBOM: true });
const kToTextStrictly = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export const utf8Bytes = (text) => kToBytes.encode(text);
export const fromUtf8 = (text) => textOf(utf8Bytes(text));
export const toUtf8 = (text) => kToText.decode(bytesOf(text));
export const utf8TextOf = (bytes) => kToTextStrictly.decode(bytes);  // throws TypeError if it is no UTF-8

const kHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
export function hex(bytes) {
  let text = '';
  for (const byte of bytes) text += kHex[byte];
  return text;
}

export function fromHex(text) {
  const bytes = new Uint8Array(text.length >> 1);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = parseInt(text.substr(2 * i, 2), 16);
  return bytes;
}

export const base64 = (bytes) => btoa(textOf(bytes));

// Base64 with padding, one text for one value (RFC 4648, section 4); null if it is none.
export function anyFromBase64(text) {
  let bytes;
  try { bytes = bytesOf(atob(text)); } catch { return null; }
  return base64(bytes) === text ? bytes : null;
}

export function fromBase64(text, length) {
  const bytes = anyFromBase64(text);
  return bytes !== null && bytes.length === length ? bytes : null;
}

export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}

export function same(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

// The C2SP signed-note rule, for a key's name or a realm.
export const keyId = (name, key, type = 1) => hex(sha256(joined(utf8Bytes(name), Uint8Array.of(10, type), key)).subarray(0, 4));
