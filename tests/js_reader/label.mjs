// A scanned text taken apart: docs/seal_format.md, "Reading", step 1 and what of step 2 concerns form.
import { fromHex, hex } from './bytes.mjs';

const kCrockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const kWhiteSpace = ['\xef\xbb\xbf', '\xc2\xa0', ' ', '\t', '\n', '\v', '\f', '\r'];

const malformed = (why) => ({ kind: 'unreadable', why });

function trimmed(text) {
  let rest = text;
  for (let again = true; again;) {
    again = false;
    for (const space of kWhiteSpace) {
      if (rest.startsWith(space)) [rest, again] = [rest.slice(space.length), true];
      if (rest.endsWith(space)) [rest, again] = [rest.slice(0, rest.length - space.length), true];
    }
  }
  return rest;
}

const lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());
const upper = (text) => text.replace(/[a-z]/g, (c) => c.toUpperCase());

// The sum over GF(32), x^5 + x^2 + 1, each character weighted by a power of x, is zero.
function checkSum(code) {
  const timesX = (e) => ((e << 1) & 32 ? (e << 1) ^ 0b100101 : e << 1);
  return [...code].reduce((sum, c) => timesX(sum) ^ kCrockford.indexOf(c), 0);
}

function readTypedCode(text) {
  if (text.length > 40) return malformed('not_a_label');
  const code = upper(text).replace(/[ \t\n\v\f\r-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (/[^0-9A-HJKMNP-TV-Z]/.test(code)) return malformed('short_code_character');
  if (code.length !== 9) return malformed('short_code_length');
  if (checkSum(code) !== 0) return malformed('short_code_check');
  return { kind: 'code', code };
}

const isHost = (host) => host.length <= 253
    && host.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));

function hasGtinCheckDigit(gtin) {
  if (!/^[0-9]{14}$/.test(gtin)) return false;
  const sum = [...gtin].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 1 : 3), 0);
  return sum % 10 === 0;
}

const isName = (text) => /^[0-9A-Z.-]{1,20}$/.test(text) && !/^\.+$/.test(text);

function readIdentity(parts) {
  if (parts[0] !== '01' || parts[2] !== '10' || (parts.length === 6 && parts[4] !== '21')) {
    return malformed('path');
  }
  const [, gtin, , lot, , serial = null] = parts;
  if (!hasGtinCheckDigit(gtin)) return malformed('gtin');
  if (!isName(lot)) return malformed('lot');
  if (serial !== null && !isName(serial)) return malformed('serial');
  return { gtin, lot, serial };
}

// 187 digits to 77 bytes; null where they are none.
export function sealBytes(digits) {
  if (!/^[0-9]{187}$/.test(digits)) return null;
  let text = '';
  for (let at = 0; at < 187; at += 17) {
    const group = BigInt(digits.slice(at, at + 17));
    if (group >= 2n ** 56n) return null;
    text += group.toString(16).padStart(14, '0');
  }
  return fromHex(text);
}

function readSeal(digits) {
  if (digits.length !== 187) return malformed('seal_length');
  const bytes = sealBytes(digits);
  if (bytes === null) return malformed('seal_digits');
  if (bytes[0] !== 0x10) return { kind: 'newer' };
  const view = new DataView(bytes.buffer);
  const seal = {
    kind: 'sealed',
    header: bytes.slice(0, 13),
    keyId: hex(bytes.slice(1, 5)),
    issueNumber: view.getUint32(5),
    packDay: view.getUint16(9),
    shelfLife: view.getUint16(11),
    signature: bytes.slice(13),
  };
  return seal.issueNumber === 0 || seal.shelfLife === 65535 ? malformed('seal_fields') : seal;
}

function readPath(host, path) {
  if (path.includes('%')) return malformed('percent');
  const inner = path.slice(1).replace(/\/$/, '');
  if (inner === '') return malformed('path');
  const parts = inner.split('/');
  if (parts.includes('')) return malformed('empty_segment');
  if (parts.length < 4 || parts.length > 7) return malformed('path');
  const isSealed = parts.length % 2 === 1;
  const identity = readIdentity(isSealed ? parts.slice(1) : parts);
  if (identity.kind) return identity;
  return isSealed ? { ...readSeal(parts[0]), host, ...identity } : { kind: 'link', host, ...identity };
}

// The text of one QR code, as bytes in a latin1 string.
export function readLabel(text) {
  if (text.length > 512) return malformed('too_long');
  const label = trimmed(text);
  if (label === '') return malformed('empty');
  if (!/[/:]/.test(label)) return readTypedCode(label);
  if (/[^\x21-\x7e]/.test(label)) return malformed('character');
  const link = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(label);
  if (link === null) return malformed('not_a_label');
  const [, authority, path] = link;
  if (authority.includes('@')) return malformed('user_info');
  if (authority.includes(':')) return malformed('port');
  if (!isHost(lower(authority))) return malformed('host');
  return readPath(lower(authority), path);
}
