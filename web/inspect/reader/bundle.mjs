// What a believed bundle knows of a label: docs/bundle_format.md, sections 4 and 5.
import { fromHex, textOf, toUtf8 } from './bytes.mjs';
import { openFile } from './bundle_file.mjs';
import { kCrockford, withCheckCharacter } from './label.mjs';
import { ListedCodes, listedHash } from './listed.mjs';
import { LotTable } from './lots.mjs';
import { parseOnce, requireMembers } from './members.mjs';
import { isRefusal, refuse } from './refuse.mjs';
import { keysWithId } from './trust.mjs';

const kFirstDay = 18_262;  // 2020-01-01 in days since 1970-01-01
const kListedCharacters = 13;
const kMost32 = 2 ** 32 - 1;

const damaged = (section) => refuse('bundle_damaged', { section });
const isRising = (values) => values.every((value, i) => i === 0 || values[i - 1] < value);

function jsonLines(sections, name) {
  const text = toUtf8(textOf(sections.get(name)));
  if (text === '') return [];
  if (!text.endsWith('\n')) damaged(name);
  return text.slice(0, -1).split('\n').map((line) => parseOnce(line, 'bundle_damaged', { section: name }));
}

function readIndex(sections) {
  const where = ['bundle_damaged', { section: 'index' }];
  const index = parseOnce(toUtf8(textOf(sections.get('index'))), ...where);
  requireMembers(index, { keys: 'list', products: 'list', hosts: 'texts', listed: 'texts', listed_test: 'texts' }, ...where);
  for (const key of index.keys) {
    requireMembers(key, { key: 'keyId', test: 'flag', lots: 'count' }, ...where);
    if (key.lots > kMost32) damaged('index');
  }
  for (const product of index.products) {
    requireMembers(product, { id: 'text', gtin: 'text', cooperative: 'text' }, ...where);
    if (!/^[0-9]{14}$/.test(product.gtin)) damaged('index');
  }
  if (![index.keys.map(({ key }) => key), index.listed, index.listed_test].every(isRising)) damaged('index');
  return index;
}

// Every one of them is there, and no other: nothing can be left out in silence.
function refuseOtherSections(sections, index) {
  const names = ['trust_list', 'index', 'records', 'earlier', 'recalls', 'voids', 'cancelled_lots',
    ...index.keys.flatMap(({ key }) => [`lots/${key}`, `codes/${key}`, `status/${key}`]),
    ...index.listed.map((month) => `listed/${month}`), ...index.listed_test.map((month) => `listed_test/${month}`)];
  for (const name of names) if (!sections.has(name)) refuse('bundle_section_missing', { section: name });
  for (const name of sections.keys()) if (!names.includes(name)) refuse('bundle_section_unknown', { section: name });
}

const kKinds = ['cooperative', 'product', 'certification'];
function readRecords(sections) {
  const records = { cooperative: new Map(), product: new Map(), certification: new Map() };
  for (const line of jsonLines(sections, 'records')) {
    const [kind, ...others] = Object.keys(line);
    const record = line[kind];
    if (others.length > 0 || !kKinds.includes(kind) || typeof record?.id !== 'string' || records[kind].has(record.id)) damaged('records');
    records[kind].set(record.id, record);
  }
  return records;
}

export class Bundle {
  static async open(file, roots, known = new Set()) { return new Bundle(await openFile(file, roots, known)); }

  constructor({ manifest, digest, trust, checkpoint, sections }) {
    Object.assign(this, { manifest, digest, trust, checkpoint });
    if (!sections.has('index')) refuse('bundle_section_missing', { section: 'index' });
    this.index = readIndex(sections);
    refuseOtherSections(sections, this.index);
    this.records = readRecords(sections);
    this.keys = this.index.keys.map((key) => this.readKey(key, sections));
    this.readEarlier(sections);
    this.readRecalls(sections);
    this.readVoids(sections);
    this.readCancelled(sections);
    this.listed = this.index.listed.map((month) => new ListedCodes(sections.get(`listed/${month}`), `listed/${month}`));
    this.listedTest = this.index.listed_test.map((month) => new ListedCodes(sections.get(`listed_test/${month}`), `listed_test/${month}`));
  }

  get lotCount() { return this.keys.reduce((sum, { lots }) => sum + lots.product.reduce((n, product) => n + (product !== 0 ? 1 : 0), 0), 0); }

