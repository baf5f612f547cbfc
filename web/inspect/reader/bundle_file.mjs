// A bundle's or delta's file, from its first byte to its believed and unpacked sections:
// docs/bundle_format.md, sections 1 to 3 and 7.
import { bytesOf, hex, joined, sha256, textOf, toUtf8 } from './bytes.mjs';
import { ByteReader } from './columns.mjs';
import { inflated } from './inflate.mjs';
import { parseOnce, requireMembers } from './members.mjs';
import { hashesIn, isIncluded, leafHash, readCheckpoint } from './merkle.mjs';
import { isSignedBy, readNote } from './note.mjs';
import { isRefusal, refuse } from './refuse.mjs';
import { openTrust } from './trust.mjs';

const kMostNote = 1 << 20;
const kMostCheckpoint = 64 << 10;
const kMostProof = 2048;
const kMostTrustList = 16 << 20;
const kMostUnpacked = 2 ** 30;
const kMostSections = 10_000;
const kMostName = 40;
const kPatchMargin = 64;

const unreadable = (reason) => refuse('bundle_unreadable', { reason });

function firstLine(file) {
  const line = textOf(file.subarray(0, 128));
  const end = line.indexOf('\n');
  if (end < 0) unreadable('first_line');
  const words = line.slice(0, end).split(' ');
  const whole = words.length === 2 && words[0] === 'temgoc-bundle/v2';
  const delta = words.length === 3 && words[0] === 'temgoc-bundle-delta/v2' && words[1].length === 64;
  if (!whole && !delta) {
    if (['temgoc-bundle/v1', 'temgoc-bundle-delta/v1'].includes(words[0])) refuse('bundle_older');
    const ours = ['temgoc-bundle/v2', 'temgoc-bundle-delta/v2'].includes(words[0]);
    if (/^temgoc-bundle(-delta)?\/v/.test(line) && !ours) refuse('bundle_newer');
    unreadable('first_line');
  }
  const digits = words[words.length - 1];
  if (!/^[1-9][0-9]{0,9}$/.test(digits) || Number(digits) > kMostNote) unreadable('first_line');
  return { base: delta ? words[1] : null, note: Number(digits), length: end + 1 };
}

function readManifest(text) {
  if (!text.startsWith('temgoc-bundle/v2\n')) {
    if (text.startsWith('temgoc-bundle/v1\n')) refuse('bundle_older');
    if (text.startsWith('temgoc-bundle/v')) refuse('bundle_newer');
    unreadable('manifest');
  }
  const lines = text.split('\n');
  if (lines.length !== 3 || lines[2] !== '') unreadable('manifest');
  const bad = ['bundle_unreadable', { reason: 'manifest' }];
  const manifest = parseOnce(toUtf8(lines[1]), ...bad);
  requireMembers(manifest, {
    realm: 'text', made_at: 'instant', expires_at: 'instant', grace_until: 'instant', trust_version: 'count',
    facts_size: 'count', listed_from: 'textOrNull', sections: 'list' }, ...bad);
  if (manifest.made_at > manifest.expires_at || manifest.expires_at > manifest.grace_until) unreadable('manifest');
  if (manifest.listed_from !== null && !/^\d{4}-(0[1-9]|1[0-2])$/.test(manifest.listed_from)) unreadable('manifest');
  for (const section of manifest.sections) {
    requireMembers(section, { name: 'text', size: 'count', sha256: 'digest' }, ...bad);
    if (new TextEncoder().encode(section.name).length > kMostName) unreadable('manifest');
  }
  const sum = manifest.sections.reduce((total, { size }) => total + size, 0);
  const names = new Set(manifest.sections.map(({ name }) => name));
  if (manifest.sections.length > kMostSections || sum > kMostUnpacked || names.size !== manifest.sections.length) unreadable('manifest');
  return manifest;
}

function storedParts(file, from, count) {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const parts = [];
  let at = from;
  while (parts.length < count) {
    if (file.length - at < 8) unreadable('truncated');
    const size = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
    at += 8;
    if (file.length - at < size) unreadable('truncated');
    parts.push(file.subarray(at, at + size));
    at += size;
  }
  if (at !== file.length) unreadable('trailing');
  return parts;
}

