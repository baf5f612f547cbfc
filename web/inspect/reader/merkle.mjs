// RFC 6962 trees, checkpoints, receipts and cosignatures: docs/log_format.md.
import { anyFromBase64, bytesOf, fromBase64, fromUtf8, hex, joined, keyId, same, sha256, textOf, toUtf8 } from './bytes.mjs';
import { verify } from './ed25519.mjs';
import { isSignedBy, readNote } from './note.mjs';
import { refuse } from './refuse.mjs';
import { admitKey } from './trust.mjs';

const kMostProof = 63;
const kMostEntryBytes = 65_535;
const kDayMs = 86_400_000;
const kFirstCosigning = Date.parse('2020-01-01T00:00:00Z');

const node = (left, right) => sha256(joined(Uint8Array.of(1), left, right));
export const leafHash = (entry) => sha256(joined(Uint8Array.of(0), entry));

// Whether the leaf is number `index` of the tree (RFC 9162, section 2.1.3.2). Numbers are BigInt, as
// a log may hold more entries than a double counts.
export function isIncluded(leaf, index, { size, root }, proof) {
  if (index >= size) return false;
  let at = index, last = size - 1n, hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      hash = node(sibling, hash);
      while ((at & 1n) === 0n && at !== 0n) { at >>= 1n; last >>= 1n; }
    } else {
      hash = node(hash, sibling);
    }
    at >>= 1n; last >>= 1n;
  }
  return last === 0n && same(hash, root);
}

const isNumber = (text) => /^(0|[1-9][0-9]{0,19})$/.test(text) && BigInt(text) < 2n ** 64n;

// Origin and tree head of a checkpoint's text; null where it is none. Further lines are ignored.
export function readCheckpoint(text) {
  const [origin, size, root] = text.split('\n');
  if (!origin || size === undefined || root === undefined || !isNumber(size)) return null;
  const hash = fromBase64(root, 32);
  if (hash === null || /\n\n/.test(text)) return null;
  return { origin: toUtf8(origin), size: BigInt(size), root: hash };
}

// The 32-byte hashes that stand one after another.
export function hashesIn(bytes) {
  if (bytes.length % 32 !== 0) return null;
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
}

// A verifier key of a witness, `name+<key id>+base64(4, key)`.
export async function openWitness(text) {
  const [name, id, ...rest] = text.split('+');
  const material = anyFromBase64(rest.join('+'));
  if (!name || material === null || material.length !== 33) refuse('verifier_key_unreadable', { value: text });
  if (material[0] !== 4) refuse('verifier_key_type', { value: text });
  const key = await admitKey(material.slice(1));
  if (keyId(name, key.bytes, 4) !== id) refuse('verifier_key_unreadable', { value: text });
  return { name, id, key };
}

async function cosignedAt(note, witness) {
  const times = [];
  const lines = note.signatures.filter((line) => line.name === witness.name && line.keyId === witness.id && line.signature.length === 72);
  for (const line of lines.slice(0, 4)) {
    const seconds = new DataView(line.signature.buffer, line.signature.byteOffset).getBigUint64(0);
    const message = bytesOf(`cosignature/v1\ntime ${seconds}\n${note.text}`);
    if (await verify(witness.key.verify, line.signature.slice(8), message)) times.push(Number(seconds) * 1000);
  }
  return times;
}

// Whether a witness cosigned the checkpoint at a time that can be. `earliest`: of a bundle, when it
// was made.
export async function isWitnessed(note, witnesses, now, earliest = null) {
  for (const witness of witnesses) {
    for (const time of await cosignedAt(note, witness)) {
      if (time >= kFirstCosigning && time <= now + kDayMs && (earliest === null || time + kDayMs >= earliest)) return true;
    }
  }
  return false;
}

// A receipt taken apart; refused as `receipt_unreadable`.
function readReceipt(text) {
  const unreadable = () => refuse('receipt_unreadable');
  const end = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(end, 0)).split('\n');
  if (end < 0 || lines[0] !== 'c2sp.org/tlog-proof@v1') unreadable();
  const entry = /^extra /.test(lines[1] ?? '') ? anyFromBase64(lines[1].slice(6)) : null;
  const index = /^index /.test(lines[2] ?? '') ? lines[2].slice(6) : '';
  const proof = lines.slice(3).map((line) => fromBase64(line, 32));
  if (entry === null || entry.length > kMostEntryBytes || !isNumber(index)) unreadable();
  if (proof.length > kMostProof || proof.includes(null)) unreadable();
  const note = readNote(text.slice(end + 2));
  const checkpoint = readCheckpoint(note.text) ?? unreadable();
  return { entry, index: BigInt(index), proof, note, checkpoint };
}

// What a receipt proves under a trust list, asked for witnesses where there are any.
export async function openReceipt(receiptText, trust, { witnesses = [], now }) {
  const receipt = readReceipt(fromUtf8(receiptText));
  const { origin, size } = receipt.checkpoint;
  if (origin !== trust.realm && origin !== `${trust.realm}/test`) refuse('receipt_other_log', { found: origin, expected: trust.realm });
  if (!await isSignedBy(receipt.note, origin, trust.logKey)) refuse('receipt_unsigned', { value: origin });
  if (!isIncluded(leafHash(receipt.entry), receipt.index, receipt.checkpoint, receipt.proof)) {
    refuse('receipt_not_included', { index: String(receipt.index), size: String(size) });
  }
  if (witnesses.length > 0 && !await isWitnessed(receipt.note, witnesses, now)) refuse('receipt_not_witnessed');
  return { entry: textOf(receipt.entry), index: Number(receipt.index), origin };
}

const isLotOf = (lines, origin, label) => lines.length === 8 && lines[0] === 'temgoc-lot-leaf/v1' && lines[1] === origin
  && lines[2] === hex(label.header) && lines[3] === label.gtin && lines[4] === label.lot;

// The first entry that printed the serial: behind the lot's, in the same log.
function printJobOf(receipts, lot, serial) {
  const number = /^[0-9]{7}$/.test(serial) ? Number(serial) : 0;
  const places = receipts.filter((each) => {
    const lines = each.entry.split('\n');
    return lines[0] === 'temgoc-print/v1' && each.origin === lot.origin && lines[1] === String(lot.index) && lines[5] === 'item_seal'
      && Number(lines[2]) <= number && number <= Number(lines[3]) && each.index > lot.index;
  }).map((each) => each.index);
  return places.length > 0 ? Math.min(...places) : null;
}

// Where in the log receipts show a sealed label to stand; null where none is of its lot.
export function placeByReceipts(receipts, label) {
  if (label.kind !== 'sealed') return null;
  let found = null;
  for (const each of receipts) {
    if (!isLotOf(each.entry.split('\n'), each.origin, label)) continue;
    const place = { lot: each.index, job: label.serial === null ? null : printJobOf(receipts, each, label.serial) };
    if (found === null || (place.job !== null && found.job === null)) found = place;
  }
  return found;
}
