// What a label proves, by the trust list and, where there is one, by a bundle: docs/verdict.md. Pure: the
// same label, knowledge and moment give the same verdict.
import { bytesOf, hex } from './bytes.mjs';
import { dayOf, dateText, inForce, inOrder, isoOf, stars, validThrough } from './certificates.mjs';
import { verify } from './ed25519.mjs';
import { readLabel, withoutSentenceEnd } from './label.mjs';
import { isWitnessed, placeByReceipts } from './merkle.mjs';
import { keysWithId } from './trust.mjs';

export const kHeadlines = ['forged', 'unknown', 'recalled', 'wrong_site', 'void', 'unused', 'suspected_copy', 'expired',
  'unsealed', 'cannot_check', 'valid'];
const kCheckNames = ['readable', 'key', 'signature', 'host', 'scope', 'issued', 'status', 'dates',
  'certification', 'copies', 'freshness'];
const kRequiredByList = ['readable', 'key', 'signature', 'host', 'scope', 'dates', 'freshness'];
const kRequired = { trust_list: kRequiredByList, bundle: [...kRequiredByList, 'issued', 'status'] };
const kDayMs = 86_400_000;
const kFirstDay = 18_262;  // 2020-01-01
const kPrintedAheadDays = 92;
const kAbsurdlyLateMs = 365 * kDayMs;
const kVietnamMs = 7 * 3_600_000;

export const vietnamDay = (now) => new Date(now + kVietnamMs).toISOString().slice(0, 10);

const message = (label, realm) => bytesOf(
  `temgoc-lot-seal/v1\n${realm}\n${hex(label.header)}\n${label.gtin}\n${label.lot}\n${label.serial ?? ''}\n`);

// What is known beside the label. `trust`: an opened list or null. `bundle`: an opened Bundle or null.
// `witnesses`: keys of which one must stand behind the bundle's log. `receipts`: opened ones.
export async function knowledgeOf({ trust, bundle = null, witnesses = [], receipts = [], now }) {
  const unwitnessed = bundle !== null && witnesses.length > 0
    && !await isWitnessed(bundle.checkpoint.note, witnesses, now, Date.parse(bundle.manifest.made_at));
  return { trust, bundle, receipts, unwitnessed };
}

class Judgement {
  checks = Object.fromEntries(kCheckNames.map((name) => [name, 'not_checked']));
  findings = [];
  believed = false;
  shown = {};  // realm, cooperative, lot … as the label or the record says them
  facts = null;
  proof = 'none';

  constructor(label, known, moment) {
    Object.assign(this, { label, known, moment, basis: known.bundle ? 'bundle' : 'trust_list' });
  }

  find(verdict, reason) {
    if (!this.findings.some((each) => each.verdict === verdict && each.reason === reason)) this.findings.push({ verdict, reason });
  }
  fail(check, verdict, reason) { this.checks[check] = 'fail'; this.find(verdict, reason); }
  pass(...checks) { for (const check of checks) if (this.checks[check] !== 'fail') this.checks[check] = 'pass'; }
  believe() { this.believed = true; }

  finished() {
    const met = (kRequired[this.basis] ?? kCheckNames).every((check) => ['pass', 'not_applicable'].includes(this.checks[check]));
    if (this.findings.length === 0) {
      if (met && this.believed) this.find('valid', null); else this.find('cannot_check', 'not_decided');
    }
    const rank = ({ verdict }) => kHeadlines.indexOf(verdict);
    const [main, ...also] = [...this.findings].sort((a, b) => rank(a) - rank(b));
    // What is said against the lot on record is the record's own word, whatever the label is worth.
    const ofRecord = ['recalled', 'void', 'unused', 'suspected_copy'].includes(main.verdict);
    const bare = !(this.believed || ofRecord) || ['forged', 'unknown'].includes(main.verdict);
    return {
      ...main, also, checks: this.checks, basis: this.basis, malformed_why: this.label.why ?? null, label: this.label,
      proof: bare ? 'none' : this.proof, facts: bare ? null : this.facts, certifications: bare ? null : this.certifications ?? null,
      realm: null, ...(bare ? {} : this.shown), claimed: bare ? this.label : null,
      data: this.known.bundle ? this.known.bundle.manifest : null, now: this.moment.now,
    };
  }
}

function judgeListAge(work) {
  const { trust } = work.known, { now } = work.moment;
  if (now >= Date.parse(trust.expires_at)) work.fail('freshness', 'cannot_check', 'stale_trust');
  if (now + kDayMs < Date.parse(trust.issued_at)) work.fail('freshness', 'cannot_check', 'clock_off');
  work.pass('freshness');
}

