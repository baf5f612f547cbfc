// Listed codes of one month, as 80-bit hashes: docs/bundle_format.md, "Listed codes".
import { fromUtf8, bytesOf, sha256 } from './bytes.mjs';
import { ByteReader } from './columns.mjs';

const kHashBytes = 10;
const kMostCodes = 50_000_000;

const prefixFor = (count) => (count < 256 ? 0 : count < 65_536 ? 1 : 2);

// `lot` empty: of a roll, and no lot has claimed it; its serial may then end in `/void`.
export const listedHash = (realm, gtin, lot, serial) => sha256(bytesOf(
  `temgoc-listed-code/v1\n${fromUtf8(realm)}\n${gtin}\n${lot}/${serial}\n`)).subarray(0, kHashBytes);

export class ListedCodes {
  constructor(section, name) {
    const reader = new ByteReader(section, name);
    this.count = reader.varint(kMostCodes);
    this.prefix = reader.varint(2);
    if (this.prefix !== prefixFor(this.count)) reader.fail();
    const buckets = 2 ** (8 * this.prefix);
    this.starts = new Uint32Array(buckets + 1);
    for (let bucket = 0, sum = 0; bucket < buckets; bucket += 1) {
      sum += reader.varint(this.count - sum);
      this.starts[bucket + 1] = sum;
    }
    if (this.starts[buckets] !== this.count) reader.fail();
    this.width = kHashBytes - this.prefix;
    this.rest = reader.take(this.count * this.width);
    reader.finish();
  }

  has(hash) {
    let bucket = 0;
    for (let i = 0; i < this.prefix; i += 1) bucket = bucket * 256 + hash[i];
    for (let low = this.starts[bucket], high = this.starts[bucket + 1]; low < high;) {
      const middle = (low + high) >>> 1;
      const order = this.compare(middle, hash);
      if (order === 0) return true;
      if (order < 0) low = middle + 1; else high = middle;
    }
    return false;
  }

  compare(place, hash) {
    for (let i = 0, at = place * this.width; i < this.width; i += 1) {
      const difference = this.rest[at + i] - hash[this.prefix + i];
      if (difference !== 0) return difference;
    }
    return 0;
  }
}
