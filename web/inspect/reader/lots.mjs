// The lots of one key, in typed arrays: docs/bundle_format.md, "Lots". Issue number n is row n - 1.
import { textOf } from './bytes.mjs';
import { ByteReader } from './columns.mjs';

const kLastSerial = 9_999_999;
const kMost16 = 65_535;
const kMost32 = 2 ** 32 - 1;
const kMostShelfLife = 65_534;
const kCodeBytes = 5;
const kFirstDay = Date.UTC(2020, 0, 1);
const kDayMs = 86_400_000;

// YYMMDD of a pack day (days since 2020-01-01).
export const stemOf = (packed) => new Date(kFirstDay + packed * kDayMs).toISOString().slice(2, 10).replaceAll('-', '');
const suggested = (packed, nth) => `${stemOf(packed)}-${String(nth).padStart(2, '0')}`;
const isLotCode = (text) => /^[0-9A-Z.-]{1,20}$/.test(text) && !/^\.+$/.test(text);

function isSuggested(code, packed) {
  const digits = /^[0-9]{6}-([0-9]+)$/.exec(code);
  return digits !== null && Number(digits[1]) > 0 && Number(digits[1]) <= kMost32 && suggested(packed, Number(digits[1])) === code;
}

// A list of numbers whose length nobody knows before it is read.
class Growing {
  constructor(Kind) { Object.assign(this, { Kind, values: new Kind(1024), length: 0 }); }
  push(value) {
    if (this.length === this.values.length) {
      const more = new this.Kind(2 * this.length);
      more.set(this.values);
      this.values = more;
    }
    this.values[this.length] = value;
    this.length += 1;
  }
  done() { return this.values.slice(0, this.length); }
}

export class LotTable {
  // `limits`: { lots, products, hosts, logSize, test }.
  constructor(section, codes, name, limits) {
    const { lots } = limits;
    const damaged = new ByteReader(section, name);
    // A row takes a byte or more of every column, so a small section cannot ask for much memory.
    if (lots > section.length || codes.length !== lots * kCodeBytes) damaged.fail();
    this.size = lots;
    this.limits = limits;
    this.typedCodes = codes;
    this.read(damaged);
    this.refuseFilledGaps(damaged);
  }

  read(reader) {
    const { products, hosts, logSize, test } = this.limits;
    const lastLeaf = test || logSize === 0 ? 0 : logSize - 1;
    this.product = this.numbers(reader, Uint32Array, products);
    this.packed = this.differences(reader, Uint16Array, kMost16);
    this.shelfLife = this.numbers(reader, Uint16Array, kMostShelfLife);
    this.nth = this.numbers(reader, Uint32Array, kMost32);
    this.readCodes(reader);
    this.host = this.numbers(reader, Uint32Array, Math.max(hosts - 1, 0));
    this.leaf = this.differences(reader, Float64Array, lastLeaf);
    this.readJobs(reader);
    this.readLinks(reader);
    reader.finish();
  }

  numbers(reader, Kind, most) {
    const column = reader.column(), values = new Kind(this.size);
    for (let i = 0; i < values.length; i += 1) values[i] = column.varint(most);
    column.finish();
    return values;
  }

  differences(reader, Kind, most) {
    const column = reader.column(), values = new Kind(this.size);
    for (let i = 0, before = 0; i < values.length; i += 1) {
      before += column.zigzag();
      if (before < 0 || before > most) column.fail();
      values[i] = before;
    }
    column.finish();
    return values;
  }

  readCodes(reader) {
    const column = reader.column();
    this.ownCode = new Map();
    for (let i = 0; i < this.size; i += 1) {
      if (this.product[i] === 0 || this.nth[i] !== 0) continue;
      const code = textOf(column.line());
      if (!isLotCode(code) || isSuggested(code, this.packed[i])) column.fail();
      this.ownCode.set(i, code);
    }
    column.finish();
  }

  // The log position behind `before`. A job's entry comes after its lot's, and after the job before.
  nextPlace(column, before, mayBeSame = false) {
    const { logSize, test } = this.limits;
    const step = column.varint(logSize);
    const fits = test ? step === 0 : (mayBeSame || step > 0) && step < logSize - before;
    if (!fits) column.fail();
    return before + step;
  }

  readJobs(reader) {
    const counts = reader.column(), serials = reader.column(), entries = reader.column();
    this.firstJob = new Uint32Array(this.size + 1);
    const last = new Growing(Uint32Array), leaf = new Growing(Float64Array);
    for (let i = 0; i < this.size; i += 1) {
      const jobs = counts.varint(serials.left);
      for (let n = 0, end = 0, place = this.leaf[i]; n < jobs; n += 1) {
        const count = serials.varint(kLastSerial - end);
        if (count === 0) serials.fail();
        end += count;
        place = this.nextPlace(entries, place);
        last.push(end);
        leaf.push(place);
      }
      this.firstJob[i + 1] = last.length;
    }
    for (const column of [counts, serials, entries]) column.finish();
    this.jobLast = last.done();
    this.jobLeaf = leaf.done();
  }