function judgeFactsAge(work) {
  const { bundle, unwitnessed } = work.known, { now } = work.moment;
  if (now > Date.parse(bundle.manifest.grace_until)) work.fail('freshness', 'cannot_check', 'stale_facts');
  if (unwitnessed) work.fail('freshness', 'cannot_check', 'not_witnessed');
  if (now + kDayMs < Date.parse(bundle.manifest.made_at)) work.fail('freshness', 'cannot_check', 'clock_off');
  work.pass('freshness');
}

async function sealingKey(work) {
  const { label } = work;
  const candidates = keysWithId(work.known.trust, label.keyId);
  if (candidates.length === 0) { work.fail('key', 'unknown', 'no_such_key'); return null; }
  work.pass('key');
  for (const key of candidates) {
    if (await verify(key.key.verify, label.signature, message(label, key.realm))) {
      work.pass('signature');
      return key;
    }
  }
  work.fail('signature', 'forged', 'bad_signature');
  return null;
}

// Nothing but the id tells which of two keys of one id it was: the one that is believed least.
function keyOfLot(work, lot) {
  const candidates = keysWithId(work.known.trust, lot.keyId);
  if (candidates.length === 0) { work.fail('key', 'unknown', 'no_such_key'); return null; }
  for (const status of ['test', 'cut', 'retired', 'active']) {
    const found = candidates.find((key) => key.status === status && (status === 'test' || key.cooperative_id === lot.cooperativeId));
    if (found === undefined) continue;
    work.pass('key');
    return found;
  }
  work.fail('scope', 'unknown', 'out_of_scope');
  return null;
}

function judgeTestLabel(work) {
  for (const check of ['host', 'scope', 'issued', 'dates', 'certification', 'copies']) work.checks[check] = 'not_applicable';
  work.fail('status', 'void', 'test_key');
}

function judgeHost(work, key, host) {
  if (!key.hosts.includes(host)) work.fail('host', 'wrong_site', 'host_not_owned');
  work.pass('host');
}

const hasPrefix = (gtin, prefix) => gtin.startsWith(prefix, 1);

function judgeScope(work, key, gtin, packDay) {
  if (!key.gtin_prefixes.some((prefix) => hasPrefix(gtin, prefix))) work.fail('scope', 'unknown', 'out_of_scope');
  const early = key.packed_from !== null && packDay < dayOf(key.packed_from);
  const late = key.packed_until !== null && packDay > dayOf(key.packed_until);
  if (early || late) work.fail('scope', 'unknown', 'out_of_window');
  work.pass('scope');
}

// A clock so far past all that is at hand says nothing of the goods; a day that was named is no clock's.
function clockIsFarAhead({ known, moment }) {
  if (moment.today !== vietnamDay(moment.now)) return false;
  const ends = [known.trust?.expires_at, known.bundle?.manifest.grace_until].filter((each) => each !== undefined).map((each) => Date.parse(each));
  return ends.length > 0 && moment.now > Math.max(...ends) + kAbsurdlyLateMs;
}

function judgeDays(work, packDay, shelfLife) {
  const today = dayOf(work.moment.today);
  if (packDay > today + kPrintedAheadDays) work.fail('dates', 'cannot_check', 'packed_far_ahead');
  if (shelfLife !== 0 && today > packDay + shelfLife) {
    if (clockIsFarAhead(work)) work.fail('dates', 'cannot_check', 'clock_ahead');
    else work.fail('dates', 'expired', 'past_use_by');
  }
  work.pass('dates');
}

// Where the label's entries stand in the log: the lot's and, for a serial, its print job's.
function placesOf(work, facts, lot, withSerial) {
  const byReceipts = work.receipts;
  const places = [lot !== null ? lot.leaf : byReceipts?.lot ?? null];
  if (withSerial) places.push(facts !== null && facts.job !== null ? facts.job : byReceipts?.job ?? null);
  return places;
}

function judgeCut(work, key, places) {
  if (key.status !== 'cut') return;
  if (places.some((place) => place !== null && place >= key.cut_at)) {
    work.fail('key', 'unknown', 'key_cut');
  } else if (places.includes(null)) {
    work.checks.key = 'not_checked';
    work.find('cannot_check', 'log_position_unknown');
  }
}

function judgeReceipts(work) {
  if (work.receipts === null) return;
  if (work.label.serial === null || work.receipts.job !== null) work.pass('issued');
  else work.find('cannot_check', 'serial_not_checked');
}

