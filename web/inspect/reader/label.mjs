// A scanned text taken apart: docs/seal_format.md, "Reading", step 1 and what of step 2 concerns form.
import { fromHex, hex } from './bytes.mjs';

export const kCrockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const kWhiteSpace = ['\xef\xbb\xbf', '\xc2\xa0', ' ', '\t', '\n', '\v', '\f', '\r'];

const malformed = (why, of = {}) => ({ kind: 'unreadable', why, ...of });

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

// Of eight characters, the nine of a typed code.
export const withCheckCharacter = (eight) => [...kCrockford].map((c) => eight + c).find((code) => checkSum(code) === 0);

// The UTF-8 bytes of no-break spaces, other dashes and invisible signs.
const kOtherDashes = /\xc2[\xa0\xad]|\xe2\x80[\xaf\x90-\x94\x8b]|\xe2\x88\x92|\xef\xbb\xbf/g;

const isBarcode = (text) => [8, 12, 13, 14].includes(text.length) && hasGtinCheckDigit(text.padStart(14, '0'));

function readTypedCode(text) {
  text = text.replace(/[.?]+$/, '');
  if (text.length > 40) return malformed('not_a_label');
  if (isBarcode(text)) return malformed('barcode', { product: text.padStart(14, '0') });
  const code = upper(text.replace(kOtherDashes, '')).replace(/[ \t\n\v\f\r-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
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

function readIdentity(parts, isSealed, asPrinted) {
  if (parts[0] !== '01' || parts[2] !== '10' || (parts.length === 6 && parts[4] !== '21')) {
    return malformed('path');
  }
  const name = (part) => (isSealed ? part : upper(part));
  const gtin = parts[1];
  const lot = name(parts[3]);
  const serial = parts.length === 6 ? name(asPrinted ? parts[5] : parts[5].replace(/[.-]+$/, '')) : null;
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

// A code that was printed before its lot was known: a GTIN and its serial.
function readRollCode(host, [, gtin, , typed], asPrinted) {
  const serial = upper(asPrinted ? typed : typed.replace(/[.-]+$/, ''));
  if (!hasGtinCheckDigit(gtin)) return malformed('gtin');
  return isName(serial) ? { kind: 'roll', host, gtin, serial } : malformed('serial');
}

function readPath(host, path, asPrinted) {
  if (path.includes('%')) return malformed('percent');
  if (path === '' || path === '/') return malformed('path');
  const parts = path.slice(1).replace(/\/$/, '').split('/');
  if (parts.includes('')) return malformed('empty_segment');
  if (parts.length === 2 && parts[0] === '01') {
    const gtin = parts[1].replace(/[.-]+$/, '');
    return hasGtinCheckDigit(gtin) ? malformed('product_link', { product: gtin, host }) : malformed('path');
  }
  if (parts.length === 4 && parts[0] === '01' && parts[2] === '21') return readRollCode(host, parts, asPrinted);
  if (parts.length < 4 || parts.length > 7) return malformed('path');
  const isSealed = parts.length % 2 === 1;
  const identity = readIdentity(isSealed ? parts.slice(1) : parts, isSealed, asPrinted);
  if (identity.kind) return identity;
  return isSealed ? { ...readSeal(parts[0]), host, ...identity } : { kind: 'link', host, ...identity };
}

// Brackets, quotes and marks of the sentence that a link was copied out of.
const withoutSentence = (text) => text
  .replace(/^([(<[{"']|\xe2\x80[\x9c\x98]|\xc2\xab)+/, '')
  .replace(/([,;:!)>\]}"']|\xe2\x80[\x9d\x99\xa6]|\xc2\xbb)([.,;:!)>\]}"']|\xe2\x80[\x9d\x99\xa6]|\xc2\xbb)*$/, '');

// The text of one QR code, as bytes in a latin1 string. `asPrinted`: it comes from no sentence, so
// what its serial ends with is part of it.
export function readLabel(text, asPrinted = false) {
  const label = withoutSentence(trimmed(text).replace(/^\][A-Za-z][0-9A-Za-z]/, ''));
  if (label === '') return malformed('empty');
  if (!/[/:]/.test(label)) return readTypedCode(label);
  const kept = label.split(/[?#]/, 1)[0];
  if (kept.length > 512) return malformed('too_long');
  if (/[^\x21-\x7e]/.test(kept)) return malformed('character');
  const link = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(kept);
  if (link === null) return malformed('not_a_label');
  const [, authority, path] = link;
  if (authority.includes('@')) return malformed('user_info');
  if (authority.includes(':')) return malformed('port');
  if (!isHost(lower(authority))) return malformed('host');
  return readPath(lower(authority), path, asPrinted);
}

// The same link where its lot code ends in `.` or `-`, as if those were marks of a sentence; null for
// any other label. Asked only of a label that is not believed as it stands.
export function withoutSentenceEnd(label) {
  if (!['sealed', 'link'].includes(label.kind) || label.serial !== null) return null;
  const lot = label.lot.replace(/[.-]+$/, '');
  return lot === '' || lot === label.lot ? null : { ...label, lot };
}