  // `linkMonth` is 0 where a lot has none; else number `linkAt` is its first and last place.
  readLinks(reader) {
    const months = reader.column(), entries = reader.column();
    this.linkMonth = new Uint16Array(this.size);
    this.linkAt = new Uint32Array(this.size);
    const first = new Growing(Float64Array), last = new Growing(Float64Array);
    for (let i = 0; i < this.size; i += 1) {
      const month = months.varint(kMost16);
      if (month === 0) continue;
      this.linkMonth[i] = month;
      this.linkAt[i] = first.length;
      const place = this.nextPlace(entries, this.leaf[i]);
      first.push(place);
      last.push(this.nextPlace(entries, place, true));
    }
    months.finish();
    entries.finish();
    this.linkFirst = first.done();
    this.linkLast = last.done();
  }

  linksOf(row) {
    const at = this.linkAt[row];
    return this.linkMonth[row] === 0 ? null : { month: this.linkMonth[row], first: this.linkFirst[at], last: this.linkLast[at] };
  }

  // Where no lot has the number, everything is 0.
  refuseFilledGaps(reader) {
    for (let i = 0; i < this.size; i += 1) {
      if (this.product[i] !== 0) continue;
      const empty = this.packed[i] === 0 && this.shelfLife[i] === 0 && this.nth[i] === 0 && this.host[i] === 0 && this.leaf[i] === 0
        && this.firstJob[i] === this.firstJob[i + 1] && this.linkMonth[i] === 0
        && this.typedCodes.subarray(kCodeBytes * i, kCodeBytes * (i + 1)).every((byte) => byte === 0);
      if (!empty) reader.fail();
    }
  }

  codeOf(row) { return this.nth[row] === 0 ? this.ownCode.get(row) : suggested(this.packed[row], this.nth[row]); }

  // The job that gave out a serial's number: where it stands in the log; null where none did.
  jobOf(row, number) {
    for (let job = this.firstJob[row]; job < this.firstJob[row + 1]; job += 1) {
      if (number <= this.jobLast[job]) return { leaf: this.jobLeaf[job] };
    }
    return null;
  }

  // Rows by the first two bytes of their typed codes, in one array, and where each begins. Made when first asked.
  get byTypedCode() {
    if (this.typedCodeRows !== undefined) return this.typedCodeRows;
    const { typedCodes: codes, size } = this;
    const starts = new Uint32Array(65_537), rows = new Uint32Array(size);
    for (let row = 0, at = 0; row < size; row += 1, at += kCodeBytes) starts[codes[at] * 256 + codes[at + 1] + 1] += 1;
    for (let i = 0; i < 65_536; i += 1) starts[i + 1] += starts[i];
    const next = starts.slice();
    for (let row = 0, at = 0; row < size; row += 1, at += kCodeBytes) {
      const bucket = codes[at] * 256 + codes[at + 1];
      rows[next[bucket]] = row;
      next[bucket] += 1;
    }
    this.typedCodeRows = { starts, rows };
    return this.typedCodeRows;
  }

  // The row whose typed code has these five bytes; -1 where none has.
  rowOfTypedCode(bytes) {
    const { starts, rows } = this.byTypedCode;
    const all = this.typedCodes, bucket = bytes[0] * 256 + bytes[1];
    for (let i = starts[bucket]; i < starts[bucket + 1]; i += 1) {
      const row = rows[i], at = kCodeBytes * row;
      if (all[at + 2] === bytes[2] && all[at + 3] === bytes[3] && all[at + 4] === bytes[4] && this.product[row] !== 0) return row;
    }
    return -1;
  }

  // Rows by the codes that are not suggested ones. Made when first asked.
  get byOwnCode() {
    if (this.ownCodeRows !== undefined) return this.ownCodeRows;
    this.ownCodeRows = new Map();
    for (const [row, code] of this.ownCode) {
      const rows = this.ownCodeRows.get(code);
      if (rows === undefined) this.ownCodeRows.set(code, [row]); else rows.push(row);
    }
    return this.ownCodeRows;
  }

  // The row of a product (its number in the index) with this lot code; -1 where there is none. Compared as numbers where it can be: a code
  // made into text for each row would take long.
  rowOfLot(product, code) {
    const digits = /^([0-9]{2})([0-9]{2})([0-9]{2})-([0-9]+)$/.exec(code);
    const packed = digits ? (Date.UTC(2000 + Number(digits[1]), Number(digits[2]) - 1, Number(digits[3])) - kFirstDay) / kDayMs : -1;
    const nth = digits ? Number(digits[4]) : 0;
    if (packed >= 0 && isSuggested(code, packed)) {
      const { size, packed: days, nth: numbers, product: products } = this;
      for (let row = 0; row < size; row += 1) if (days[row] === packed && numbers[row] === nth && products[row] === product) return row;
      return -1;
    }
    return (this.byOwnCode.get(code) ?? []).find((row) => this.product[row] === product) ?? -1;
  }
}
