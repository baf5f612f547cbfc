// Varints and columns: docs/bundle_format.md, section 4. Numbers above 2^53 are refused: nothing that a
// bundle counts comes near them.
import { refuse } from './refuse.mjs';

export class ByteReader {
  constructor(bytes, section, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.section = section;
    this.at = at;
    this.end = end;
  }

  fail() { refuse('bundle_damaged', { section: this.section }); }

  // One text for one value: no empty last group.
  varint(most = Number.MAX_SAFE_INTEGER) {
    const { bytes, end } = this;
    let at = this.at;
    if (at >= end) this.fail();
    let byte = bytes[at]; at += 1;
    let value = byte & 0x7f;
    if (byte >= 0x80) {
      let scale = 128;
      do {
        if (at >= end) this.fail();
        byte = bytes[at]; at += 1;
        value += (byte & 0x7f) * scale;
        scale *= 128;
        if (scale > 2 ** 56 * 128) this.fail();
      } while (byte >= 0x80);
      if (byte === 0 || value > Number.MAX_SAFE_INTEGER) this.fail();
    }
    if (value > most) this.fail();
    this.at = at;
    return value;
  }

  // 0, -1, 1, -2 … from 0, 1, 2, 3 …
  zigzag() {
    const bits = this.varint();
    return bits % 2 === 0 ? bits / 2 : -(bits + 1) / 2;
  }

  take(count) {
    if (count > this.end - this.at) this.fail();
    const run = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return run;
  }

  column() {
    const length = this.varint();
    if (length > this.end - this.at) this.fail();
    const inner = new ByteReader(this.bytes, this.section, this.at, this.at + length);
    this.at += length;
    return inner;
  }

  // Up to the next LF, which is passed over.
  line() {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0 || end >= this.end) this.fail();
    const run = this.bytes.subarray(this.at, end);
    this.at = end + 1;
    return run;
  }

  get left() { return this.end - this.at; }
  finish() { if (this.at !== this.end) this.fail(); }
}