  readKey({ key: id, test, lots: size }, sections) {
    const limits = { lots: size, products: this.index.products.length, hosts: this.index.hosts.length, logSize: this.manifest.facts_size, test };
    const lots = new LotTable(sections.get(`lots/${id}`), sections.get(`codes/${id}`), `lots/${id}`, limits);
    const status = sections.get(`status/${id}`);
    const used = (size % 8) + 1;
    const beyond = used < 8 && (status[status.length - 1] >> used) !== 0;
    if (status.length !== Math.floor(size / 8) + 1 || beyond || (status[0] & 1) !== 0) damaged(`status/${id}`);
    return { id, test, size, lots, status, realm: test ? `${this.manifest.realm}/test` : this.manifest.realm };
  }

  key(id) { return this.keys.find((key) => key.id === id) ?? null; }

  // Throws where the bundle has no such number.
  place(section, id, number) {
    const key = this.key(id);
    if (key === null || number < 1 || number > key.size) damaged(section);
    return `${id}/${number}`;
  }

  readEarlier(sections) {
    this.earlier = { product: new Map(), cooperative: new Map() };
    for (const line of jsonLines(sections, 'earlier')) {
      const kind = ['product', 'cooperative'].find((each) => each in line) ?? damaged('earlier');
      const record = line[kind];
      if (Object.keys(line).length !== 2 || !Array.isArray(line.lots) || line.lots.length === 0 || typeof record?.id !== 'string') damaged('earlier');
      for (const range of line.lots) {
        requireMembers(range, { key: 'keyId', first: 'count', last: 'count' }, 'bundle_damaged', { section: 'earlier' });
        this.place('earlier', range.key, range.first);
        this.place('earlier', range.key, range.last);
        if (range.first > range.last) damaged('earlier');
      }
      const versions = this.earlier[kind].get(record.id) ?? [];
      this.earlier[kind].set(record.id, [...versions, { record, lots: line.lots }]);
    }
  }

  readRecalls(sections) {
    const section = 'recalls';
    const bits = new Map(this.keys.map(({ id, status }) => [id, new Uint8Array(status.length)]));
    this.recalls = jsonLines(sections, section);
    for (const each of this.recalls) {
      const lot = each.scope === 'lot';
      requireMembers(each, {
        scope: 'text', key: lot ? 'keyId' : 'any', number: lot ? 'count' : 'any', subject: lot ? 'any' : 'text',
        reason: 'text', instruction: 'text', since: 'day', at: 'instant' }, 'bundle_damaged', { section });
      const empty = lot ? each.subject === null : each.key === null && each.number === null;
      if (!['lot', 'product', 'cooperative'].includes(each.scope) || !empty) damaged(section);
      if (!lot) continue;
      this.place(section, each.key, each.number);
      bits.get(each.key)[each.number >> 3] |= 1 << (each.number & 7);
    }
    for (const { id, status } of this.keys) if (!status.every((byte, i) => byte === bits.get(id)[i])) damaged(section);
  }

  readVoids(sections) {
    this.voids = new Map();
    for (const each of jsonLines(sections, 'voids')) {
      requireMembers(each, { key: 'keyId', number: 'count', first: 'count', last: 'count', serial: 'text', reason: 'text', at: 'instant' },
        'bundle_damaged', { section: 'voids' });
      const place = this.place('voids', each.key, each.number);
      this.voids.set(place, [...(this.voids.get(place) ?? []), each]);
    }
  }

  readCancelled(sections) {
    this.cancelled = new Map();
    for (const each of jsonLines(sections, 'cancelled_lots')) {
      requireMembers(each, { key: 'keyId', number: 'count', reason: 'text', at: 'instant' }, 'bundle_damaged', { section: 'cancelled_lots' });
      const place = this.place('cancelled_lots', each.key, each.number);
      if (this.cancelled.has(place)) damaged('cancelled_lots');
      this.cancelled.set(place, each);
    }
  }

  // Whether its owner may no longer seal with it, as far as this bundle knows.
  isClosed(id) {
    const known = keysWithId(this.trust, id);
    return known.length > 0 && known.every(({ status }) => status === 'retired' || status === 'cut');
  }

  // The version of a record under which a lot was issued, where it differs from today's.
  asIssued(kind, id, key, number) {
    const version = (this.earlier[kind].get(id) ?? []).find(({ lots }) => lots.some(
      (range) => range.key === key && range.first <= number && number <= range.last));
    return version?.record ?? null;
  }