function refuseLong(parts) {
  const damaged = (section) => refuse('bundle_damaged', { section });
  if (parts.checkpoint.length > kMostCheckpoint) damaged('checkpoint');
  if (parts.proof.length > kMostProof) damaged('proof');
  const list = parts.manifest.sections.find(({ name }) => name === 'trust_list');
  if (list && (list.size > kMostTrustList || parts.stored.get('trust_list').length > kMostTrustList)) damaged('trust_list');
}

// Steps 1 and what of the manifest is form. Nothing of it is believed yet.
export function takeApart(file) {
  const line = firstLine(file);
  if (file.length - line.length < line.note) unreadable('truncated');
  let note;
  try { note = readNote(textOf(file.subarray(line.length, line.length + line.note))); } catch (error) {
    if (!isRefusal(error)) throw error;
    unreadable('manifest');
  }
  const manifest = readManifest(note.text);
  const [checkpoint, proof, ...sections] = storedParts(file, line.length + line.note, 2 + manifest.sections.length);
  const stored = new Map(manifest.sections.map(({ name }, i) => [name, sections[i]]));
  const parts = { base: line.base, note, manifest, checkpoint, proof, stored, digest: hex(sha256(bytesOf(note.text))) };
  refuseLong(parts);
  return parts;
}

// Steps 2 and 3: the list inside, signed by the pinned roots, and the manifest, signed by its bundle key.
async function believed(parts, list, roots, known) {
  if (parts.manifest.realm !== roots.realm) refuse('bundle_foreign', { realm: parts.manifest.realm, expected: roots.realm });
  const trust = await openTrust(toUtf8(textOf(list)), roots, known);
  if (trust.bundleKey === null) refuse('bundle_key_not_delegated');
  if (!await isSignedBy(parts.note, `${roots.realm}/bundle`, trust.bundleKey)) refuse('bundle_not_signed');
  return trust;
}

async function openCheckpoint(parts, trust) {
  const damaged = () => refuse('bundle_damaged', { section: 'checkpoint' });
  let note = null;
  try { note = readNote(textOf(parts.checkpoint)); } catch (error) { if (!isRefusal(error)) throw error; damaged(); }
  const checkpoint = readCheckpoint(note.text);
  if (checkpoint === null || checkpoint.origin !== parts.manifest.realm) damaged();
  if (!await isSignedBy(note, parts.manifest.realm, trust.logKey)) damaged();
  return { note, ...checkpoint };
}

// Step 4. The entry is made anew from the manifest, so it is this bundle's or none.
function refuseUnlogged(parts, head) {
  const proof = hashesIn(parts.proof) ?? refuse('bundle_damaged', { section: 'proof' });
  const { realm, made_at: madeAt, facts_size: size } = parts.manifest;
  const entry = new TextEncoder().encode(`temgoc-bundle/v1\n${realm}\n${madeAt}\n${size}\n${parts.digest}\n`);
  if (!isIncluded(leafHash(entry), BigInt(size), head, proof)) refuse('bundle_not_in_log');
}

async function unpackedSection({ name, size, sha256: digest }, stored) {
  const plain = name === 'trust_list';
  if (plain && stored.length !== size) refuse('bundle_damaged', { section: name });
  const content = plain ? stored : await inflated(stored, size, name);
  const found = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  if (hex(found) !== digest) refuse('bundle_damaged', { section: name });
  return content;
}

// Steps 1 to 5, and of step 6 the version of the list. `known`: as of openTrust.
export async function openFile(file, roots, known) {
  const parts = takeApart(file);
  if (parts.base !== null) refuse('bundle_is_delta');
  if (!parts.stored.has('trust_list')) refuse('bundle_section_missing', { section: 'trust_list' });
  const trust = await believed(parts, parts.stored.get('trust_list'), roots, known);
  const checkpoint = await openCheckpoint(parts, trust);
  refuseUnlogged(parts, checkpoint);
  const sections = new Map();
  for (const section of parts.manifest.sections) {
    sections.set(section.name, await unpackedSection(section, parts.stored.get(section.name)));
  }
  if (trust.version !== parts.manifest.trust_version) refuse('bundle_damaged', { section: 'trust_list' });
  return { manifest: parts.manifest, digest: parts.digest, trust, checkpoint, sections };
}

