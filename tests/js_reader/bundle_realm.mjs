// A realm with a bundle, made in this language alone: every headline that a bundle can tell has labels in it.
// Another reader must understand the file and come to the same verdicts.
import './node_engine.mjs';
import { deflateSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { base64, bytesOf, fromHex, fromUtf8, hex, joined, keyId, sha256 } from '../../web/inspect/reader/bytes.mjs';
import { kCrockford, withCheckCharacter } from '../../web/inspect/reader/label.mjs';
import { codesSection, jsonSection, linesSection, listedSection, lotsSection, statusSection } from './bundle_sections.mjs';
import { makeKey, sealDigits, signedNote, withCheckDigit } from './realm.mjs';

const kDayMs = 86_400_000;
const kFirstDay = 18_262;
const kFew = 200;
const instant = (ms) => new Date(ms).toISOString();
const number = (value, bytes) => value.toString(16).padStart(bytes * 2, '0');
const seedOf = (text) => Uint8Array.from(createHash('sha256').update(text).digest());

// Numbers that look random and are the same for one seed.
export function chance(seed) {
  let state = (Number(seed) * 2_654_435_761 + 1) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13; state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5; state >>>= 0;
    return state % limit;
  };
}

const cooperative = (id, name) => ({
  id, name, short_name: null, addresses: [], phone: '0912 345 678', registration_no: null, founded: null, members: null, area_ha: null,
  gtin_prefixes: [], gln: null, note: null, source: null, confidence: null, sample: true });

const product = (id, owner, name, gtin, shelfLife = 365) => ({
  id, cooperative_id: owner, name, name_en: null, label_name: null, brand: null, group: null, gtin, net_content: '500 g',
  shelf_life_days: shelfLife, storage: null, storage_en: null, ingredients: null, ingredients_en: null, allergens: null, allergens_en: null,
  warnings: null, warnings_en: null, usage: null, usage_en: null, origin: null, standards: null, ocop_stars_last_known: null,
  ocop_round_last_known: null, closed: false, sample: true, sample_fields: [], source: null, confidence: null });

const exactly = (day) => ({ precision: 'day', first: day, last: day });
const certification = (id, owner, productId, more) => ({
  id, cooperative_id: owner, product_id: productId, scheme: 'OCOP', level: '4', number: '12/QĐ', decision_no: null, gdti: null, issuer: 'UBND tỉnh',
  issuer_level: 'province', criteria_version: null, issued: null, stated_end: null, events: [], note: null, source: null, confidence: null,
  sample: true, ...more });

// The keys of the realm; `entry` as the trust list says it.
async function makeKeys(realm, host, packedUntil, seed) {
  const keys = [];
  for (const [i, status] of ['active', 'retired', 'cut', 'test', 'active', 'stranger'].entries()) {
    const test = status === 'test';
    const key = await makeKey(seedOf(`${seed} key ${i}`));
    const name = test ? `${realm}/test` : realm;
    const entry = {
      key: base64(key.raw), status, cooperative_id: test ? '' : `C0${i}`, cooperative_name: test ? '' : `HTX Sông Đáy ${i}`,
      gtin_prefixes: test ? [] : [`29000${i}`], hosts: [host, `c${i}.example`], packed_from: null,
      packed_until: status === 'retired' ? packedUntil : null, cut_at: null };
    keys.push({ ...key, i, status, test, entry, realm: name, id: keyId(name, key.raw) });
  }
  return keys;
}

// Lots of one key; what each is, by its number modulo 20.
function makeLots(key, count, log, packDay, below) {
  const lots = [];
  for (let n = 1; n <= count; n += 1) {
    if (n % 20 === 19 && n !== count) { lots.push(null); continue; }
    const leaf = key.test ? 0 : log.next();
    const packed = packDay - (n % 20 === 4 ? 400 : n % 30) + (n % 20 === 6 ? 150 : 0);
    const jobs = n % 20 === 3 ? [] : [{ serials: 1 + (n % 40), leaf: key.test ? 0 : log.next() }, { serials: 7, leaf: key.test ? 0 : log.next() }];
    const first = key.test ? 0 : log.next();
    const links = n % 3 === 0 ? { month: 70 + (n % 12), first, last: n % 2 && !key.test ? log.next() : first } : null;
    const typedCode = Array.from({ length: 8 }, () => kCrockford[below(32)]).join('');
    const at = new Date((packed + kFirstDay) * kDayMs).toISOString().slice(2, 10).replaceAll('-', '');
    lots.push({
      product: 1 + 2 * key.i + (n % 2), packed, shelfLife: n % 20 === 4 ? 30 : n % 20 === 5 ? 0 : 365, code: n % 7 === 0 ? `L${n}.` : `${at}-${String(n).padStart(2, '0')}`,
      host: n % 2, leaf, jobs, links, typedCode });
  }
  return lots;
}