  lotAt(key, row) {
    const { lots } = key;
    const product = this.index.products[lots.product[row] - 1];
    const number = row + 1;
    return {
      realm: key.realm, test: key.test, cooperativeId: product.cooperative, productId: product.id, gtin: product.gtin,
      code: lots.codeOf(row), typedCode: typedCodeOf(lots.typedCodes.subarray(5 * row, 5 * row + 5)), issueNumber: number, keyId: key.id,
      host: this.index.hosts[lots.host[row]], packDay: lots.packed[row] + kFirstDay, shelfLife: lots.shelfLife[row], leaf: lots.leaf[row],
      issued: {
        product: this.asIssued('product', product.id, key.id, number),
        cooperative: this.asIssued('cooperative', product.cooperative, key.id, number),
      },
    };
  }

  recallsOf(lot) {
    const key = this.key(lot.keyId);
    const own = (key.status[lot.issueNumber >> 3] >> (lot.issueNumber & 7)) & 1;
    return this.recalls.filter((each) => {
      if (each.scope === 'lot') return own === 1 && each.key === lot.keyId && each.number === lot.issueNumber;
      return each.subject === (each.scope === 'product' ? lot.productId : lot.cooperativeId);
    });
  }

  // Nothing is known, or nothing can be.
  unknown(beyond) { return { ...kNoFacts, asOf: this.manifest.made_at, beyond }; }

  factsAt(key, row, serial, sealed) {
    const lot = this.lotAt(key, row);
    const place = `${key.id}/${lot.issueNumber}`;
    const facts = {
      ...kNoFacts, asOf: this.manifest.made_at, lot, recalls: this.recallsOf(lot), cancelled: this.cancelled.get(place) ?? null,
      cooperative: this.records.cooperative.get(lot.cooperativeId) ?? null, product: this.records.product.get(lot.productId) ?? null,
      certifications: [...this.records.certification.values()].filter((each) => each.product_id === lot.productId
        || (!each.product_id && each.cooperative_id === lot.cooperativeId)),
    };
    if (serial !== null) Object.assign(facts, this.serialFacts(key, row, lot, facts, serial, sealed));
    return facts;
  }

  serialFacts(key, row, lot, { recalls, cancelled }, serial, sealed) {
    const voids = this.voids.get(`${key.id}/${lot.issueNumber}`) ?? [];
    const links = key.lots.linksOf(row);
    if (!sealed) {
      const voided = voids.find((each) => each.serial === serial) ?? null;
      const hash = listedHash(lot.realm, lot.gtin, lot.code, serial);
      if (voided !== null || this.hasListed(key.test, hash)) {
        // Where several jobs printed listed codes, it is not known which of them printed this one.
        const job = links !== null && links.first === links.last ? links.first : null;
        return { serial: voided ? 'voided' : 'listed', voided, job };
      }
    }
    const number = /^[0-9]{7}$/.test(serial) ? Number(serial) : 0;
    const job = number >= 1 ? key.lots.jobOf(row, number) : null;
    if (job !== null) {
      const voided = voids.find((each) => each.first <= number && number <= each.last) ?? null;
      return { serial: voided ? 'voided' : 'issued', voided, job: job.leaf };
    }
    const closed = recalls.length > 0 || cancelled !== null || this.isClosed(key.id);
    const leftOut = this.manifest.listed_from !== null && links !== null && monthText(links.month) < this.manifest.listed_from;
    const looksListed = serial.length === kListedCharacters && [...serial].every((c) => kCrockford.includes(c));
    const ours = number >= 1 || (!sealed && looksListed);
    return { serial: ours && (!closed || (!sealed && leftOut)) ? 'none_asked' : 'not_issued' };
  }

  // As docs/bundle_format.md, section 5, answers what the label names.
  facts(label) {
    if (label.kind === 'sealed') return this.sealedFacts(label);
    if (label.kind === 'link') return this.linkFacts(label.host === 'temgoc.invalid', label);
    if (label.kind === 'roll') return this.rollFacts(label.host === 'temgoc.invalid', label);
    return this.typedFacts(label.code);
  }

  sealedFacts(label) {
    const key = this.key(label.keyId);
    if (key === null || label.issueNumber > key.size) return this.unknown(!this.isClosed(label.keyId));
    const row = label.issueNumber - 1, { lots } = key;
    if (lots.product[row] === 0) return this.unknown(false);
    const same = lots.packed[row] === label.packDay && lots.shelfLife[row] === label.shelfLife
      && this.index.products[lots.product[row] - 1].gtin === label.gtin && lots.codeOf(row) === label.lot;
    if (!same) return { ...this.unknown(false), conflict: true };
    return this.factsAt(key, row, label.serial, true);
  }

