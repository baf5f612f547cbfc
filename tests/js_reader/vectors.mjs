// Reads every vector of tests/vectors, and Wycheproof's where given, and names each disagreement.
// node vectors.mjs <tests/vectors> [<ed25519_test.json>]
import './node_engine.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf, fromBase64, fromHex, fromUtf8, hex, keyId } from '../../web/inspect/reader/bytes.mjs';
import { engineName, importKey, isCanonical, isOfPrimeOrder, isSmallOrder, kSmallOrderCount, verify } from '../../web/inspect/reader/ed25519.mjs';
import { readLabel, sealBytes } from '../../web/inspect/reader/label.mjs';
import { openRoots, openTrust } from '../../web/inspect/reader/trust.mjs';
import { makeRealm } from './realm.mjs';
import { judge } from '../../web/inspect/reader/verdict.mjs';

const [folder, wycheproof] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
let failures = 0;
let checked = 0;

function agree(what, ours, theirs) {
  checked += 1;
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return;
  failures += 1;
  console.error(`${what}:\n  reader ${JSON.stringify(ours)}\n  vector ${JSON.stringify(theirs)}`);
}

async function checkSeals() {
  const { keys, seals } = read('seals.json');
  for (const seal of seals) {
    const key = fromHex(keys.find(({ name }) => name === seal.key).public_key);
    agree(`${seal.what}: key id`, keyId(seal.realm, key), seal.key_id);
    agree(`${seal.what}: seal`, hex(sealBytes(seal.digits)), seal.seal);
    const label = readLabel(seal.uri, true);
    agree(`${seal.what}: label`, [label.gtin, label.lot, label.serial, label.issueNumber, label.shelfLife, label.host],
      [seal.gtin, seal.lot, seal.serial, seal.issue_number, seal.shelf_life_days, seal.host]);
    agree(`${seal.what}: header`, hex(label.header), seal.header);
    agree(`${seal.what}: signature`,
      await verify(await importKey(key), label.signature, bytesOf(seal.message)), true);
  }
}

async function checkVerdicts() {
  const vectors = read('verdicts.json');
  const trust = await openTrust(vectors.trust_list, await openRoots(vectors.roots));
  for (const vector of vectors.verdicts) {
    const moment = { today: vector.today, now: Date.parse(vector.now) };
    const ours = await judge(fromUtf8(vector.text), trust, moment);
    for (const name of ['verdict', 'reason', 'malformed_why', 'also', 'basis', 'checks']) {
      agree(`${vector.what}: ${name}`, ours[name], vector[name]);
    }
  }
  await checkRefusals(vectors);
}

async function refuses(work) {
  try { await work(); return false; } catch { return true; }
}

// Altered root sets and lists: no vector file has them, every reader must refuse them.
async function checkRefusals({ roots, trust_list: list }) {
  const pinned = await openRoots(roots);
  const altered = {
    'another version': list.replace(/"version":\d+/, '"version":999'),
    'an unknown member': list.replace('{"realm"', '{"extra":1,"realm"'),
    'a member twice': list.replace('{"realm"', '{"version":1,"realm"'),
    'no signature': list.slice(0, list.indexOf('\n\n') + 2),
    'another realm': list.replace(/"realm":"[^"]*"/, '"realm":"other.example"'),
    'cut short': list.slice(0, list.length / 2),
  };
  for (const [what, text] of Object.entries(altered)) {
    agree(`trust list, ${what}`, await refuses(() => openTrust(text, pinned)), true);
  }
  agree('roots, threshold raised', await refuses(() => openRoots(roots.replace('"threshold":1', '"threshold":2'))), true);
}

// Lists of both versions, as published.
async function checkTrustLists() {
  const { roots, trust_lists: lists } = read('trust_lists.json');
  const pinned = await openRoots(roots);
  for (const vector of lists) {
    let list = null;
    try { list = await openTrust(vector.note, pinned); } catch { /* refused */ }
    agree(`trust list, ${vector.what}`, list !== null, vector.opens);
    if (list === null || !vector.opens) continue;
    agree(`trust list, ${vector.what}: version`, list.version, vector.version);
    const bundleKey = list.bundle_key ? hex(fromBase64(list.bundle_key, 32)) : null;
    agree(`trust list, ${vector.what}: bundle key`, bundleKey, vector.bundle_key);
    agree(`trust list, ${vector.what}: keys`, list.keys.map((key) => key.id), vector.key_ids);
  }
}

// Both versions of the list, and keys that are no bundle key.
async function checkBundleKeys() {
  for (const [which, good] of Object.entries({ none: true, null: true, own: true, log: false, root: false, issuer: false })) {
    const realm = await makeRealm(Date.now(), 1, which);
    const roots = await openRoots(realm.roots);
    agree(`trust list, bundle key: ${which}`, await refuses(() => openTrust(realm.trust, roots)), !good);
  }
}

async function checkWycheproof() {
  for (const group of JSON.parse(readFileSync(wycheproof, 'utf8')).testGroups) {
    const key = await importKey(fromHex(group.publicKey.pk));
    for (const test of group.tests) {
      agree(`Wycheproof ${test.tcId} ${test.comment}`,
        await verify(key, fromHex(test.sig), fromHex(test.msg)), test.result === 'valid');
    }
  }
}

const admitted = (key) => !isSmallOrder(key) && isCanonical(key) && isOfPrimeOrder(key);

// A signature is believed where its key is admitted and it is good.
async function checkEdges() {
  const vectors = read('ed25519_edges.json');
  for (const { what, key, message, signature, believed } of vectors) {
    const ours = admitted(fromHex(key)) && await verify(await importKey(fromHex(key)), fromHex(signature), fromHex(message));
    agree(`${what}, key ${key}, signature ${signature}`, ours, believed);
  }
  agree('vectors at the edges', vectors.length > 800, true);
}

function checkPublicKeys() {
  const { prime_order: good, ...refused } = read('public_keys.json');
  for (const key of good) agree(`key ${key}`, admitted(fromHex(key)), true);
  for (const kind of ['mixed_order', 'small_order', 'not_on_curve']) {
    for (const key of refused[kind]) agree(`key ${key}, ${kind}`, admitted(fromHex(key)), false);
  }
}

agree('points of small order, y', kSmallOrderCount, 5);
checkPublicKeys();
await checkEdges();
await checkSeals();
await checkVerdicts();
await checkTrustLists();
await checkBundleKeys();
if (wycheproof && existsSync(wycheproof)) await checkWycheproof();
// Browsers without Ed25519 take it from elsewhere: the same answers to the same vectors.
agree('the other engine', await engineName('noble'), 'noble');
await checkEdges();
await checkSeals();
await checkVerdicts();
if (wycheproof && existsSync(wycheproof)) await checkWycheproof();
console.log(`${checked} statements, ${failures} disagreements`);
process.exit(failures === 0 && checked > 300 ? 0 : 1);
