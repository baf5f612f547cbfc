// The inspector's page in Firefox: enrolled, loaded, then the service ended. It opens from what the phone keeps, its verdicts are those of the
// reader outside of the page, and codes are read from pictures by our own decoder, for Firefox has none.
//   node inspect_firefox.mjs    ends with 77 where there is no Firefox
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import playwright from 'playwright-core';
import { startService } from './inspect_service.mjs';
import { makeBundleRealm } from '../../js_reader/bundle_realm.mjs';
import { beginningOf } from '../../../web/inspect/download.mjs';
import { bytesOf, fromUtf8, hex, sha256 } from '../../../web/inspect/reader/bytes.mjs';
import { Bundle } from '../../../web/inspect/reader/bundle.mjs';
import { readNote } from '../../../web/inspect/reader/note.mjs';
import { openRoots } from '../../../web/inspect/reader/trust.mjs';
import { judge, knowledgeOf, vietnamDay } from '../../../web/inspect/reader/verdict.mjs';

const executablePath = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
if (!executablePath) {
  console.error('skipped: no Firefox is installed (apt install firefox-esr)');
  process.exit(77);
}
const words = JSON.parse(readFileSync(fileURLToPath(new URL('../../../words/vi.json', import.meta.url)), 'utf8'));
const faults = [];
const expect = (good, what) => { if (!good) { faults.push(what); console.error(`FAULT ${what}`); } };
const kPatience = 120_000, kLabels = 12;

const realm = await makeBundleRealm(Date.now(), { lots: 60 });
const service = await startService(realm);
const roots = await openRoots(realm.roots);
const bundle = await Bundle.open(realm.file, roots);
const digest = hex(sha256(bytesOf(readNote(fromUtf8(realm.roots)).text)));

async function verdict_of(text) {
  const now = Date.now();
  return judge(fromUtf8(text), await knowledgeOf({ trust: bundle.trust, bundle, now }), { now, today: vietnamDay(now) });
}

// One label of each verdict, forged ones among them.
async function chosen() {
  const sealed = realm.labels.find(text => /^https:..[^/]+.\d{187}/.test(text));
  const found = new Map();
  for (const text of [`${sealed.slice(0, 130)}${(Number(sealed[130]) + 1) % 10}${sealed.slice(131)}`, ...realm.labels]) {
    if (text.length < 4 || text.length > 400) continue;
    const { verdict } = await verdict_of(text);
    if (!found.has(verdict)) found.set(verdict, text);
  }
  return [...found].slice(0, kLabels);
}

// The page's policy lets no text be run, so Playwright's own waiting does not work there.
async function until(tab, holds, given = null) {
  for (const end = Date.now() + kPatience; Date.now() < end;) {
    if (await tab.evaluate(holds, given).catch(() => false)) return;
    await new Promise(done => { setTimeout(done, 150); });
  }
  throw new Error(`never: ${holds} ${given}; the page says ${await tab.evaluate(() => document.body.innerText).catch(error => error.message)}`);
}
const there = selector => document.querySelector(selector) !== null;
const at = (tab, hash) => tab.evaluate(to => { location.hash = to; }, hash);

// Types a text and sends it with Enter, as the keys of a hand scanner do.
const type = (tab, selector, text) => tab.evaluate(([where, typed]) => {
  const field = document.querySelector(where);
  field.value = typed;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  for (const kind of ['keydown', 'keyup']) field.dispatchEvent(new KeyboardEvent(kind, { key: 'Enter', bubbles: true, cancelable: true }));
}, [selector, text]);

// A picture of the code, as if a person had chosen it.
const photograph = (tab, text) => tab.evaluate(async shown => {
  const { default: encode } = await import('/kiem-tra/vendor/qr_index.js');
  const dots = encode(shown, 'raw', { ecc: 'medium', border: 4 });
  const canvas = document.createElement('canvas'), module = 5;
  [canvas.width, canvas.height] = [dots.length * module, dots.length * module];
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  dots.forEach((row, y) => row.forEach((dark, x) => { if (dark) context.fillRect(x * module, y * module, module, module); }));
  const blob = await new Promise(done => { canvas.toBlob(done, 'image/png'); });
  const chosen = new DataTransfer();
  chosen.items.add(new File([blob], 'tem.png', { type: 'image/png' }));
  const input = document.querySelector('input[type=file]');
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}, text);

async function judged(tab, text, by, how) {
  await at(tab, '#/');
  await until(tab, there, '.data.fresh');
  await at(tab, '#/quet');
  await until(tab, there, '#typed');
  if (how === 'typed') await type(tab, '#typed', text);
  else await photograph(tab, text);
  await until(tab, there, '.verdict');
  const shown = await tab.evaluate(() => document.querySelector('.verdict').className);
  expect(shown.split(' ').includes(by), `${how}, ${text.slice(0, 60)}: ${shown}, and the reader says ${by}`);
}

const browser = await playwright._bidiFirefox.launch({ executablePath, headless: true, timeout: kPatience });
try {
  const tab = await (await browser.newContext()).newPage();
  tab.setDefaultTimeout(kPatience);
  await tab.goto(`${service.origin}/kiem-tra/`);
  await until(tab, there, '#code');
  await type(tab, '#code', `${service.code}${beginningOf(digest)}`);
  await until(tab, there, '#update');
  await tab.evaluate(() => document.querySelector('#update').click());
  await until(tab, there, '.data.fresh');
  await until(tab, () => navigator.serviceWorker.controller !== null);
  expect(await tab.evaluate(() => !('BarcodeDetector' in window)), 'this Firefox has a decoder of its own: ours is not tried');
  service.close();
  await tab.reload().catch(() => {});
  await until(tab, there, '.data.fresh');
  const labels = await chosen();
  expect(labels.length >= 5, `only ${labels.length} verdicts are tried`);
  for (const [verdict, text] of labels) await judged(tab, text, verdict, 'typed');
  for (const [verdict, text] of labels.filter(([, each]) => each.startsWith('https:')).slice(0, 4)) await judged(tab, text, verdict, 'a picture');
  await at(tab, '#/');
  await until(tab, wanted => document.body.innerText.includes(wanted), words['inspect.data.ready'].split(' – ')[0]);
} catch (error) {
  faults.push(error.stack);
}
await browser.close();
for (const each of faults) console.error(each);
console.error(`${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