class Labels {
  texts = [];
  constructor(host) { this.host = host; }

  async seal(key, gtin, lot, issueNumber, serial, { host = this.host, packed = lot.packed } = {}) {
    const header = `10${key.id}${number(issueNumber, 4)}${number(packed, 2)}${number(lot.shelfLife, 2)}`;
    const signature = await key.sign(`temgoc-lot-seal/v1\n${key.realm}\n${header}\n${gtin}\n${lot.code}\n${serial}\n`);
    const text = `https://${host}/${sealDigits(fromHex(header + hex(signature)))}/01/${gtin}/10/${lot.code}${serial ? `/21/${serial}` : ''}`;
    this.texts.push(text);
    return text;
  }
  roll(gtin, serial, host) { this.texts.push(`https://${host}/01/${gtin}/21/${serial}`); }
  link(gtin, lot, serial = null, host = this.host) { this.texts.push(`https://${host}/01/${gtin}/10/${lot}${serial ? `/21/${serial}` : ''}`); }
}

const node = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

// The proof of the last entry of a log whose other entries nobody asks for: the roots of the trees on its left.
function lastEntry(entry, index) {
  let hash = sha256(joined(Uint8Array.of(0), bytesOf(fromUtf8(entry))));
  const proof = [];
  for (let bits = BigInt(index), i = 0; bits > 0n; bits >>= 1n, i += 1) {
    if ((bits & 1n) === 0n) continue;
    const sibling = seedOf(`tree ${index} ${i}`);
    proof.push(sibling);
    hash = node(sibling, hash);
  }
  return { proof, root: hash };
}

const sized = (bytes) => { const size = Buffer.alloc(8); size.writeBigUInt64BE(BigInt(bytes.length)); return joined(size, bytes); };

// The file of a bundle. `sections`: name to unpacked bytes.
export async function bundleFile({ realm, manifest, sections, bundleKey, logKey, witness = null }) {
  const list = [...sections].map(([name, bytes]) => ({ name, size: bytes.length, sha256: hex(sha256(bytes)) }));
  const note = fromUtf8(await signedNote(['temgoc-bundle/v2', JSON.stringify({ ...manifest, realm, sections: list })], `${realm}/bundle`, bundleKey));
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const digest = hex(sha256(bytesOf(text)));
  const entry = `temgoc-bundle/v1\n${realm}\n${manifest.made_at}\n${manifest.facts_size}\n${digest}\n`;
  const { proof, root } = lastEntry(entry, manifest.facts_size);
  let checkpoint = fromUtf8(await signedNote([realm, String(manifest.facts_size + 1), base64(root)], realm, logKey));
  if (witness !== null) checkpoint += await cosignature(checkpoint, witness);
  const stored = [...sections].map(([name, bytes]) => sized(name === 'trust_list' ? bytes : Uint8Array.from(deflateSync(bytes))));
  const noteBytes = bytesOf(note);
  return { digest, bytes: joined(bytesOf(`temgoc-bundle/v2 ${noteBytes.length}\n`), noteBytes, sized(bytesOf(checkpoint)), sized(joined(...proof)), ...stored) };
}

async function cosignature(checkpoint, { name, key, seconds }) {
  const text = checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1);
  const signature = await key.sign(`cosignature/v1\ntime ${seconds}\n${text}`);
  const line = base64(joined(fromHex(keyId(name, key.raw, 4)), fromHex(number(seconds, 8)), signature));
  return fromUtf8(`— ${name} ${line}\n`);
}

export const verifierKey = ({ name, key }) => `${name}+${keyId(name, key.raw, 4)}+${base64(joined(Uint8Array.of(4), key.raw))}`;

