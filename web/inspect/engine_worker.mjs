// The reader, away from the page, so that a large bundle never stops a finger.
import { fromUtf8, hex, sha256, bytesOf } from './reader/bytes.mjs';
import { Bundle } from './reader/bundle.mjs';
import { applyDelta, refuseRollBack } from './reader/bundle_file.mjs';
import { engineName } from './reader/ed25519.mjs';
import { openReceipt, openWitness } from './reader/merkle.mjs';
import { readNote } from './reader/note.mjs';
import { openRoots, succeedRoots } from './reader/trust.mjs';
import { judge, knowledgeOf, vietnamDay } from './reader/verdict.mjs';
import { findLots } from './look_up.mjs';

let current = null;   // { bundle, known } by which labels are judged
let sampleBundle = null;
let candidate = null; // one that was just downloaded, and is not in use yet

async function digestOf(bytes) { return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))); }

const summary = (bundle) => ({
  digest: bundle.digest, manifest: { ...bundle.manifest, sections: undefined }, lots: bundle.lotCount, trustDigest: bundle.trust.digest,
  trustVersion: bundle.trust.version, trustExpiresAt: bundle.trust.expires_at, products: bundle.index.products.length });

async function opened({ file, roots, known = [], seen = null, sha256: expected = null }) {
  const bytes = new Uint8Array(file);
  if (expected !== null && await digestOf(bytes) !== expected) throw Object.assign(new Error('altered'), { code: 'inspect_file_altered', args: {} });
  const bundle = await Bundle.open(bytes, await openRoots(roots), new Set(known));
  refuseRollBack(seen, bundle);
  return bundle;
}

const kWork = {
  async rootsDigest({ roots }) {
    await openRoots(roots);
    return hex(sha256(bytesOf(readNote(fromUtf8(roots)).text)));
  },
  async successor({ roots, next }) {
    await succeedRoots(await openRoots(roots), next);
    return true;
  },
  // A stored bundle, to be judged by from now on.
  async open(given) {
    current = null;
    const bundle = await opened(given);
    const witnesses = await Promise.all((given.witnesses ?? []).map(openWitness));
    current = { bundle, witnesses, receipts: [] };
    setTimeout(() => bundle.prepare(), 200);
    return { ...summary(bundle), engine: await engineName() };
  },
  // A downloaded one: judged whole, and used only after `use`.
  async check({ file, roots, seen }) {
    const bundle = await opened({ file, roots, seen });
    candidate = bundle;
    return { ...summary(bundle), sha256: await digestOf(new Uint8Array(file)) };
  },
  async use({ witnesses = [] }) {
    current = { bundle: candidate, witnesses: await Promise.all(witnesses.map(openWitness)), receipts: [] };
    candidate = null;
    return { ...summary(current.bundle), engine: await engineName() };
  },
  async apply({ base, delta, roots }) {
    const whole = await applyDelta(new Uint8Array(base), new Uint8Array(delta), await openRoots(roots), new Set());
    return whole.buffer;
  },
  async receipt({ text, now }) {
    const receipt = await openReceipt(text, current.bundle.trust, { witnesses: current.witnesses, now });
    current.receipts.push(receipt);
    return { index: receipt.index, origin: receipt.origin };
  },
  async judge({ text, now }) {
    const known = current === null ? { trust: null, bundle: null, receipts: [], unwitnessed: false }
      : await knowledgeOf({ trust: current.bundle.trust, bundle: current.bundle, witnesses: current.witnesses, receipts: current.receipts, now });
    return judge(fromUtf8(text), known, { now, today: vietnamDay(now) });
  },
  // With what the page itself brings along, at the moment that it was made for.
  async judgeSample({ sample, text }) {
    sampleBundle ??= await Bundle.open(bytesOf(atob(sample.bundle)), await openRoots(sample.roots));
    const now = Date.parse(sample.at);
    const known = await knowledgeOf({ trust: sampleBundle.trust, bundle: sampleBundle, now });
    return judge(fromUtf8(text), known, { now, today: vietnamDay(now) });
  },
  async find({ text }) { return current === null ? [] : findLots(current.bundle, text); },
};

self.onmessage = async ({ data: { id, work, given } }) => {
  try {
    self.postMessage({ id, result: await kWork[work](given ?? {}) });
  } catch (error) {
    self.postMessage({ id, error: { code: error.code ?? 'inspect_failed', args: error.args ?? {}, message: String(error.message ?? error) } });
  }
};