function judgeSerial(work, serial) {
  if (serial === 'issued' || serial === 'voided') return;
  if (serial === 'none_asked') {
    work.checks.issued = 'not_checked';
    work.find('cannot_check', 'serial_not_checked');
    return;
  }
  work.fail('issued', 'unknown', 'serial_not_issued');
}

// The lot on record, where there is one of that name.
function knownLot(work, facts) {
  if (facts.lot !== null) { work.checks.issued = 'pass'; return facts.lot; }
  if (facts.beyond) work.find('cannot_check', 'newer_than_data');
  else work.fail('issued', 'unknown', 'never_issued');
  return null;
}

function judgeStatus(work, facts) {
  for (const scope of ['lot', 'product', 'cooperative']) {
    if (facts.recalls.some((each) => each.scope === scope)) work.fail('status', 'recalled', `${scope}_recalled`);
  }
  if (facts.cancelled !== null) work.fail('status', 'void', 'lot_cancelled');
  if (facts.serial === 'voided') work.fail('status', 'void', 'label_voided');
  work.pass('status');
}

function judgeCertificates(work, facts, packDay) {
  const today = dayOf(work.moment.today);
  const found = inOrder(facts.certifications, today).map((certificate) => ({
    certificate, onPacking: inForce(certificate, packDay), today: inForce(certificate, today) }));
  work.certifications = found;
  if (found.length === 0) work.checks.certification = 'not_applicable';
  else if (found.some(({ onPacking }) => onPacking === true)) work.checks.certification = 'pass';
  else work.checks.certification = found.every(({ onPacking }) => onPacking === false) ? 'fail' : 'not_checked';
}

function showClaim(work, key) {
  const { label } = work;
  work.proof = 'sealed';
  work.shown = {
    realm: key.realm, cooperative: key.cooperative_id === '' ? null : { id: key.cooperative_id, name: key.cooperative_name },
    gtin: label.gtin, lot: label.lot, serial: label.serial, packedOn: label.packDay + kFirstDay,
    expiresOn: label.shelfLife === 0 ? null : label.packDay + kFirstDay + label.shelfLife,
  };
}

function showRecord(work, facts, lot) {
  work.shown = {
    realm: null, cooperative: facts.cooperative ? { id: lot.cooperativeId, name: facts.cooperative.name ?? '' } : null,
    gtin: lot.gtin, lot: lot.code, serial: null, packedOn: lot.packDay, expiresOn: lot.shelfLife === 0 ? null : lot.packDay + lot.shelfLife,
  };
}

// What only a source of facts can say of a sealed label that has passed the trust list's checks.
function judgeByFacts(work, key) {
  const { label } = work;
  if (label.serial === null) work.checks.copies = 'not_applicable';
  if (work.known.bundle === null) {
    judgeReceipts(work);
    judgeCut(work, key, placesOf(work, null, null, label.serial !== null));
    return;
  }
  const facts = work.known.bundle.facts(label);
  work.facts = facts;
  judgeFactsAge(work);
  if (key.status === 'cut' && facts.lot === null && !facts.conflict && !facts.beyond) work.fail('key', 'unknown', 'key_cut');
  let lot = null;
  if (facts.conflict || (facts.lot !== null && facts.lot.cooperativeId !== key.cooperative_id)) {
    work.fail('issued', 'unknown', 'number_conflict');
  } else {
    lot = knownLot(work, facts);
    if (lot !== null && label.serial !== null) judgeSerial(work, facts.serial);
  }
  const refused = work.checks.issued === 'fail';
  if (lot === null && refused) return;
  judgeCut(work, key, placesOf(work, facts, lot, label.serial !== null && !refused));
  if (lot === null) return;
  judgeStatus(work, facts);
  judgeCertificates(work, facts, lot.packDay);
}

async function judgeSealed(work) {
  const { label } = work;
  if (work.known.trust === null) {
    work.basis = null;
    work.find('cannot_check', 'no_trust_list');
    return;
  }
  judgeListAge(work);
  const key = await sealingKey(work);
  if (key === null) return;
  showClaim(work, key);
  if (key.status === 'test') {
    work.believe();
    judgeTestLabel(work);
    return;
  }
  judgeHost(work, key, label.host);
  judgeScope(work, key, label.gtin, label.packDay + kFirstDay);
  judgeDays(work, label.packDay + kFirstDay, label.shelfLife);
  judgeByFacts(work, key);
  if (work.checks.key === 'pass') work.believe();
}

