// A realm made in this language alone: keys, root set, trust list and labels that another reader must
// understand. Its random numbers come from a seed, its keys from the system.
import './node_engine.mjs';
import { base64, bytesOf, fromHex, fromUtf8, hex, keyId, textOf, toUtf8 } from '../../web/inspect/reader/bytes.mjs';

const kRealm = 'doc-lap.example/js';
const kHost = 'doc-lap.example';
const kDayMs = 86_400_000;

// The beginning of a PKCS #8 file with an Ed25519 seed (RFC 8410).
const kSeedHead = fromHex('302e020100300506032b657004220420');

// Of a seed of 32 bytes, or a new one.
export async function makeKey(seed = crypto.getRandomValues(new Uint8Array(32))) {
  const pkcs8 = Uint8Array.from([...kSeedHead, ...seed]);
  const secret = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', secret);
  const raw = bytesOf(atob(x.replaceAll('-', '+').replaceAll('_', '/')));
  return { raw, sign: async (text) => new Uint8Array(await crypto.subtle.sign('Ed25519', secret, bytesOf(text))) };
}

export async function signedNote(lines, name, key) {
  const text = fromUtf8(`${lines.join('\n')}\n`);
  const signature = await key.sign(text);
  const line = base64(bytesOf(textOf(fromHex(keyId(name, key.raw))) + textOf(signature)));
  return `${toUtf8(text)}\n— ${name} ${line}\n`;
}

export function withCheckDigit(thirteen) {
  const sum = [...thirteen].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 1 : 3), 0);
  return thirteen + String((10 - (sum % 10)) % 10);
}

const number = (value, bytes) => value.toString(16).padStart(bytes * 2, '0');

export function sealDigits(bytes) {
  let digits = '';
  for (let at = 0; at < 77; at += 7) digits += BigInt(`0x${hex(bytes.slice(at, at + 7))}`).toString().padStart(17, '0');
  return digits;
}

async function makeLabel(key, entry, host, issueNumber, packDay, serial) {
  const realm = entry.status === 'test' ? `${kRealm}/test` : kRealm;
  const header = `10${keyId(realm, key.raw)}${number(issueNumber, 4)}${number(packDay, 2)}${number(issueNumber % 7 ? 365 : 0, 2)}`;
  const gtin = withCheckDigit(`0${(entry.gtin_prefixes[0] ?? '29').padEnd(8, '0')}${String(issueNumber % 9973).padStart(4, '0')}`);
  const lot = `L${issueNumber}-${packDay}`;
  const message = `temgoc-lot-seal/v1\n${realm}\n${header}\n${gtin}\n${lot}\n${serial}\n`;
  const seal = fromHex(header + hex(await key.sign(message)));
  return `https://${host}/${sealDigits(seal)}/01/${gtin}/10/${lot}${serial ? `/21/${serial}` : ''}`;
}

// `now` in milliseconds. `bundleKey` of the list: 'none' (version 1), or in version 2 'null', 'own', or 'log', 'root' and
// 'issuer', which no reader may accept. Labels: lots and items of an active, a retired, a cut, a test and a strange key.
export async function makeRealm(now, lotsOfEach, bundleKey = 'none') {
  const instant = (ms) => new Date(ms).toISOString();
  const [root, log] = [await makeKey(), await makeKey()];
  const name = `${kRealm}/root/one`;
  const roots = await signedNote(['temgoc-roots/v1', JSON.stringify({
    realm: kRealm, version: 1, threshold: 1, roots: [{ name, key: base64(root.raw) }] })], name, root);
  const packDay = Math.floor((now - Date.parse('2020-01-01')) / kDayMs) - 3;
  const entries = [];
  const labels = [];
  for (const [i, status] of ['active', 'retired', 'cut', 'test', 'stranger'].entries()) {
    const key = await makeKey();
    const entry = {
      key: base64(key.raw), status, cooperative_id: status === 'test' ? '' : `C0${i}`,
      cooperative_name: status === 'test' ? '' : `HTX Sông Đáy ${i}`, gtin_prefixes: status === 'test' ? [] : [`29000${i}`],
      hosts: [kHost, `c${i}.example`], packed_from: null, packed_until: status === 'retired' ? instant(now).slice(0, 10) : null,
      cut_at: status === 'cut' ? 7 : null,
    };
    if (status !== 'stranger') entries.push(entry);
    for (let n = 1; n <= lotsOfEach; n += 1) {
      labels.push(await makeLabel(key, entry, kHost, n, packDay, ''));
      labels.push(await makeLabel(key, entry, n % 2 ? kHost : 'elsewhere.example', n, packDay, String(n).padStart(7, '0')));
    }
  }
  const bundleKeys = {
    null: null, own: base64((await makeKey()).raw), log: base64(log.raw), root: base64(root.raw), issuer: entries[0].key,
  };
  const v2 = bundleKey === 'none' ? {} : { bundle_key: bundleKeys[bundleKey] };
  const trust = await signedNote([`temgoc-trust-list/v${bundleKey === 'none' ? 1 : 2}`, JSON.stringify({
    realm: kRealm, version: 1, root_version: 1, issued_at: instant(now - kDayMs), expires_at: instant(now + 30 * kDayMs),
    log_key: base64(log.raw), keys: entries, ...v2 })], name, root);
  return { roots, trust, labels };
}
