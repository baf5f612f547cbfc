// What a label proves by the trust list alone: docs/verdict.md.
import { bytesOf, hex } from './bytes.mjs';
import { verify } from './ed25519.mjs';
import { readLabel } from './label.mjs';

const kHeadlines = ['forged', 'unknown', 'recalled', 'wrong_site', 'void', 'suspected_copy', 'expired',
  'unsealed', 'cannot_check', 'valid'];
const kCheckNames = ['readable', 'key', 'signature', 'host', 'scope', 'issued', 'status', 'dates',
  'certification', 'copies', 'freshness'];
const kRequired = ['readable', 'key', 'signature', 'host', 'scope', 'dates', 'freshness'];
const kDayMs = 86_400_000;
const kPrintedAheadDays = 92;
const kAbsurdlyLateDays = 365;
const kVietnamMs = 7 * 3_600_000;
const kFirstDay = Date.parse('2020-01-01');

const dayText = (days) => new Date(kFirstDay + days * kDayMs).toISOString().slice(0, 10);

const vietnamDay = (now) => new Date(now + kVietnamMs).toISOString().slice(0, 10);

const message = (label, realm) => bytesOf(
  `temgoc-lot-seal/v1\n${realm}\n${hex(label.header)}\n${label.gtin}\n${label.lot}\n${label.serial ?? ''}\n`);

class Judgement {
  checks = Object.fromEntries(kCheckNames.map((name) => [name, 'not_checked']));
  findings = [];
  why = null;
  basis = 'trust_list';
  realm = null;

  find(verdict, reason) { this.findings.push({ verdict, reason }); }
  fail(check, verdict, reason) { this.checks[check] = 'fail'; this.find(verdict, reason); }
  pass(...checks) {
    for (const check of checks) if (this.checks[check] === 'not_checked') this.checks[check] = 'pass';
  }

  result() {
    const met = kRequired.every((check) => ['pass', 'not_applicable'].includes(this.checks[check]));
    if (this.findings.length === 0) this.find(met ? 'valid' : 'cannot_check', met ? null : 'not_decided');
    this.findings.sort((a, b) => kHeadlines.indexOf(a.verdict) - kHeadlines.indexOf(b.verdict));
    const [main, ...also] = this.findings;
    const believed = this.checks.key === 'pass' && !['forged', 'unknown'].includes(main.verdict);
    return { ...main, also, checks: this.checks, malformed_why: this.why, basis: this.basis, realm: believed ? this.realm : null };
  }
}

function judgeAge(work, trust, now) {
  if (now >= Date.parse(trust.expires_at)) work.fail('freshness', 'cannot_check', 'stale_trust');
  if (now + kDayMs < Date.parse(trust.issued_at)) work.fail('freshness', 'cannot_check', 'clock_off');
  work.pass('freshness');
}

async function sealingKey(work, label, trust) {
  const candidates = trust.keys.filter((key) => key.id === label.keyId);
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

function judgeTestLabel(work) {
  for (const check of ['host', 'scope', 'issued', 'dates', 'certification', 'copies']) {
    work.checks[check] = 'not_applicable';
  }
  work.fail('status', 'void', 'test_key');
}

function judgeScope(work, label, key) {
  if (!key.hosts.includes(label.host)) work.fail('host', 'wrong_site', 'host_not_owned');
  if (!key.gtin_prefixes.some((prefix) => label.gtin.startsWith(prefix, 1))) {
    work.fail('scope', 'unknown', 'out_of_scope');
  }
  const packed = dayText(label.packDay);
  if ((key.packed_from && packed < key.packed_from) || (key.packed_until && packed > key.packed_until)) {
    work.fail('scope', 'unknown', 'out_of_window');
  }
  work.pass('host', 'scope');
}

async function judgeSealed(work, label, trust, { today, now }) {
  judgeAge(work, trust, now);
  const key = await sealingKey(work, label, trust);
  if (key === null) return;
  work.realm = key.realm;
  if (key.status === 'test') { judgeTestLabel(work); return; }
  judgeScope(work, label, key);
  if (dayText(label.packDay - kPrintedAheadDays) > today) work.fail('dates', 'cannot_check', 'packed_far_ahead');
  if (label.shelfLife !== 0 && today > dayText(label.packDay + label.shelfLife)) {
    // A clock so far past the list says nothing of the goods; a day that was named is no clock's.
    const far = today === vietnamDay(now) && now > Date.parse(trust.expires_at) + kAbsurdlyLateDays * kDayMs;
    work.fail('dates', far ? 'cannot_check' : 'expired', far ? 'clock_ahead' : 'past_use_by');
  }
  work.pass('dates');
  if (label.serial === null) work.checks.copies = 'not_applicable';
  if (key.status === 'cut') {
    work.checks.key = 'not_checked';
    work.find('cannot_check', 'log_position_unknown');
  }
}

// `today` is YYYY-MM-DD in Vietnam, `now` milliseconds of UTC.
export async function judge(text, trust, moment) {
  const work = new Judgement();
  const label = readLabel(text);
  if (label.kind === 'unreadable') {
    work.why = label.why;
    work.basis = null;
    work.fail('readable', 'unknown', 'malformed');
  } else if (label.kind === 'newer') {
    work.basis = null;
    work.find('cannot_check', 'newer_label');
  } else if (label.kind === 'sealed') {
    work.pass('readable');
    await judgeSealed(work, label, trust, moment);
  } else {
    work.pass('readable');
    for (const check of ['key', 'signature', 'host', 'scope']) work.checks[check] = 'not_applicable';
    work.find('cannot_check', 'needs_registry');
  }
  return work.result();
}
