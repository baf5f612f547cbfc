// When a certificate is in force, as far as its dates tell: docs/verdict.md, "Checks", certification.
// Days are numbers of days since 1970-01-01.
const kDayMs = 86_400_000;
const kOcopMonths = 36;

export const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / kDayMs;
export const isoOf = (day) => new Date(day * kDayMs).toISOString().slice(0, 10);

// The same day number later, or the month's last.
function addMonths(day, months) {
  const date = new Date(day * kDayMs);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first / kDayMs + Math.min(date.getUTCDate(), length) - 1;
}

const isOcop = (certificate) => certificate.scheme === 'OCOP';

// A date of the record's form to { precision, first, last }, or null.
export function vague(date) {
  if (date === null || date === undefined) return null;
  return { precision: date.precision, first: dayOf(date.first), last: dayOf(date.last) };
}

export function validThrough(certificate) {
  const stated = vague(certificate.stated_end);
  if (stated !== null) return stated;
  const issued = vague(certificate.issued);
  if (!isOcop(certificate) || issued === null) return null;
  return { precision: issued.precision, first: addMonths(issued.first, kOcopMonths), last: addMonths(issued.last, kOcopMonths) };
}

export const stars = (certificate) => (isOcop(certificate) && /^[3-5]$/.test(certificate.level ?? '') ? Number(certificate.level) : null);

export function dateText({ precision, first }) {
  const iso = isoOf(first);
  if (precision === 'day') return iso;
  return iso.slice(0, precision === 'month' ? 7 : 4);
}

// By the dates alone; null where their precision does not tell.
function inTerm(certificate, day) {
  const start = vague(certificate.issued), end = validThrough(certificate);
  if (start !== null && day < start.first) return false;
  if (end !== null && day > end.last) return false;
  if (start === null || end === null || day < start.last || day > end.first) return null;
  return true;
}

// Whether event `index` can be the last that took effect by `day`. Of two on one day the later counts.
function canBeLast(events, index, day) {
  const { on } = events[index];
  if (on.first > day) return false;
  const latest = Math.min(on.last, day);
  return events.every(({ on: other }, i) => {
    const before = i < index ? other.first <= latest : other.first < latest;
    return i === index || before || other.last > day;
  });
}

function standingOn(certificate, day) {
  const events = certificate.events.map((each) => ({ kind: each.kind, on: vague(each.on) }));
  const standing = { mayStand: events.every(({ on }) => on.last > day), endedBy: null };
  events.forEach((event, i) => {
    if (!canBeLast(events, i, day)) return;
    if (event.kind === 'reinstated') standing.mayStand = true; else standing.endedBy = event.kind;
  });
  return standing;
}

// true, false, or null where it is not known.
export function inForce(certificate, day) {
  const term = inTerm(certificate, day);
  const standing = standingOn(certificate, day);
  if (!standing.mayStand || term === false) return false;
  return standing.endedBy !== null ? null : term;
}

export function isNotYet(certificate, day) {
  if (!standingOn(certificate, day).mayStand || inForce(certificate, day) !== false) return false;
  const issued = vague(certificate.issued);
  return issued !== null && day < issued.first;
}

const kOldest = -1e9;
const ageOf = (certificate) => {
  const issued = vague(certificate.issued), end = validThrough(certificate);
  return [issued?.last ?? kOldest, issued?.first ?? kOldest, end?.last ?? kOldest, certificate.id];
};

function isNewer(a, b) {
  const [first, second] = [ageOf(a), ageOf(b)];
  for (let i = 0; i < 4; i += 1) if (first[i] !== second[i]) return first[i] > second[i];
  return false;
}

const rank = (certificate, day) => ({ true: 0, null: 1, false: 2 })[String(inForce(certificate, day))];

// In force today, not known, not in force; of each the newest first.
export function inOrder(certificates, day) {
  return [...certificates].sort((a, b) => {
    const difference = rank(a, day) - rank(b, day);
    return difference !== 0 ? difference : isNewer(a, b) ? -1 : isNewer(b, a) ? 1 : 0;
  });
}
