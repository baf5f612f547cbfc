// Enrolling, and bringing the data: whole once, then what changed. A download that was cut goes on where it stopped.
import { ask } from './engine.mjs';
import { changed, noteServerTime, state } from './state.mjs';
import { clear, get, leaveMarker, put } from './store.mjs';

const kSecretCharacters = 16;
const kCrockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const fault = (code, args = {}) => Object.assign(new Error(code), { code, args });

async function post(name, body, type = 'application/x-www-form-urlencoded') {
  let answer;
  try {
    answer = await fetch(`api/${name}`, { method: 'POST', body, headers: { 'Content-Type': type, 'Accept-Language': state.language }, cache: 'no-store' });
  } catch {
    throw fault('inspect_no_network');
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => null);
  if (said?.error) throw Object.assign(fault(said.error.code), { said: said.error });
  throw fault(answer.status === 429 ? 'inspect_too_many' : 'inspect_service', { status: answer.status });
}

// What was scanned (`SECRET.digest of the roots`) or typed (24 characters); null where it is neither.
export function readCode(text) {
  const link = /#ghi-danh=([0-9A-Za-z]{16})\.([0-9a-f]{64})$/.exec(text.trim());
  if (link) return { secret: link[1].toUpperCase(), roots: link[2] };
  const typed = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{24}$/.test(typed)) return null;
  return { secret: typed.slice(0, kSecretCharacters), rootsBeginning: typed.slice(kSecretCharacters) };
}

// The first 40 bits of a digest, as the code has them.
export function beginningOf(digest) {
  const bits = BigInt(`0x${digest.slice(0, 10)}`);
  let text = '';
  for (let i = 7n; i >= 0n; i -= 1n) text += kCrockford[Number((bits >> (5n * i)) & 31n)];
  return text;
}

// Pins the roots that the code names, and no others.
export async function enrol(code) {
  const answer = await (await post('enrol', new URLSearchParams({ code: code.secret }))).json();
  const digest = await ask('rootsDigest', { roots: answer.roots });
  const fits = code.roots ? code.roots === digest : code.rootsBeginning === beginningOf(digest);
  if (!fits) throw fault('inspect_other_roots');
  const enrolment = {
    code: code.secret, name: answer.inspector, expiresAt: answer.expires_at, realm: answer.realm, host: answer.host, roots: answer.roots,
    rootsDigest: digest, at: new Date().toISOString() };
  await put('settings', 'enrolment', enrolment);
  await noteServerTime(answer.now);
  state.enrolment = enrolment;
  leaveMarker('');
  changed();
}

// A root set that followed the pinned one is taken over when the old one signed it.
async function followRoots() {
  const answer = await fetch('/roots', { cache: 'no-store' }).catch(() => null);
  const next = answer?.ok ? await answer.text() : null;
  if (next === null || next === state.enrolment.roots) return;
  try { await ask('successor', { roots: state.enrolment.roots, next }); } catch { return; }
  state.enrolment = { ...state.enrolment, roots: next, rootsDigest: await ask('rootsDigest', { roots: next }) };
  await put('settings', 'enrolment', state.enrolment);
}

function asked(have, from) { return new URLSearchParams({ code: state.enrolment.code, have, from: String(from) }); }

async function piece(have, from) {
  const answer = await post('bundle', asked(have, from));
  const head = (name) => answer.headers.get(`Temgoc-${name}`);
  if (head('Now')) await noteServerTime(head('Now'));
  if (head('Enrolled-Until') && head('Enrolled-Until') !== state.enrolment.expiresAt) {
    state.enrolment = { ...state.enrolment, expiresAt: head('Enrolled-Until') };
    await put('settings', 'enrolment', state.enrolment);
  }
  if (answer.status === 204) return { digest: head('Bundle'), bytes: null };
  let bytes;
  try { bytes = await answer.arrayBuffer(); } catch { throw fault('inspect_no_network'); }
  return { digest: head('Bundle'), kind: head('Bundle-Kind'), size: Number(head('Bundle-Size')), bytes };
}