// The operations of a patch; they end with it.
function patched(base, patch, size, name) {
  const reader = new ByteReader(patch, name);
  const out = new Uint8Array(size);
  let at = 0;
  while (reader.left > 0) {
    const operation = reader.varint();
    const length = Math.floor(operation / 2);
    const copies = operation % 2 === 1;
    const from = copies ? reader.varint() : 0;
    if (length > size - at || (copies && (from > base.length || length > base.length - from))) reader.fail();
    out.set(copies ? base.subarray(from, from + length) : reader.take(length), at);
    at += length;
  }
  if (at !== size) reader.fail();
  return out;
}

async function patchedSection(base, section, stored) {
  const { name, size } = section;
  const reader = new ByteReader(stored, name);
  const patchSize = reader.varint(size + kPatchMargin);
  const operations = await inflated(reader.take(reader.left), patchSize, name);
  const before = base.manifest.sections.find((each) => each.name === name);
  const old = before ? await unpackedSection(before, base.stored.get(name)) : new Uint8Array(0);
  const content = patched(old, operations, size, name);
  const found = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  if (hex(found) !== section.sha256) refuse('bundle_damaged', { section: name });
  return deflated(content);
}

async function deflated(content) {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The list of the delta, or the base's own where it is the very same.
function plainList(base, delta) {
  const section = delta.manifest.sections.find(({ name }) => name === 'trust_list');
  const before = base.manifest.sections.find(({ name }) => name === 'trust_list');
  const stored = delta.stored.get('trust_list');
  const same = stored?.length === 0 && section.size > 0 && before && before.size === section.size && before.sha256 === section.sha256;
  return same ? base.stored.get('trust_list') : stored;
}

const sizeBytes = (length) => {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(length / 2 ** 32));
  view.setUint32(4, length >>> 0);
  return bytes;
};

// The whole bundle that a delta makes of the one it begins from. openFile then judges it.
export async function applyDelta(baseFile, deltaFile, roots, known) {
  const base = takeApart(baseFile);
  if (base.base !== null) refuse('bundle_is_delta');
  const delta = takeApart(deltaFile);
  if (delta.base !== base.digest) {
    refuse('bundle_wrong_base', { need: String(delta.base).slice(0, 16), have: base.digest.slice(0, 16), made_at: base.manifest.made_at });
  }
  const list = plainList(base, delta);
  for (const [parts, note] of [[base, base.stored.get('trust_list')], [delta, list]]) {
    if (note === undefined) refuse('bundle_section_missing', { section: 'trust_list' });
    await believed(parts, note, roots, known);
  }
  const line = firstLine(deltaFile);
  const note = deltaFile.subarray(line.length, line.length + line.note);
  const pieces = [bytesOf(`temgoc-bundle/v2 ${line.note}\n`), note, sizeBytes(delta.checkpoint.length), delta.checkpoint,
    sizeBytes(delta.proof.length), delta.proof];
  for (const section of delta.manifest.sections) {
    const content = section.name === 'trust_list' ? list : await patchedSection(base, section, delta.stored.get(section.name));
    pieces.push(sizeBytes(content.length), content);
  }
  return joined(...pieces);
}

// Step 8: what a reader remembers of each realm. `seen`: { madeAt, digest } or null.
export function refuseRollBack(seen, { manifest, digest }) {
  if (seen === null) return;
  if (manifest.made_at < seen.madeAt) refuse('bundle_rolled_back', { made_at: manifest.made_at, seen: seen.madeAt });
  if (manifest.made_at === seen.madeAt && digest !== seen.digest) refuse('bundle_forked', { made_at: manifest.made_at });
}

// Step 7: the keys by which a bundle is believed are those of the newest list at hand.
export function refuseReplacedKeys(inside, newest) {
  if (inside.bundle_key === newest.bundle_key && inside.log_key === newest.log_key) return;
  refuse('bundle_key_replaced', { version: String(inside.version), newest: String(newest.version) });
}
