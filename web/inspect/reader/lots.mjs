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
    const last = [], leaf = [];
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
    this.jobLast = Uint32Array.from(last);
    this.jobLeaf = Float64Array.from(leaf);
  }

  readLinks(reader) {
    const months = reader.column(), entries = reader.column();
    this.links = new Map();
    for (let i = 0; i < this.size; i += 1) {
      const month = months.varint(kMost16);
      if (month === 0) continue;
      const first = this.nextPlace(entries, this.leaf[i]);
      this.links.set(i, { month, first, last: this.nextPlace(entries, first, true) });
    }
    months.finish();
    entries.finish();
  }

  // Where no lot has the number, everything is 0.
  refuseFilledGaps(reader) {
    for (let i = 0; i < this.size; i += 1) {
      if (this.product[i] !== 0) continue;
      const empty = this.packed[i] === 0 && this.shelfLife[i] === 0 && this.nth[i] === 0 && this.host[i] === 0 && this.leaf[i] === 0
        && this.firstJob[i] === this.firstJob[i + 1] && !this.links.has(i)
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

  // The row whose typed code has these five bytes; -1 where none has.
  rowOfTypedCode(bytes) {
    const all = this.typedCodes;
    for (let row = 0, at = 0; row < this.size; row += 1, at += kCodeBytes) {
      if (all[at] === bytes[0] && all[at + 1] === bytes[1] && all[at + 2] === bytes[2] && all[at + 3] === bytes[3] && all[at + 4] === bytes[4]
        && this.product[row] !== 0) return row;
    }
    return -1;
  }
}