// What a link or typed code says beyond naming its lot.
function judgeNaming(work, key, serial) {
  const { label } = work, link = label.kind !== 'code';
  if (serial === 'listed') {
    work.proof = 'listed';
    work.shown.serial = label.serial;
    judgeHost(work, key, label.host);
  } else if (serial === 'not_issued') {
    work.fail('issued', 'unknown', 'serial_not_issued');
  } else if (serial === 'voided') {
    return;
  } else if (serial === 'none_asked' && link && label.serial !== null) {
    judgeSerial(work, serial);
  } else if (work.checks.key === 'pass' && work.checks.scope === 'pass') {
    work.find('unsealed', link ? 'no_seal' : 'typed_code');
  }
}

function judgeNamedLot(work, facts, lot) {
  showRecord(work, facts, lot);
  let key = null;
  if (lot.test) {
    work.shown.realm = lot.realm;
  } else if (work.known.trust === null) {
    work.checks.key = 'not_checked';
    work.find('cannot_check', 'no_trust_list');
  } else {
    judgeListAge(work);
    key = keyOfLot(work, lot);
    if (key !== null) work.shown.realm = key.realm;
  }
  if (lot.test || key?.status === 'test') {
    work.believe();
    judgeTestLabel(work);
    return;
  }
  const serial = work.label.kind !== 'code' && work.label.serial !== null ? facts.serial : 'none_asked';
  if (key !== null) {
    judgeScope(work, key, lot.gtin, lot.packDay);
    judgeCut(work, key, placesOf(work, facts, lot, serial !== 'none_asked' && serial !== 'not_issued'));
    judgeNaming(work, key, serial);
    if (work.checks.key === 'pass') work.believe();
  }
  judgeStatus(work, facts);
  judgeDays(work, lot.packDay, lot.shelfLife);
  judgeCertificates(work, facts, lot.packDay);
  if (serial !== 'listed') work.checks.copies = 'not_applicable';
}

// Which key its lot will have is not known yet: a host of any key that may seal its product will do. A bundle
// without a lot of the product does not know whose it is.
function judgeRollHost(work, cooperativeId) {
  const { trust } = work.known;
  if (trust === null) {
    work.checks.host = 'not_checked';
    work.find('cannot_check', 'no_trust_list');
    return;
  }
  judgeListAge(work);
  work.shown.realm = work.facts.unclaimed.realm;
  const { gtin, host } = work.label;
  const owned = trust.keys.some((key) => key.gtin_prefixes.some((prefix) => hasPrefix(gtin, prefix))
    && (cooperativeId === '' || key.cooperative_id === cooperativeId) && key.hosts.includes(host));
  if (!owned) work.fail('host', 'wrong_site', 'host_not_owned');
  work.pass('host');
}

// A code of a roll that no lot had claimed when the bundle was made; what was claimed since it does not know.
function judgeUnclaimed(work, facts) {
  const { label } = work, { cooperativeId } = facts.unclaimed;
  work.shown = {
    realm: null, cooperative: facts.cooperative ? { id: cooperativeId, name: facts.cooperative.name ?? '' } : null,
    gtin: label.gtin, serial: label.serial };
  for (const check of ['key', 'signature', 'scope', 'dates', 'certification', 'copies']) work.checks[check] = 'not_applicable';
  work.believe();
  if (facts.unclaimed.test) {
    work.shown.realm = facts.unclaimed.realm;
    judgeTestLabel(work);
    return;
  }
  judgeRollHost(work, cooperativeId);
  judgeStatus(work, facts);
  if (facts.serial === 'voided') work.checks.issued = 'not_applicable';
  else work.find('cannot_check', 'not_claimed_then');
}

function judgeUnsealed(work) {
  for (const check of ['key', 'signature', 'host', 'scope']) work.checks[check] = 'not_applicable';
  if (work.known.bundle === null) { work.find('cannot_check', 'needs_registry'); return; }
  const facts = work.known.bundle.facts(work.label);
  work.facts = facts;
  judgeFactsAge(work);
  if (facts.unclaimed !== null) { judgeUnclaimed(work, facts); return; }
  const lot = knownLot(work, facts);
  if (lot !== null) judgeNamedLot(work, facts, lot);
}

async function judged(label, known, moment) {
  const work = new Judgement(label, known, moment);
  work.receipts = placeByReceipts(known.receipts, label);
  if (label.kind === 'unreadable') {
    work.basis = null;
    work.fail('readable', 'unknown', 'malformed');
  } else if (label.kind === 'newer') {
    work.basis = null;
    work.find('cannot_check', 'newer_label');
  } else {
    work.pass('readable');
    if (label.kind === 'sealed') await judgeSealed(work); else judgeUnsealed(work);
  }
  return { ...work.finished(), namedProduct: namedProduct(label, known) };
}

