// Writes the sections of a bundle from values, for tests: docs/bundle_format.md, section 4.
import { createHash } from 'node:crypto';
import { bytesOf, fromUtf8 } from '../../web/inspect/reader/bytes.mjs';
import { kCrockford } from '../../web/inspect/reader/label.mjs';
import { stemOf } from '../../web/inspect/reader/lots.mjs';

export class ByteWriter {
  bytes = [];
  varint(value) {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes.push((rest % 128) + 128);
    this.bytes.push(rest);
  }
  zigzag(value) { this.varint(value >= 0 ? 2 * value : -2 * value - 1); }
  add(run) { for (const byte of run) this.bytes.push(byte); }
  column(inner) { this.varint(inner.bytes.length); this.add(inner.bytes); }
}

const column = (rows, write) => {
  const out = new ByteWriter();
  rows.forEach((row, i) => write(out, row, i));
  return out;
};

const nthOf = ({ code, packed }) => {
  const digits = /^[0-9]{6}-([0-9]+)$/.exec(code);
  const nth = digits ? Number(digits[1]) : 0;
  return nth > 0 && `${stemOf(packed)}-${String(nth).padStart(2, '0')}` === code ? nth : 0;
};

const kNoLot = { product: 0, packed: 0, shelfLife: 0, code: null, host: 0, leaf: 0, jobs: [], links: null, typedCode: null };

// `lots`: by issue number from 1; null: none has the number. A lot is { product, packed, shelfLife, code, host, leaf, jobs:
// [{ serials, leaf }], links: null or { month, first, last }, typedCode: 8 characters }.
export function lotsSection(lots) {
  const rows = lots.map((lot) => lot ?? kNoLot);
  const out = new ByteWriter();
  const differences = (name) => {
    let before = 0;
    out.column(column(rows, (c, row) => { c.zigzag(row[name] - before); before = row[name]; }));
  };
  const numbers = (of) => out.column(column(rows, (c, row) => c.varint(of(row))));
  numbers(({ product }) => product);
  differences('packed');
  numbers(({ shelfLife }) => shelfLife);
  numbers((row) => (row.product === 0 ? 0 : nthOf(row)));
  out.column(column(rows, (c, row) => { if (row.product !== 0 && nthOf(row) === 0) c.add(bytesOf(`${row.code}\n`)); }));
  numbers(({ host }) => host);
  differences('leaf');
  numbers(({ jobs }) => jobs.length);
  out.column(column(rows, (c, row) => row.jobs.forEach(({ serials }) => c.varint(serials))));
  out.column(column(rows, (c, row) => row.jobs.forEach(({ leaf }, i) => c.varint(leaf - (i === 0 ? row.leaf : row.jobs[i - 1].leaf)))));
  numbers(({ links }) => links?.month ?? 0);
  out.column(column(rows, (c, row) => {
    if (row.links === null) return;
    c.varint(row.links.first - row.leaf);
    c.varint(row.links.last - row.links.first);
  }));
  return Uint8Array.from(out.bytes);
}

export function codesSection(lots) {
  const out = new Uint8Array(5 * lots.length);
  lots.forEach((lot, i) => {
    if (lot === null) return;
    let bits = [...lot.typedCode].reduce((sum, c) => sum * 32n + BigInt(kCrockford.indexOf(c)), 0n);
    for (let at = 4; at >= 0; at -= 1, bits >>= 8n) out[5 * i + at] = Number(bits & 255n);
  });
  return out;
}

export function statusSection(size, recalled) {
  const bits = new Uint8Array(Math.floor(size / 8) + 1);
  for (const number of recalled) bits[number >> 3] |= 1 << (number & 7);
  return bits;
}

export function listedSection(codes) {
  const hashes = codes.map(({ realm, gtin, lot, serial }) => createHash('sha256')
    .update(`temgoc-listed-code/v1\n${realm}\n${gtin}\n${lot}/${serial}\n`).digest().subarray(0, 10)).sort(Buffer.compare);
  const prefix = hashes.length < 256 ? 0 : hashes.length < 65_536 ? 1 : 2;
  const counts = new Array(256 ** prefix).fill(0);
  for (const hash of hashes) counts[prefix === 0 ? 0 : hash.readUIntBE(0, prefix)] += 1;
  const out = new ByteWriter();
  out.varint(hashes.length);
  out.varint(prefix);
  for (const count of counts) out.varint(count);
  for (const hash of hashes) out.add(hash.subarray(prefix));
  return Uint8Array.from(out.bytes);
}

export const jsonSection = (value) => bytesOf(fromUtf8(JSON.stringify(value)));
export const linesSection = (values) => bytesOf(fromUtf8(values.map((value) => `${JSON.stringify(value)}\n`).join('')));