// `now`: ms. `madeAgo`, `days`, `grace` in days. `lots`: of each key. Returns roots, trust, file, digest, labels, witness and what
// each part was made of. `few`: as a real registry has them, few recalls and listed codes, and labels of a few lots alone.
export async function makeBundleRealm(now, { lots: count = 60, seed = 1, madeAgo = 1, days = 7, grace = 7, listedFrom = null, realm = 'doc-lap.example/js', host = 'doc-lap.example', version = 1,
  few = false } = {}) {
  const below = chance(seed);
  const madeAt = now - madeAgo * kDayMs;
  const packDay = Math.floor(madeAt / kDayMs) - kFirstDay - 3;
  const [root, logKey, bundleKey, witnessKey] = await Promise.all(['root', 'log', 'bundle', 'witness'].map((name) => makeKey(seedOf(`${seed} ${name}`))));
  const keys = await makeKeys(realm, host, instant(madeAt).slice(0, 10), seed);
  const log = { size: 40, next() { this.size += 1; return this.size - 1; } };
  for (const key of keys.filter(({ status }) => status !== 'stranger')) {
    key.lots = makeLots(key, count, log, packDay, below);
    if (key.status === 'cut') key.entry.cut_at = key.lots[Math.floor(count / 2)]?.jobs[0]?.leaf ?? log.size - 20;
  }
  const rootName = `${realm}/root/one`;
  const roots = await signedNote(['temgoc-roots/v1', JSON.stringify({
    realm, version: 1, threshold: 1, roots: [{ name: rootName, key: base64(root.raw) }] })], rootName, root);
  const trust = await signedNote(['temgoc-trust-list/v2', JSON.stringify({
    realm, version, root_version: 1, issued_at: instant(madeAt - 30 * kDayMs), expires_at: instant(madeAt + 90 * kDayMs), log_key: base64(logKey.raw),
    bundle_key: base64(bundleKey.raw), keys: keys.filter(({ status }) => status !== 'stranger').map(({ entry }) => entry) })], rootName, root);
  const products = keys.filter(({ lots }) => lots).flatMap(({ i, test }) => [0, 1].map((n) => {
    const gtin = withCheckDigit(`0${(test ? '29' : `29000${i}`).padEnd(9, '0')}${i}${n}`.padEnd(13, '7'));
    return { id: `P${i}${n}`, gtin, cooperative: test ? 'C00' : `C0${i}`, name: `Mật ong hoa nhãn ${i}${n}` };
  }));
  const known = keys.filter(({ lots }) => lots).sort((a, b) => (a.id < b.id ? -1 : 1));
  const parts = describe({ known, products, madeAt, packDay, count, few });
  const sections = sectionsOf({ trust, known, products, hosts: [host, 'c0.example'], parts, listedFrom, realm });
  const manifest = {
    made_at: instant(madeAt), expires_at: instant(madeAt + days * kDayMs), grace_until: instant(madeAt + (days + grace) * kDayMs), trust_version: version,
    facts_size: log.size, listed_from: listedFrom };
  const witness = { name: 'nhan-chung.example', key: witnessKey, seconds: Math.floor(madeAt / 1000) };
  const file = await bundleFile({ realm, manifest, sections, bundleKey, logKey, witness });
  const labels = await makeLabels({ keys, products, host, parts, few });
  return { roots, trust, file: file.bytes, digest: file.digest, labels, witness, realm, manifest, sections, bundleKey, logKey, keys, products };
}

