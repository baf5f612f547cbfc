// Root sets and trust lists: docs/trust_list_format.md.
import { bytesOf, fromBase64, fromUtf8, hex, keyId, toUtf8 } from './bytes.mjs';
import { importKey, isCanonical, isOfPrimeOrder, isSmallOrder, verify } from './ed25519.mjs';

class Refused extends Error {}
export const refuse = (why) => { throw new Refused(why); };
export const isRefusal = (error) => error instanceof Refused;

// Text and signatures of a C2SP signed note.
function readNote(note) {
  const end = note.indexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) refuse('no note');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > 100) refuse('too many signatures');
  const signatures = lines.map((line) => {
    const parts = /^\xe2\x80\x94 ([^ +]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? refuse('signature line');
    const bytes = Uint8Array.from(Buffer.from(parts[2], 'base64'));
    return { name: toUtf8(parts[1]), keyId: hex(bytes.slice(0, 4)), signature: bytes.slice(4) };
  });
  return { text: note.slice(0, end + 1), signatures };
}

// Date.parse takes 30 February for a day in March.
const isDay = (v) => !Number.isNaN(Date.parse(v)) && new Date(`${v}T00:00:00Z`).toISOString().startsWith(v);

const kTypes = {
  text: (v) => typeof v === 'string',
  count: (v) => Number.isSafeInteger(v) && v >= 0,
  list: (v) => Array.isArray(v),
  texts: (v) => Array.isArray(v) && v.every((one) => typeof one === 'string'),
  instant: (v) => typeof v === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(v) && !Number.isNaN(Date.parse(v)),
  dayOrNull: (v) => v === null || (typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v) && isDay(v)),
  textOrNull: (v) => v === null || typeof v === 'string',
  countOrNull: (v) => v === null || kTypes.count(v),
};

// Every member present, none besides.
function requireMembers(object, members) {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) refuse('no object');
  for (const name of Object.keys(object)) if (!(name in members)) refuse(`member ${name}`);
  for (const [name, type] of Object.entries(members)) {
    if (!(name in object) || !kTypes[type](object[name])) refuse(`member ${name}`);
  }
}

const memberCount = (value) => (typeof value !== 'object' || value === null ? 0
  : Object.values(value).reduce((sum, inner) => sum + memberCount(inner), Array.isArray(value) ? 0 : Object.keys(value).length));

// JSON.parse keeps the last of two members of one name; then the text has more colons than the value members.
function parseOnce(line) {
  const value = JSON.parse(line);
  const colons = line.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
  return colons === memberCount(value) ? value : refuse('a member twice');
}

function readText(note, ...firstLines) {
  const lines = note.text.split('\n');
  if (lines.length !== 3 || !firstLines.includes(lines[0]) || lines[2] !== '') refuse('lines');
  return { firstLine: lines[0], content: parseOnce(toUtf8(lines[1])) };
}

async function admit(text) {
  const bytes = fromBase64(text, 32) ?? refuse('key');
  if (isSmallOrder(bytes) || !isCanonical(bytes)) refuse('key of small order or not canonical');
  if (!isOfPrimeOrder(bytes)) refuse('key not of prime order');
  return { bytes, verify: await importKey(bytes) };
}

async function countRoots(note, roots) {
  let good = 0;
  for (const root of roots.roots) {
    let tried = 0;
    for (const line of note.signatures) {
      if (line.name !== root.name || line.keyId !== keyId(root.name, root.key.bytes) || line.signature.length !== 64) continue;
      if ((tried += 1) > 4) break;
      if (await verify(root.key.verify, line.signature, bytesOf(note.text))) { good += 1; break; }
    }
  }
  return good;
}

export async function openRoots(noteText) {
  const note = readNote(fromUtf8(noteText));
  const roots = readText(note, 'temgoc-roots/v1').content;
  requireMembers(roots, { realm: 'text', version: 'count', threshold: 'count', roots: 'list' });
  for (const root of roots.roots) {
    requireMembers(root, { name: 'text', key: 'text' });
    if (!new RegExp(`^${roots.realm.replace(/[.]/g, '\\.')}/root/[a-z0-9-]{1,32}$`).test(root.name)) refuse('root name');
    root.text = root.key;
    root.key = await admit(root.key);
  }
  const distinct = new Set(roots.roots.map((root) => hex(root.key.bytes))).size;
  if (roots.version < 1 || roots.threshold < 1 || roots.threshold > roots.roots.length) refuse('threshold');
  if (distinct !== roots.roots.length || distinct > 16) refuse('roots');
  if (await countRoots(note, roots) < roots.threshold) refuse('roots not signed');
  return roots;
}

const kKeyMembers = {
  key: 'text', status: 'text', cooperative_id: 'text', cooperative_name: 'text', gtin_prefixes: 'texts',
  hosts: 'texts', packed_from: 'dayOrNull', packed_until: 'dayOrNull', cut_at: 'countOrNull',
};

const isHost = (host) => host.length <= 253
  && host.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));

// What one entry says must fit together; only a test key may be nobody's.
function refuseEntry(entry) {
  if (!['active', 'retired', 'cut', 'test'].includes(entry.status)) refuse('status');
  if ((entry.status === 'cut') !== (entry.cut_at !== null)) refuse('cut_at');
  if (entry.status !== 'test' && (entry.cooperative_id === '' || entry.cooperative_name === '')) refuse('owner');
  if (!entry.gtin_prefixes.every((prefix) => /^[0-9]{1,12}$/.test(prefix))) refuse('prefix');
  if (!entry.hosts.every(isHost)) refuse('host');
  if (entry.packed_from && entry.packed_until && entry.packed_from > entry.packed_until) refuse('window');
}

function refuseOverlaps(keys) {
  const active = keys.filter((key) => key.status === 'active');
  for (const one of active) {
    for (const other of active) {
      if (one.cooperative_id === other.cooperative_id) continue;
      for (const prefix of one.gtin_prefixes) {
        if (other.gtin_prefixes.some((theirs) => theirs.startsWith(prefix))) refuse('prefix overlap');
      }
    }
  }
}

export async function openTrust(noteText, roots) {
  const note = readNote(fromUtf8(noteText));
  const { firstLine, content: list } = readText(note, 'temgoc-trust-list/v1', 'temgoc-trust-list/v2');
  requireMembers(list, {
    realm: 'text', version: 'count', root_version: 'count', issued_at: 'instant', expires_at: 'instant',
    log_key: 'text', keys: 'list', ...(firstLine.endsWith('/v2') ? { bundle_key: 'textOrNull' } : {}),
  });
  if (list.realm !== roots.realm || list.root_version !== roots.version) refuse('other roots');
  if (await countRoots(note, roots) < roots.threshold) refuse('trust not signed');
  if (list.version < 1 || list.issued_at >= list.expires_at) refuse('version or term');
  const all = [list.log_key, ...roots.roots.map((root) => root.text), ...list.keys.map((entry) => entry.key)];
  await admit(list.log_key);
  if (typeof list.bundle_key === 'string') {
    await admit(list.bundle_key);
    all.push(list.bundle_key);
  }
  if (new Set(all).size !== all.length) refuse('one key for two things');
  for (const entry of list.keys) {
    requireMembers(entry, kKeyMembers);
    refuseEntry(entry);
    Object.assign(entry, { key: await admit(entry.key) });
    entry.realm = entry.status === 'test' ? `${list.realm}/test` : list.realm;
    entry.id = keyId(entry.realm, entry.key.bytes);
  }
  refuseOverlaps(list.keys);
  return list;
}
