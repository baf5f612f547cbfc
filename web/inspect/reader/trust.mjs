// Root sets and trust lists: docs/trust_list_format.md.
import { bytesOf, fromBase64, fromUtf8, hex, keyId, sha256, toUtf8 } from './bytes.mjs';
import { importKey, isCanonical, isOfPrimeOrder, isSmallOrder } from './ed25519.mjs';
import { parseOnce, requireMembers } from './members.mjs';
import { isSignedBy, readNote } from './note.mjs';
import { isRefusal, refuse } from './refuse.mjs';

export { isRefusal };

function readText(note, ...firstLines) {
  const lines = note.text.split('\n');
  if (lines.length !== 3 || !firstLines.includes(lines[0]) || lines[2] !== '') refuse('note_unreadable');
  return { firstLine: lines[0], content: parseOnce(toUtf8(lines[1])) };
}

// `known`: the key was found to be of prime order before, which is slow to find.
export async function admitKey(bytes, known = false) {
  if (isSmallOrder(bytes) || !isCanonical(bytes)) refuse('key_not_admitted');
  if (!known && !isOfPrimeOrder(bytes)) refuse('key_not_admitted');
  return { bytes, verify: await importKey(bytes) };
}

const admitText = (text, known) => admitKey(fromBase64(text, 32) ?? refuse('note_unreadable'), known);

async function countRoots(note, roots) {
  let good = 0;
  for (const root of roots.roots) if (await isSignedBy(note, root.name, root.key)) good += 1;
  return good;
}

const digestOf = (note) => hex(sha256(bytesOf(note.text)));

export async function openRoots(noteText) {
  const note = readNote(fromUtf8(noteText));
  const roots = readText(note, 'temgoc-roots/v1').content;
  requireMembers(roots, { realm: 'text', version: 'count', threshold: 'count', roots: 'list' });
  for (const root of roots.roots) {
    requireMembers(root, { name: 'text', key: 'text' });
    if (!new RegExp(`^${roots.realm.replace(/[.]/g, '\\.')}/root/[a-z0-9-]{1,32}$`).test(root.name)) refuse('roots_unreadable');
    root.text = root.key;
    root.key = await admitText(root.key);
  }
  const distinct = new Set(roots.roots.map((root) => hex(root.key.bytes))).size;
  if (roots.version < 1 || roots.threshold < 1 || roots.threshold > roots.roots.length) refuse('roots_unreadable');
  if (distinct !== roots.roots.length || distinct > 16) refuse('roots_unreadable');
  if (await countRoots(note, roots) < roots.threshold) refuse('roots_not_signed');
  return Object.assign(roots, { digest: digestOf(note) });
}

// The successor of `old`, signed by its threshold too.
export async function succeedRoots(old, noteText) {
  const next = await openRoots(noteText);
  if (next.realm !== old.realm || next.version !== old.version + 1) refuse('roots_not_successor');
  if (await countRoots(readNote(fromUtf8(noteText)), old) < old.threshold) refuse('roots_not_signed');
  return next;
}

const kKeyMembers = {
  key: 'text', status: 'text', cooperative_id: 'text', cooperative_name: 'text', gtin_prefixes: 'texts',
  hosts: 'texts', packed_from: 'dayOrNull', packed_until: 'dayOrNull', cut_at: 'countOrNull',
};

const isHost = (host) => host.length <= 253
  && host.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));

// What one entry says must fit together; only a test key may be nobody's.
function refuseEntry(entry) {
  if (!['active', 'retired', 'cut', 'test'].includes(entry.status)) refuse('trust_unreadable');
  if ((entry.status === 'cut') !== (entry.cut_at !== null)) refuse('trust_unreadable');
  if (entry.status !== 'test' && (entry.cooperative_id === '' || entry.cooperative_name === '')) refuse('trust_unreadable');
  if (!entry.gtin_prefixes.every((prefix) => /^[0-9]{1,12}$/.test(prefix))) refuse('trust_unreadable');
  if (!entry.hosts.every(isHost)) refuse('trust_unreadable');
  if (entry.packed_from && entry.packed_until && entry.packed_from > entry.packed_until) refuse('trust_unreadable');
}

// Sorted, a prefix stands directly before what it begins, so neighbours of other cooperatives tell.
function refuseOverlaps(keys) {
  const owned = keys.filter((key) => key.status === 'active')
    .flatMap((key) => key.gtin_prefixes.map((prefix) => ({ prefix, owner: key.cooperative_id })))
    .sort((a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0));
  const open = [];
  for (const one of owned) {
    while (open.length > 0 && !one.prefix.startsWith(open[open.length - 1].prefix)) open.pop();
    if (open.some((above) => above.owner !== one.owner)) refuse('trust_unreadable');
    open.push(one);
  }
}

// `known`: digests of lists whose keys were found to be of prime order before.
export async function openTrust(noteText, roots, known = new Set()) {
  const note = readNote(fromUtf8(noteText));
  const { firstLine, content: list } = readText(note, 'temgoc-trust-list/v1', 'temgoc-trust-list/v2');
  requireMembers(list, {
    realm: 'text', version: 'count', root_version: 'count', issued_at: 'instant', expires_at: 'instant',
    log_key: 'text', keys: 'list', ...(firstLine.endsWith('/v2') ? { bundle_key: 'textOrNull' } : {}),
  });
  if (list.realm !== roots.realm || list.root_version !== roots.version) refuse('trust_of_other_roots');
  if (await countRoots(note, roots) < roots.threshold) refuse('trust_not_signed');
  if (list.version < 1 || list.issued_at >= list.expires_at) refuse('trust_unreadable');
  const digest = digestOf(note);
  const isKnown = known.has(digest);
  const all = [list.log_key, ...roots.roots.map((root) => root.text), ...list.keys.map((entry) => entry.key)];
  const logKey = await admitText(list.log_key, isKnown);
  let bundleKey = null;
  if (typeof list.bundle_key === 'string') {
    bundleKey = await admitText(list.bundle_key, isKnown);
    all.push(list.bundle_key);
  }
  if (new Set(all).size !== all.length) refuse('trust_unreadable');
  for (const entry of list.keys) {
    requireMembers(entry, kKeyMembers);
    refuseEntry(entry);
    Object.assign(entry, { key: await admitText(entry.key, isKnown) });
    entry.realm = entry.status === 'test' ? `${list.realm}/test` : list.realm;
    entry.id = keyId(entry.realm, entry.key.bytes);
  }
  refuseOverlaps(list.keys);
  return Object.assign(list, { digest, logKey, bundleKey });
}

export const keysWithId = (trust, id) => trust.keys.filter((key) => key.id === id);