// What the bundle says beside its lots.
function describe({ known, products, madeAt, packDay, count, few }) {
  const first = known.find(({ i }) => i === 0);
  const at = instant(madeAt - kDayMs);
  const lotRecall = (key, n) => ({ scope: 'lot', key: key.id, number: n, subject: null, reason: 'Nắp chai hở', instruction: 'Mang trả nơi mua', since: at.slice(0, 10), at });
  const recalled = known.flatMap((key) => key.lots.map((lot, i) => (lot && (i + 1) % 20 === 2 ? [key, i + 1] : null)).filter(Boolean));
  const recalls = recalled.map(([key, n]) => lotRecall(key, n));
  recalls.push({ scope: 'product', key: null, number: null, subject: products.find(({ id }) => id === 'P41').id, reason: 'Sai thành phần', instruction: '', since: at.slice(0, 10), at });
  const voids = known.flatMap((key) => key.lots.map((lot, i) => (lot && lot.jobs.length > 0 && (i + 1) % 20 === 8
    ? { key: key.id, number: i + 1, first: 1, last: 2, serial: '', reason: 'in hỏng', at } : null)).filter(Boolean));
  const cancelled = known.flatMap((key) => key.lots.map((lot, i) => (lot && (i + 1) % 20 === 3 ? { key: key.id, number: i + 1, reason: 'gõ nhầm', at } : null)).filter(Boolean));
  const day = (ago) => new Date((packDay + kFirstDay - ago) * kDayMs).toISOString().slice(0, 10);
  const certifications = [
    certification('K1', 'C00', 'P00', { issued: exactly(day(100)) }),
    certification('K2', 'C00', 'P01', { issued: exactly(day(2000)) }),
    certification('K3', 'C04', '', { issued: { precision: 'year', first: '2023-01-01', last: '2023-12-31' } }),
    certification('K4', 'C04', 'P40', { scheme: 'VietGAP', level: null, issued: exactly(day(300)), stated_end: exactly(day(-300)), number: null,
      events: [{ kind: 'withdrawn', on: exactly(day(10)), reason: 'không đạt', by: null }, { kind: 'reinstated', on: exactly(day(2)), reason: null, by: null }] }),
    certification('K5', 'C01', 'P10', { issued: exactly(day(-20)), level: '5' }),
  ].map((each) => ({ ...each, product_id: each.product_id === '' ? null : each.product_id }));
  const earlier = [
    { cooperative: cooperative('C00', 'HTX Tên Cũ'), lots: [{ key: first.id, first: 1, last: Math.min(10, count) }] },
    { product: product('P00', 'C00', 'Mật ong tên cũ', products.find(({ id }) => id === 'P00').gtin), lots: [{ key: first.id, first: 1, last: Math.min(5, count) }] },
  ];
  const listed = [], listedTest = [];
  for (const key of known) {
    key.lots.forEach((lot, i) => {
      if (lot === null || lot.links === null) return;
      for (let n = 0; n < 3; n += 1) {
        const serial = [...createHash('sha256').update(`${key.id} ${i} ${n}`).digest().subarray(0, 13)].map((byte) => kCrockford[byte % 32]).join('');
        (key.test ? listedTest : listed).push({ key, lot, row: i, realm: key.realm, gtin: products.find((each, p) => p + 1 === lot.product)?.gtin, code: lot.code, serial, month: lot.links.month });
      }
    });
  }
  // Codes of rolls that no lot had claimed: two of each product, and one that was taken out of use.
  const rolls = [];
  for (const key of known) {
    for (const { gtin } of products.filter(({ id }) => id[1] === String(key.i))) {
      for (const [n, voided] of [false, false, true].entries()) {
        const serial = [...createHash('sha256').update(`roll ${gtin} ${n}`).digest().subarray(0, 13)].map((byte) => kCrockford[byte % 32]).join('');
        rolls.push({ gtin, serial, test: key.test });
        (key.test ? listedTest : listed).push({ key, roll: true, realm: key.realm, gtin, code: '', serial: voided ? `${serial}/void` : serial, month: 70 + n });
      }
    }
  }
  if (few) for (const each of [recalled, voids, cancelled, listed, listedTest]) each.splice(kFew);
  if (few) recalls.splice(0, recalls.length, ...recalled.map(([key, n]) => lotRecall(key, n)));
  return { recalls, recalled, voids, cancelled, certifications, earlier, listed, listedTest, rolls };
}

const monthText = (month) => `${2020 + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}`;