// Every realm gives out the numbers of the restricted range for itself: of those only a link's host tells
// whose they are.
function isRestricted(gtin) {
  if (gtin.startsWith('000000')) return gtin[6] === '0' || gtin[6] === '2';
  return ['02', '04', '2'].some((prefix) => hasPrefix(gtin, prefix));
}

function namedProduct(label, { trust, bundle }) {
  if (label.kind !== 'unreadable' || label.product === undefined) return null;
  const names = bundle?.productNamed(label.product) ?? null;
  if (names !== null) return names;
  const maker = trust?.keys.find((key) => key.status !== 'test' && key.gtin_prefixes.some((prefix) => hasPrefix(label.product, prefix))
    && (!isRestricted(label.product) || key.hosts.includes(label.host)));
  return maker ? { product: '', cooperative: maker.cooperative_name } : null;
}

const isDisbelieved = ({ verdict }) => verdict === 'forged' || verdict === 'unknown';

// `text`: bytes in a latin1 string. `known`: of knowledgeOf, or a trust list alone. `moment`: `today` is
// YYYY-MM-DD in Vietnam, `now` milliseconds of UTC. A full stop behind a lot's link accuses nobody.
export async function judge(text, known, moment) {
  const knowledge = 'receipts' in (known ?? {}) ? known : { trust: known, bundle: null, receipts: [], unwitnessed: false };
  const label = readLabel(text);
  const verdict = await judged(label, knowledge, moment);
  if (!isDisbelieved(verdict)) return verdict;
  const other = withoutSentenceEnd(label);
  if (other === null) return verdict;
  const withoutEnd = await judged(other, knowledge, moment);
  return isDisbelieved(withoutEnd) ? verdict : withoutEnd;
}

const orNull = (text) => (text === undefined || text === null || text === '' ? null : text);
const dayOrNull = (day) => (day === null || day === undefined ? null : isoOf(day));

// The record that a lot's labels show: as it was issued, else as it stands.
export const asLabelled = (facts, kind) => facts?.lot?.issued[kind] ?? facts?.[kind] ?? null;

function certificationJson({ certificate, onPacking, today }) {
  const end = validThrough(certificate);
  return {
    id: certificate.id, scheme: certificate.scheme, level: stars(certificate) ?? orNull(certificate.level), number: orNull(certificate.number),
    issuer: orNull(certificate.issuer), issued: certificate.issued === null ? null : dateText({ precision: certificate.issued.precision, first: dayOf(certificate.issued.first) }),
    valid_through: end === null ? null : dateText(end), in_force_on_packing: onPacking, in_force_today: today };
}

export function dataState({ made_at: made, expires_at: expires, grace_until: grace }, now) {
  const state = now <= Date.parse(expires) ? 'fresh' : now <= Date.parse(grace) ? 'grace' : 'expired';
  const clock = now < Date.parse(made) ? 'behind' : now > Date.parse(grace) + kAbsurdlyLateMs ? 'ahead' : 'plausible';
  return { state, clock };
}

// In the form of `temgoc-verify --json`, but for `ok`, `headline` and `also_claimed_by`.
export function verdictJson(v) {
  const claimed = v.claimed && ['sealed', 'link', 'roll'].includes(v.claimed.kind) ? v.claimed : null;
  const product = asLabelled(v.facts, 'product');
  return {
    verdict: v.verdict, reason: v.reason, also: v.also, proof: v.proof, basis: v.basis, realm: v.realm,
    as_of: v.facts?.asOf ?? null,
    offline: v.data === null ? null : {
      made_at: v.data.made_at, expires_at: v.data.expires_at, grace_until: v.data.grace_until, ...dataState(v.data, v.now) },
    cooperative: v.cooperative ? { ...v.cooperative, phone: orNull(v.facts?.cooperative?.phone) } : null,
    product: v.gtin === undefined ? null : { name: product === null ? null : product.name, name_now: v.facts?.product?.name ?? null, gtin: v.gtin },
    lot: v.lot === undefined ? null : { code: v.lot, serial: v.serial, packed_on: dayOrNull(v.packedOn), expires_on: dayOrNull(v.expiresOn) },
    certifications: v.certifications === null ? null : v.certifications.map(certificationJson),
    claimed: claimed === null ? null : {
      host: claimed.host, gtin: claimed.gtin, lot: claimed.lot ?? null, serial: claimed.serial,
      packed_on: claimed.kind === 'sealed' ? isoOf(claimed.packDay + kFirstDay) : null },
    named_product: v.claimed?.product === undefined ? null : {
      gtin: v.claimed.product, name: orNull(v.namedProduct?.product), cooperative: orNull(v.namedProduct?.cooperative) },
    checks: v.checks,
  };
}