// What came of a download so far: its head, and each piece by its number, so that a piece is written once.
const kNoDownload = { digest: '', kind: '', size: 0, have: '', done: 0, count: 0 };

async function keepPiece(head, bytes) {
  await put('partial', head.count, bytes);
  const next = { ...head, done: head.done + bytes.byteLength, count: head.count + 1 };
  await put('partial', 'head', next);
  return next;
}

async function joined({ count }) {
  const parts = [];
  for (let i = 0; i < count; i += 1) parts.push(await get('partial', i));
  return new Blob(parts).arrayBuffer();
}

// All pieces, from the first that is missing; the file, or null where there is nothing newer. `onProgress(done, size)`.
async function brought(have, onProgress) {
  let head = await get('partial', 'head') ?? kNoDownload;
  if (head.have !== have) head = kNoDownload;
  for (;;) {
    if (head.count > 0 && head.done >= head.size) return { kind: head.kind, bytes: await joined(head) };
    const got = await piece(have, head.done);
    if (got.bytes === null) return null;
    const goesOn = head.count > 0 && head.digest === got.digest && head.kind === got.kind && head.size === got.size;
    if (!goesOn) {
      await clear('partial');
      const late = head.done > 0;  // another bundle was built meanwhile
      head = { ...kNoDownload, digest: got.digest, kind: got.kind, size: got.size, have };
      if (late) continue;
    }
    if (got.bytes.byteLength === 0) throw fault('inspect_no_network');
    head = await keepPiece(head, got.bytes);
    onProgress(head.done, head.size);
  }
}

// Judges a file whole before anything of it is used, then keeps it. The one in use stays until then.
async function take(file) {
  const { roots } = state.enrolment;
  const seen = await get('settings', 'seen') ?? null;
  const found = await ask('check', { file, roots, seen });
  await put('bundle', 'current', { file, sha256: found.sha256 });
  if (Date.parse(found.manifest.made_at) <= Date.now() + 86_400_000) await put('settings', 'seen', { madeAt: found.manifest.made_at, digest: found.digest });
  await put('settings', 'known', [found.trustDigest]);
  await clear('partial');
  state.data = await ask('use', { witnesses: await get('settings', 'witnesses') ?? [] });
  state.fault = null;
  leaveMarker(found.manifest.made_at);
}

// Brings the newest data. Resolves with 'new' or 'unchanged'. Whatever goes wrong, what was in use stays in use.
export async function update(onProgress) {
  await followRoots();
  const have = state.data?.digest ?? '';
  const got = await brought(have, onProgress);
  if (got === null) return 'unchanged';
  try {
    const base = got.kind === 'delta' ? (await get('bundle', 'current')).file : null;
    await take(base === null ? got.bytes : await ask('apply', { base, delta: got.bytes, roots: state.enrolment.roots }));
  } catch (error) {
    if (error.code !== undefined) await clear('partial');
    throw error;
  }
  return 'new';
}

// What lies on the phone from before.
export async function openKept() {
  const kept = await get('bundle', 'current') ?? null;
  if (kept === null || state.enrolment === null) return false;
  const [seen, known] = [await get('settings', 'seen') ?? null, await get('settings', 'known') ?? []];
  state.data = await ask('open', {
    file: kept.file, sha256: kept.sha256, roots: state.enrolment.roots, known, seen, witnesses: await get('settings', 'witnesses') ?? [] });
  return true;
}

// The receipt of a visit that the office has on record. It is written a moment after it came: the phone asks until it is, and keeps the
// visit where it is not.
export async function sendVisit(visit) {
  const body = JSON.stringify({ code: state.enrolment.code, visit });
  for (const wait of [300, 1000, 3000, 0]) {
    const { receipt, kept } = await (await post('visit', body, 'application/json')).json();
    if (kept) return receipt;
    await new Promise((go) => setTimeout(go, wait));
  }
  throw fault('visits_busy');
}