function sectionsOf({ trust, known, products, hosts, parts, listedFrom }) {
  const months = (codes) => [...new Set(codes.map(({ month }) => monthText(month)))].filter((month) => listedFrom === null || month >= listedFrom).sort();
  const sections = new Map();
  sections.set('trust_list', bytesOf(fromUtf8(trust)));
  sections.set('index', jsonSection({
    keys: known.map(({ id, test, lots }) => ({ key: id, test, lots: lots.length })), hosts,
    products: products.map(({ id, gtin, cooperative: owner }) => ({ id, gtin, cooperative: owner })),
    listed: months(parts.listed), listed_test: months(parts.listedTest) }));
  const cooperatives = [...new Set(products.map(({ cooperative: owner }) => owner))].sort();
  sections.set('records', linesSection([
    ...cooperatives.map((id) => ({ cooperative: cooperative(id, `HTX Sông Đáy ${id[2]}`) })),
    ...products.map(({ id, gtin, cooperative: owner, name }) => ({ product: product(id, owner, name, gtin) })),
    ...parts.certifications.map((each) => ({ certification: each }))]));
  sections.set('earlier', linesSection(parts.earlier));
  sections.set('recalls', linesSection(parts.recalls));
  sections.set('voids', linesSection(parts.voids));
  sections.set('cancelled_lots', linesSection(parts.cancelled));
  for (const key of known) {
    sections.set(`lots/${key.id}`, lotsSection(key.lots));
    sections.set(`codes/${key.id}`, codesSection(key.lots));
    sections.set(`status/${key.id}`, statusSection(key.lots.length, parts.recalled.filter(([owner]) => owner === key).map(([, n]) => n)));
  }
  for (const [name, codes] of [['listed', parts.listed], ['listed_test', parts.listedTest]]) {
    for (const month of months(codes)) {
      sections.set(`${name}/${month}`, listedSection(codes.filter((each) => monthText(each.month) === month).map(({ realm, gtin, code, serial }) => ({ realm, gtin, lot: code, serial }))));
    }
  }
  return sections;
}

const serialOf = (n) => String(n).padStart(7, '0');

async function makeLabels({ keys, products, host, parts, few }) {
  const labels = new Labels(host);
  for (const key of keys) {
    const lots = key.lots ?? keys[0].lots;
    for (const [i, lot] of (few ? lots.slice(0, 20) : lots).entries()) {
      const n = i + 1;
      if (lot === null) continue;
      const { gtin } = products[lot.product - 1];
      await labels.seal(key, gtin, lot, n, '');
      if (n % 5 !== 0 && n > 24) continue;
      await labels.seal(key, gtin, lot, n, serialOf(1));
      await labels.seal(key, gtin, lot, n, serialOf(9_999));
      await labels.seal(key, gtin, lot, n, '', { host: 'elsewhere.example' });
      labels.link(gtin, lot.code);
      labels.link(gtin, lot.code, serialOf(3));
      if (n % 4 === 0) await labels.seal(key, gtin, { ...lot, code: 'KHAC' }, n, '');
      if (n % 4 === 1) await labels.seal(key, gtin, lot, n + lots.length + 5, '');
      if (n % 4 === 2) await labels.seal(key, gtin, lot, n, 'ABC');
      labels.texts.push(withCheckCharacter(lot.typedCode));
    }
    await labels.seal(key, products[0].gtin, { ...lots[0], code: 'GAP' }, 19, '');
  }
  for (const { gtin, serial, test } of parts.rolls) {
    for (const at of [test ? 'temgoc.invalid' : host, 'elsewhere.example']) labels.roll(gtin, serial, at);
  }
  for (const { key, gtin, serial, roll } of [...parts.listed, ...parts.listedTest].filter((each, i) => i % 4 === 0)) {
    if (roll) continue;
    labels.roll(gtin, serial, key.test ? 'temgoc.invalid' : host);
    labels.roll(gtin, [...serial].reverse().join(''), host);
  }
  for (const { lot, key, gtin, serial } of [...parts.listed, ...parts.listedTest].filter((each, i) => !each.roll && i % 3 !== 2)) {
    const where = key.test ? 'temgoc.invalid' : lot.host === 0 ? host : 'c0.example';
    labels.link(gtin, lot.code, serial, where);
    labels.link(gtin, lot.code, `${serial.slice(0, 12)}${serial[12] === 'A' ? 'B' : 'A'}`, where);
    labels.link(gtin, lot.code, serial, 'elsewhere.example');
  }
  for (const { gtin } of products) labels.texts.push(gtin, gtin.replace(/^0/, ''), `https://${host}/01/${gtin}`, `https://elsewhere.example/01/${gtin}`);
  labels.texts.push('8934588063053', 'https://khac.example/01/08934588063053', 'ABCD-EFGH-J', '', 'xin chào');
  return labels.texts;
}