  // By GTIN and lot code, of the test realm or of the other.
  findLot(test, gtin, code) {
    const products = this.index.products.flatMap((product, i) => (product.gtin === gtin ? [i + 1] : []));
    for (const key of this.keys) {
      if (key.test !== test) continue;
      for (const product of products) {
        const row = key.lots.rowOfLot(product, code);
        if (row >= 0) return { key, row };
      }
    }
    return null;
  }

  // Makes ready what the first look-up of a kind would otherwise wait for.
  prepare() { for (const { lots } of this.keys) { void lots.byTypedCode; void lots.byOwnCode; } }

  linkFacts(test, { gtin, lot, serial }) {
    const found = this.findLot(test, gtin, lot);
    return found === null ? this.unknown(true) : this.factsAt(found.key, found.row, serial, false);
  }

  hasListed(test, hash) { return (test ? this.listedTest : this.listed).some((month) => month.has(hash)); }

  // The lot that claimed a code of a roll. Its own code alone makes the hash, so each lot of the product with
  // listed codes is tried.
  claimant(test, { gtin, serial }) {
    const products = new Set(this.index.products.flatMap((product, i) => (product.gtin === gtin ? [i + 1] : [])));
    for (const key of this.keys) {
      if (key.test !== test) continue;
      for (let row = 0; row < key.size; row += 1) {
        if (!products.has(key.lots.product[row]) || key.lots.linksOf(row) === null) continue;
        if (this.hasListed(test, listedHash(key.realm, gtin, key.lots.codeOf(row), serial))) return { key, row };
      }
    }
    return null;
  }

  rollFacts(test, label) {
    const found = this.claimant(test, label);
    if (found !== null) return this.factsAt(found.key, found.row, label.serial, false);
    const realm = test ? `${this.manifest.realm}/test` : this.manifest.realm;
    const voided = this.hasListed(test, listedHash(realm, label.gtin, '', `${label.serial}/void`));
    if (!voided && !this.hasListed(test, listedHash(realm, label.gtin, '', label.serial))) return this.unknown(true);
    const product = this.index.products.find(({ gtin }) => gtin === label.gtin);
    return {
      ...this.unknown(false), serial: voided ? 'voided' : 'none_asked',
      unclaimed: { realm, test, cooperativeId: product?.cooperative ?? '' },
      recalls: product === undefined ? [] : this.recalls.filter((each) => each.scope !== 'lot'
        && each.subject === (each.scope === 'product' ? product.id : product.cooperative)),
      product: this.records.product.get(product?.id) ?? null, cooperative: this.records.cooperative.get(product?.cooperative) ?? null,
    };
  }

  typedFacts(code) {
    const bytes = typedCodeBytes(code);
    for (const key of this.keys) {
      const row = key.lots.rowOfTypedCode(bytes);
      if (row >= 0) return this.factsAt(key, row, null, false);
    }
    return this.unknown(true);
  }

  // The names of a product that some lot of it carries; null where the bundle has none.
  productNamed(gtin) {
    for (const product of this.records.product.values()) {
      if (product.gtin !== gtin) continue;
      return { product: product.name ?? '', cooperative: this.records.cooperative.get(product.cooperative_id)?.name ?? '' };
    }
    return null;
  }
}

const kNoFacts = {
  lot: null, beyond: false, conflict: false, serial: 'none_asked', job: null, voided: null, recalls: [], cancelled: null,
  cooperative: null, product: null, certifications: [], unclaimed: null,
};

const monthText = (number) => `${2020 + Math.floor((number - 1) / 12)}-${String(((number - 1) % 12) + 1).padStart(2, '0')}`;

function typedCodeBytes(code) {
  const bits = [...code.slice(0, 8)].reduce((sum, c) => sum * 32n + BigInt(kCrockford.indexOf(c)), 0n);
  return fromHex(bits.toString(16).padStart(10, '0'));
}

function typedCodeOf(bytes) {
  let bits = 0n;
  for (const byte of bytes) bits = bits * 256n + BigInt(byte);
  let code = '';
  for (let i = 7n; i >= 0n; i -= 1n) code += kCrockford[Number((bits >> (5n * i)) & 31n)];
  return withCheckCharacter(code);
}

export { isRefusal };
