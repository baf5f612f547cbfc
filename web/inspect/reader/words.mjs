// A verdict as a person reads it, from the same sentences as the program (words/*.json).
import { isNotYet, isoOf, stars, validThrough, vague, dateText, dayOf } from './certificates.mjs';
import { asLabelled, dataState, vietnamDay } from './verdict.mjs';

const kChecksToName = ['issued', 'status', 'certification', 'copies', 'freshness'];
const kVietnamMs = 7 * 3_600_000;
const kHourMs = 3_600_000;

export const dmy = (iso) => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
// An instant (ms, or as text) as a clock in Vietnam shows it.
export function momentText(instant) {
  const iso = new Date((typeof instant === 'string' ? Date.parse(instant) : instant) + kVietnamMs).toISOString();
  return `${iso.slice(11, 16)} ${dmy(iso)}`;
}

// GTIN without the zeros that fill it up.
export const printedGtin = (gtin) => (gtin.startsWith('000000') ? gtin.slice(6) : gtin.startsWith('00') ? gtin.slice(2) : gtin.replace(/^0/, ''));

export class Speaker {
  constructor(table) { this.table = table; }

  // "1234.5" with the marks of the language; what follows a number stays as it is.
  number(text) {
    const [, sign, whole, decimals, rest] = /^([-+]?)(\d+)(?:\.(\d+))?(.*)$/s.exec(text) ?? [];
    if (whole === undefined) return text;
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, this.table['number.thousands']);
    return sign + grouped + (decimals === undefined ? '' : this.table['number.decimal'] + decimals) + rest;
  }

  has(key) { return key in this.table; }

  // {name}, {kind:name}, {name|one|many}; a value that is not given is said as "(?)".
  say(key, args = {}) {
    const text = this.table[key];
    if (text === undefined) return key.slice(key.lastIndexOf('.') + 1);
    return text.replace(/\{([^{}]*)\}/g, (whole, name) => this.replacement(name, args));
  }

  replacement(name, args) {
    const forms = name.split('|');
    if (forms.length === 3 && forms[0] in args) return String(args[forms[0]]) === '1' ? forms[1] : forms[2];
    const [kind, of] = name.includes(':') ? name.split(':') : [null, name];
    if (!(of in args)) return '(?)';
    const value = String(args[of]);
    if (kind === 'number') return this.number(value);
    if (kind === 'moment') return momentText(value);
    if (kind === 'day') return dmy(value);
    if (kind !== null && this.has(`${kind}.${value}`)) return this.say(`${kind}.${value}`);
    return value;
  }

  value(text) { return text ? text : this.say('unknown_value'); }

  // A name as the label says it, and what its bearer is called today where that is another.
  named(then, now) {
    if (!then || then === now) return now ?? '';
    return now ? this.say('now_called', { then, now }) : then;
  }

  productName(v) { return v.facts === null ? '' : this.named(asLabelled(v.facts, 'product')?.name ?? '', v.facts.product?.name ?? ''); }

  cooperativeName(v) {
    const now = v.cooperative?.name ?? '';
    if (now === '' || v.facts === null) return now;
    return this.named(asLabelled(v.facts, 'cooperative')?.name ?? '', now);
  }

  args(v) {
    const args = {
      cooperative: this.value(this.cooperativeName(v)), lot: this.value(v.lot), expires_on: this.value(v.expiresOn ? dmy(isoOf(v.expiresOn)) : '') };
    if (v.namedProduct !== null) {
      args.product = v.namedProduct.product;
      args.cooperative = this.value(v.namedProduct.cooperative);
    }
    if (v.facts === null) return args;
    if (v.facts.recalls.length > 0) args.recall_reason = v.facts.recalls[0].reason;
    if (v.facts.voided !== null) args.void_reason = v.facts.voided.reason;
    if (v.facts.cancelled !== null) args.cancel_reason = v.facts.cancelled.reason;
    return args;
  }

  // The words for what was read in place of a label, else for this reason, else for this basis, else for the headline.
  specificKey(v, kind) {
    const general = `${kind}.${v.verdict}`;
    const product = v.claimed?.product !== undefined;
    const detail = !product ? null : v.namedProduct === null ? v.claimed.why : `${v.claimed.why}${v.namedProduct.product === '' ? '.maker' : '.named'}`;
    for (const each of [detail, product ? v.claimed.why : null, v.reason, v.basis]) {
      if (each && this.has(`${general}.${each}`)) return `${general}.${each}`;
    }
    return general;
  }

  headline(v) { return this.say(this.specificKey(v, 'headline')); }

  sentence(v) {
    let key = this.specificKey(v, 'sentence');
    if (key === 'sentence.valid' && !v.expiresOn) key += '.no_use_by';
    return this.say(key, this.args(v));
  }

  reason(finding, v) {
    if (!finding.reason) return '';
    if (v.claimed?.product !== undefined && finding.reason === 'malformed') {
      const name = v.namedProduct?.product ?? '';
      return this.say(`malformed.${v.claimed.why}`) + (name === '' ? '' : ` (${name})`);
    }
    const text = this.say(`reason.${finding.reason}`, this.args(v));
    return finding.reason === 'malformed' && v.claimed?.kind === 'unreadable' ? `${text}: ${this.say(`malformed.${v.claimed.why}`)}` : text;
  }

  hint(finding) { return finding.reason && this.has(`reason.${finding.reason}.hint`) ? this.say(`reason.${finding.reason}.hint`) : ''; }

  // Whether there is no use-by day, or none on record.
  useBy(v) {
    if (v.expiresOn) return dmy(isoOf(v.expiresOn));
    if (!v.facts?.lot || v.lot === undefined) return '';
    const shelfLife = asLabelled(v.facts, 'product')?.shelf_life_days;
    return this.say(v.facts.lot.shelfLife === 0 && shelfLife !== null && shelfLife !== undefined ? 'expires_on.none' : 'expires_on.not_known');
  }

  dateWords(date) {
    if (date.precision === 'day') return dmy(isoOf(date.first));
    return date.precision === 'month' ? dmy(isoOf(date.first)).slice(3) : dateText(date);
  }

  certificateName(certificate) {
    const count = stars(certificate);
    const level = count !== null ? this.say('stars', { stars: count }) : certificate.level ?? '';
    const parts = [`${certificate.scheme}${level === '' ? '' : ` ${level}`}`,
      certificate.number ? this.say('certification.number', { number: certificate.number }) : this.say('certification.no_number')];
    for (const [key, date] of [['issued', vague(certificate.issued)], ['through', validThrough(certificate)]]) {
      parts.push(date === null ? this.say(`certification.no_${key}`) : this.say(`certification.${key}`, { date: this.dateWords(date) }));
    }
    return parts.join(', ');
  }

  inForceWords(certificate, day, force) {
    if (force === null) return this.say('in_force.unknown');
    if (force) return this.say('in_force.yes');
    return this.say(isNotYet(certificate, day) ? 'in_force.not_yet' : 'in_force.no');
  }

  certificateLine({ certificate, onPacking, today }, v) {
    const now = dayOf(vietnamDay(Date.parse(v.facts.asOf)));
    return this.say('certification.line', {
      name: this.certificateName(certificate), on_packing: this.inForceWords(certificate, v.packedOn, onPacking),
      today: this.inForceWords(certificate, now, today) });
  }

  // What the label or the record says, as pairs of name and value.
  facts(v) {
    const rows = [
      ['cooperative', this.cooperativeName(v)], ['product', this.productName(v)], ['gtin', v.gtin ? printedGtin(v.gtin) : ''], ['lot', v.lot ?? ''],
      ['serial', v.serial ?? ''], ['packed_on', v.packedOn !== undefined && v.packedOn !== null ? dmy(isoOf(v.packedOn)) : ''], ['expires_on', this.useBy(v)],
      ...(v.certifications ?? []).map((each) => ['certification', this.certificateLine(each, v)]), ['vouched_by', v.realm ?? '']];
    return rows.filter(([, value]) => value !== '').map(([key, value]) => [this.say(key), value]);
  }

  // What an unbelieved label says of itself.
  claims(v) {
    const { claimed } = v;
    if (claimed === null || !['sealed', 'link', 'roll'].includes(claimed.kind)) return [];
    return [['host', claimed.host], ['gtin', printedGtin(claimed.gtin)], ['lot', claimed.lot ?? ''], ['serial', claimed.serial ?? '']]
      .filter(([, value]) => value !== '').map(([key, value]) => [this.say(key), value]);
  }

  notChecked(v) { return kChecksToName.filter((check) => v.checks[check] === 'not_checked').map((check) => this.say(`check.${check}`)).join(', '); }

  age(madeAt, now) {
    const hours = Math.floor((now - Date.parse(madeAt)) / kHourMs);
    if (hours < 0) return this.say('age.future');
    if (hours < 1) return this.say('age.under_an_hour');
    return hours < 48 ? this.say('age.hours', { hours }) : this.say('age.days', { days: Math.floor(hours / 24) });
  }

  dataAge(data, now) { return this.say('basis.bundle.dated', { made_at: momentText(data.made_at), age: this.age(data.made_at, now) }); }

  // What never changes the verdict and yet must be seen; of the clock only what no finding says.
  warnings(v) {
    if (v.data === null) return [];
    const { state, clock } = dataState(v.data, v.now);
    const told = [v, ...v.also].some(({ reason }) => reason === 'clock_off' || reason === 'clock_ahead');
    const args = {
      made_at: momentText(v.data.made_at), expires_at: momentText(v.data.expires_at), grace_until: momentText(v.data.grace_until), now: momentText(v.now) };
    return [`offline.${state}`, told ? '' : `clock.${clock}`].filter((key) => this.has(key)).map((key) => this.say(key, args));
  }

  // The line that `temgoc-verify` answers to each line of its input.
  line(v) {
    const parts = [this.headline(v)];
    const add = (key, text) => { if (text) parts.push(key === '' ? text : `${this.say(key)} ${text}`); };
    const claimed = v.claimed !== null && ['sealed', 'link', 'roll'].includes(v.claimed.kind) ? v.claimed : null;
    add('', asLabelled(v.facts, 'product')?.name ?? '');
    add('lot', v.lot ?? claimed?.lot ?? '');
    add('serial', v.serial ?? claimed?.serial ?? '');
    add('expires_on', v.expiresOn ? dmy(isoOf(v.expiresOn)) : '');
    if (v.verdict !== 'valid') add('', this.reason(v, v));
    return parts.join(' | ');
  }
}

