// JSON objects of which every member is known, present, of its type, and there once.
import { refuse } from './refuse.mjs';

// Date.parse takes 30 February for a day in March.
const isDay = (v) => !Number.isNaN(Date.parse(v)) && new Date(`${v}T00:00:00Z`).toISOString().startsWith(v);
const isInstant = (v) => typeof v === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(v) && !Number.isNaN(Date.parse(v))
  && new Date(v).toISOString() === v;

const kTypes = {
  text: (v) => typeof v === 'string',
  count: (v) => Number.isSafeInteger(v) && v >= 0,
  flag: (v) => typeof v === 'boolean',
  list: (v) => Array.isArray(v),
  texts: (v) => Array.isArray(v) && v.every((one) => typeof one === 'string'),
  instant: isInstant,
  day: (v) => typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v) && isDay(v),
  dayOrNull: (v) => v === null || kTypes.day(v),
  textOrNull: (v) => v === null || (typeof v === 'string' && v !== ''),
  countOrNull: (v) => v === null || kTypes.count(v),
  keyId: (v) => typeof v === 'string' && /^[0-9a-f]{8}$/.test(v),
  digest: (v) => typeof v === 'string' && /^[0-9a-f]{64}$/.test(v),
  any: () => true,
};

// `code`: what it is refused as, with `args`.
export function requireMembers(object, members, code = 'note_unreadable', args = {}) {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) refuse(code, args);
  for (const name of Object.keys(object)) if (!(name in members)) refuse(code, { ...args, member: name });
  for (const [name, type] of Object.entries(members)) {
    if (!(name in object) || !kTypes[type](object[name])) refuse(code, { ...args, member: name });
  }
  return object;
}

const memberCount = (value) => (typeof value !== 'object' || value === null ? 0
  : Object.values(value).reduce((sum, inner) => sum + memberCount(inner), Array.isArray(value) ? 0 : Object.keys(value).length));

// JSON.parse keeps the last of two members of one name; then the text has more colons than the value
// members.
export function parseOnce(line, code = 'note_unreadable', args = {}) {
  let value;
  try { value = JSON.parse(line); } catch { refuse(code, args); }
  let colons = 0;
  for (let at = 0, quoted = false; at < line.length; at += 1) {
    const c = line.charCodeAt(at);
    if (c === 92 && quoted) at += 1;
    else if (c === 34) quoted = !quoted;
    else if (c === 58 && !quoted) colons += 1;
  }
  return colons === memberCount(value) ? value : refuse(code, args);
}
