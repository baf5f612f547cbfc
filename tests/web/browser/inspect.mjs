// The inspector's page in Chromium at 360 px: enrolled, loaded, then the network cut. Every headline from pictures and from a fake camera, the
// same verdicts as the reader gives outside of the page, a visit that is kept, sent and exported; and a clear sentence for whatever goes wrong.
//   node inspect.mjs [SCREENSHOTS]
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { accessibility_faults, launched, overflows } from './browser.mjs';
import { startService } from './inspect_service.mjs';
import { film, picture, pictureTab } from './inspect_pictures.mjs';
import { makeBundleRealm } from '../../js_reader/bundle_realm.mjs';
import { beginningOf } from '../../../web/inspect/download.mjs';
import { bytesOf, fromUtf8, hex, sha256 } from '../../../web/inspect/reader/bytes.mjs';
import { Bundle } from '../../../web/inspect/reader/bundle.mjs';
import { readNote } from '../../../web/inspect/reader/note.mjs';
import { openRoots } from '../../../web/inspect/reader/trust.mjs';
import { judge, knowledgeOf, vietnamDay } from '../../../web/inspect/reader/verdict.mjs';
import { Speaker } from '../../../web/inspect/reader/words.mjs';

const [pictures] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'temgoc-inspect-'));
const words = JSON.parse(readFileSync(fileURLToPath(new URL('../../../words/vi.json', import.meta.url)), 'utf8'));
const speaker = new Speaker(words);
const faults = [];
const fault = (what) => { faults.push(what); console.error(`FAULT ${what}`); };
const expect = (good, what) => { if (!good) fault(what); };
const kDayMs = 86_400_000;
const patience = 30_000;
if (pictures) mkdirSync(pictures, { recursive: true });

const realm = await makeBundleRealm(Date.now(), { lots: 60 });
const service = await startService(realm);
const roots = await openRoots(realm.roots);
const bundle = await Bundle.open(realm.file, roots);
const rootsDigest = hex(sha256(bytesOf(readNote(fromUtf8(realm.roots)).text)));
const typedCode = `${service.code}${beginningOf(rootsDigest)}`.match(/.{4}/g).join('-');
const browser = await launched();

async function verdictOf(text) {
  const now = Date.now();
  return judge(fromUtf8(text), await knowledgeOf({ trust: bundle.trust, bundle, now }), { now, today: vietnamDay(now) });
}

// Some labels of each headline, at most `count` in all, each of another kind where there are several.
async function chosen(count) {
  const found = new Map();
  const forged = realm.labels.filter((text) => /^https:..[^/]+.\d{187}/.test(text)).slice(0, 3).map((text) => `${text.slice(0, 130)}${(Number(text[130]) + 1) % 10}${text.slice(131)}`);
  for (const text of [...forged, ...realm.labels]) {
    if (text.length < 4 || text.length > 400) continue;
    const v = await verdictOf(text);
    const kind = `${v.verdict} ${v.reason}`;
    found.set(kind, [...(found.get(kind) ?? []), { text, v }]);
  }
  const all = [];
  for (let i = 0; all.length < count && i < 20; i += 1) for (const list of found.values()) if (list[i] && all.length < count) all.push(list[i]);
  return all;
}

async function opened(options = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN', acceptDownloads: true, ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(patience);
  tab.on('pageerror', (error) => fault(`the page threw ${error.message}`));
  tab.on('console', (message) => { if (message.type() === 'error' && !/ERR_|40[0-9]|50[0-9]/.test(message.text())) fault(`console: ${message.text()}`); });
  tab.on('request', (request) => { if (!request.url().startsWith(service.origin) && !/^(blob|data):/.test(request.url())) fault(`asks ${request.url()}`); });
  return { context, tab };
}

// Asked again and again: the page's policy lets no text be run, so Playwright's own waiting does not work there.
async function until(tab, holds, given = null, patient = 20_000) {
  for (const end = Date.now() + patient; Date.now() < end;) {
    if (await tab.evaluate(holds, given)) return;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error(`never: ${holds} ${given}`);
}
const says = (tab, where, text) => until(tab, ([selector, wanted]) => document.querySelector(selector)?.textContent.includes(wanted) ?? false, [where, text]);

const at = (tab, hash = '') => tab.evaluate((to) => { location.hash = to; }, hash);
const shot = async (tab, name, whole = false) => { if (pictures) await tab.screenshot({ path: join(pictures, `${name}.png`), fullPage: whole }); };

async function check_screen(tab, name) {
  for (const each of await accessibility_faults(tab)) fault(`${name}: ${each}`);
  for (const width of [360, 320]) {
    await tab.setViewportSize({ width, height: 740 });
    if (await tab.evaluate(overflows)) fault(`${name} overflows at ${width} px`);
  }
  await tab.setViewportSize({ width: 360, height: 740 });
  const small = await tab.evaluate(() => [...document.querySelectorAll('a,button,input,select,summary')].filter((each) => each.offsetParent && !each.classList.contains('hidden-input'))
    .filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML.slice(0, 80)));
  for (const each of small) fault(`${name}: small target ${each}`);
  await shot(tab, name);
  await tab.emulateMedia({ colorScheme: 'dark' });
  for (const each of await accessibility_faults(tab)) fault(`${name}, in the dark: ${each}`);
  await tab.emulateMedia({ colorScheme: 'light' });
  if (pictures && ['inspect-home', 'inspect-verdict-valid', 'inspect-record', 'inspect-scan'].includes(name)) {
    await tab.setViewportSize({ width: 1366, height: 768 });
    await shot(tab, `${name}-wide`);
    await tab.setViewportSize({ width: 360, height: 740 });
  }
}

async function enrolled(tab, code = typedCode) {
  await tab.goto(`${service.origin}/kiem-tra/`);
  await tab.fill('#code', code);
  await tab.press('#code', 'Enter');
}

async function loaded(tab) {
  await enrolled(tab);
  await tab.waitForSelector('#update');
  await tab.click('#update');
  await tab.waitForSelector('.data.fresh');
  await tab.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await caches.keys()).length || !navigator.serviceWorker.controller) await new Promise((done) => { setTimeout(done, 50); });
  });
}

// WCAG contrast of the verdict's words on their ground.
const contrast = () => {
  const [text, ground] = ['color', 'backgroundColor'].map((name) => getComputedStyle(document.querySelector('.verdict'))[name].match(/[\d.]+/g).map(Number));
  const light = (rgb) => { const [r, g, b] = rgb.slice(0, 3).map((v) => { const c = v / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const [high, low] = [light(text), light(ground)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

async function enrolment() {
  const { context, tab } = await opened();
  await tab.goto(`${service.origin}/kiem-tra/`);
  await tab.waitForSelector('#code');
  await check_screen(tab, 'inspect-enrol');
  await tab.fill('#code', 'ABCD');
  await tab.press('#code', 'Enter');
  await tab.waitForSelector('.fault');
  expect((await tab.textContent('.fault')).includes(words['inspect.fault.inspect_code_form']), 'a short code is not named');
  await tab.fill('#code', `${service.code}${'0'.repeat(8)}`);
  await tab.press('#code', 'Enter');
  await says(tab, '.fault', words['inspect.fault.inspect_other_roots']);
  await tab.goto(`${service.origin}/kiem-tra/#ghi-danh=${service.code}.${rootsDigest}`);
  await tab.reload();
  await tab.waitForSelector('#update');
  // A link that somebody else puts before an inspector exchanges nothing by itself.
  const posts = [];
  tab.on('request', (request) => request.url().endsWith('/api/enrol') && posts.push(request.url()));
  for (const [secret, digest, key] of [[service.code, '0'.repeat(64), 'other_roots'], ['0'.repeat(16), rootsDigest, 'other_code']]) {
    await at(tab, `#ghi-danh=${secret}.${digest}`);
    await says(tab, 'main', words[`inspect.enrol.${key}`].split('}. ')[1]);
    await at(tab, '#/');
    await tab.waitForSelector('#update');
  }
  expect(posts.length === 0, 'a link enrolled an enrolled phone anew');
  await tab.click('button.tongue');
  await until(tab, () => document.documentElement.lang === 'en');
  await context.close();
  const inApp = await opened({ userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129 Mobile Safari/537.36 Zalo android/24' });
  await inApp.tab.goto(`${service.origin}/kiem-tra/`);
  await inApp.tab.waitForSelector('.notice.loud');
  await check_screen(inApp.tab, 'inspect-in-app');
  await inApp.context.close();
  const apple = await opened({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1' });
  await enrolled(apple.tab);
  await apple.tab.waitForSelector('#update');
  expect((await apple.tab.textContent('main')).includes(words['inspect.apple.title']), 'an iPhone is not told of the home screen');
  await apple.context.close();
}

// Half a download, an altered bundle, another one's: said, and what was there stays.
async function downloads() {
  const { context, tab } = await opened();
  await enrolled(tab);
  await tab.waitForSelector('#update');
  service.faults = { cutAfter: 4000, pieceBytes: 2000 };
  await tab.click('#update');
  await tab.waitForSelector('.update .fault');
  expect((await tab.textContent('.update .fault')).includes(words['inspect.fault.inspect_no_network']), 'half a download is not named');
  await shot(tab, 'inspect-cut');
  service.faults = { pieceBytes: 2000 };
  service.pieces = 0;
  await tab.click('#update');
  await tab.waitForSelector('.data.fresh');
  expect(service.pieces === Math.ceil((realm.file.length - 4000) / 2000), `the download went on with ${service.pieces} pieces`);
  const altered = Uint8Array.from(realm.file);
  altered[altered.length - 40] ^= 1;
  service.faults = { bytes: altered };
  await tab.click('#update');
  await tab.waitForSelector('.update .fault');
  expect((await tab.textContent('.update .fault')).includes(words['error.bundle_damaged'].split('(')[0].trim()), 'an altered bundle is not named');
  expect(await tab.isVisible('.data.fresh'), 'an altered bundle took the place of a good one');
  service.faults = { status: 500 };
  await tab.click('#update');
  await says(tab, '.update .fault', '500');
  service.faults = {};
  // As a browser does whose disk is full.
  await tab.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function full(value, key) {
      if (this.name === 'bundle' || this.name === 'partial') throw new DOMException('the disk is full', 'QuotaExceededError');
      return put.call(this, value, key);
    };
  });
  service.realm = await makeBundleRealm(Date.now() + 60_000, { lots: 61 });
  await tab.click('#update');
  await tab.waitForSelector('.update .fault');
  expect((await tab.textContent('.update .fault')).includes(words['inspect.fault.inspect_storage_full']), `a full phone is not named: ${await tab.textContent('.update .fault')}`);
  service.realm = realm;
  await context.close();
}

async function change_store(tab, how) {
  await tab.evaluate(async (what) => {
    const database = await new Promise((done, fail) => { const request = indexedDB.open('temgoc-inspect'); request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
    await new Promise((done) => {
      const transaction = database.transaction(['bundle', 'settings'], 'readwrite');
      transaction.oncomplete = done;
      const all = transaction.objectStore('bundle');
      if (what === 'thrown away') all.clear();
      if (what === 'put back') transaction.objectStore('settings').put({ madeAt: '2099-01-01T00:00:00.000Z', digest: 'x' }, 'seen');
      if (what !== 'altered') return;
      all.get('current').onsuccess = ({ target }) => {
        new Uint8Array(target.result.file)[target.result.file.byteLength - 9] ^= 1;
        all.put(target.result, 'current');
      };
    });
    database.close();
  }, how);
}

// What lies on the phone was altered, put back, or thrown away.
async function storage() {
  for (const [what, sentence] of [['altered', words['inspect.fault.inspect_file_altered']], ['put back', words['error.bundle_rolled_back'].split('{')[0].trim()],
    ['thrown away', words['inspect.fault.inspect_gone']]]) {
    const { context, tab } = await opened();
    await loaded(tab);
    await change_store(tab, what);
    await context.setOffline(true);
    await tab.reload();
    await says(tab, '.data', sentence).catch(() => fault(`data that was ${what} is not named`));
    await at(tab, '#/quet');
    await tab.waitForSelector('#typed');
    await tab.fill('#typed', realm.labels[0]);
    await tab.press('#typed', 'Enter');
    await tab.waitForSelector('.verdict');
    expect(await tab.isVisible('.verdict.cannot_check'), `with data that was ${what} a label is judged`);
    await context.close();
  }
  const { context, tab } = await opened();
  await loaded(tab);
  const devtools = await context.newCDPSession(tab);
  await devtools.send('Storage.clearDataForOrigin', { origin: service.origin, storageTypes: 'indexeddb' });
  await context.setOffline(true);
  await tab.reload();
  await tab.waitForSelector('.notice.loud');
  expect((await tab.textContent('main')).includes(words['inspect.gone.title']), 'a cleared store is not named');
  await check_screen(tab, 'inspect-gone');
  await context.close();
}

// A photo takes its time; what is checked, and noted, meanwhile stays.
async function photo_and_next_label() {
  const { context, tab } = await opened();
  await loaded(tab);
  const type = async (text) => { await tab.waitForSelector('#typed'); await tab.fill('#typed', text); await tab.press('#typed', 'Enter'); await tab.waitForSelector('#item-note'); };
  await at(tab, '#/quet');
  await type(realm.labels[0]);
  const buffer = Buffer.from(await tab.evaluate(async () => {
    const canvas = new OffscreenCanvas(3000, 2200), context = canvas.getContext('2d'), noise = context.createImageData(3000, 2200);
    for (let i = 0; i < noise.data.length; i += 1) noise.data[i] = i % 4 === 3 ? 255 : Math.random() * 255;
    context.putImageData(noise, 0, 0);
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })).arrayBuffer())];
  }));
  await tab.setInputFiles('#item-photo', { name: 'anh.jpg', mimeType: 'image/jpeg', buffer });
  await tab.click('#again');
  await type(realm.labels[1]);
  const kept = () => tab.evaluate(() => new Promise((done) => {
    const request = indexedDB.open('temgoc-inspect');
    request.onsuccess = () => { request.result.transaction('visits').objectStore('visits').getAll().onsuccess = ({ target }) => { request.result.close(); done(target.result); }; };
  }));
  let [visit] = await kept();
  for (const end = Date.now() + patience; visit.photos.length === 0 && Date.now() < end; [visit] = await kept()) await new Promise((done) => { setTimeout(done, 100); });
  await tab.fill('#item-note', 'Tem dán đè');
  await tab.press('#item-note', 'Tab');
  await new Promise((done) => { setTimeout(done, 500); });
  [visit] = await kept();
  expect(visit.items.length === 2 && visit.photos.length === 1 && visit.items[1].note === 'Tem dán đè', `of two labels, a note and a photo ${JSON.stringify(visit.items.map(({ note }) => note))} and ${visit.photos.length} are left`);
  await context.close();
}

// What a sweep counts and cannot keep is said at once, not found out at the end of the day.
async function full_in_a_sweep() {
  const { context, tab } = await opened();
  await loaded(tab);
  await tab.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function full(value, key) {
      if (this.name === 'visits') throw new DOMException('the disk is full', 'QuotaExceededError');
      return put.call(this, value, key);
    };
  });
  await at(tab, '#/quet-lien-tuc');
  await tab.waitForSelector('#typed');
  await tab.fill('#typed', realm.labels[0]);
  await tab.press('#typed', 'Enter');
  await tab.waitForSelector('.tally');
  await says(tab, 'main', words['inspect.fault.inspect_storage_full']);
  await context.close();
}

// A long day's visit: 500 labels and three photos come in whole, within what the service takes.
async function long_visit() {
  const { context, tab } = await opened();
  await loaded(tab);
  await tab.evaluate(async ({ text }) => {
    const [{ addPhoto, beginVisit, endVisit, noteChecked, sendWaiting }, { ask }] = await Promise.all([import('/kiem-tra/visits.mjs'), import('/kiem-tra/engine.mjs')]);
    const verdict = await ask('judge', { text, now: Date.now() });
    await beginVisit();
    let visit = null;
    for (let i = 0; i < 500; i += 1) ({ visit } = await noteChecked(`${text}?${i}`, verdict));
    const canvas = new OffscreenCanvas(1024, 768), paper = canvas.getContext('2d'), noise = paper.createImageData(1024, 768);
    for (let i = 0; i < noise.data.length; i += 1) noise.data[i] = i % 4 === 3 ? 255 : Math.random() * 255;
    paper.putImageData(noise, 0, 0);
    for (let i = 0; i < 3; i += 1) await addPhoto(visit, await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.5 }));
    await endVisit(visit);
    await sendWaiting();
  }, { text: realm.labels[0] });
  const [came] = service.visits;
  expect(came?.items.length === 500 && came.photos.length === 3, `of 500 labels and 3 photos ${came?.items.length} and ${came?.photos.length} came in`);
  expect(Buffer.byteLength(JSON.stringify({ code: service.code, visit: came })) < 512 * 1024, 'a visit is longer than the service takes');
  await context.close();
}

// Clocks that are off by years, and data that grows old.
async function clocks() {
  const { context, tab } = await opened();
  await loaded(tab);
  await context.setOffline(true);
  for (const [name, days, kind, heading] of [['grace', 10, 'valid', null], ['stale', 20, 'cannot_check', words['inspect.headline.stale']], ['years-ahead', 1100, 'cannot_check', words['inspect.headline.stale']],
    ['years-behind', -1100, 'cannot_check', null]]) {
    await tab.clock.setFixedTime(Date.now() + days * kDayMs);
    await tab.goto(`${service.origin}/kiem-tra/?${name}`);
    await tab.waitForSelector('.data:not(.none)');
    await shot(tab, `inspect-home-${name}`);
    await at(tab, '#/quet');
    await tab.waitForSelector('#typed');
    await tab.fill('#typed', realm.labels[0]);
    await tab.press('#typed', 'Enter');
    await tab.waitForSelector('.verdict');
    expect(await tab.isVisible(`.verdict.${kind}`), `${name}: ${await tab.textContent('.verdict h1')}`);
    if (heading) expect(await tab.textContent('.verdict h1') === heading, `${name}: ${await tab.textContent('.verdict h1')}`);
    if (name === 'years-ahead') expect((await tab.textContent('main')).includes('đồng hồ của máy'), 'a clock years ahead is not named');
    await check_screen(tab, `inspect-verdict-${name}`);
  }
  await context.close();
}

// From a verdict to the next label is one press of the thumb.
async function to_scan(tab) {
  if (await tab.isVisible('#again')) await tab.click('#again'); else await at(tab, '#/quet');
  await tab.waitForSelector('#typed');
}

async function show(tab, { text, v }, how) {
  await to_scan(tab);
  await tab.waitForSelector('#photo', { state: 'attached' });
  await tab.setInputFiles('#photo', { name: 'tem.png', mimeType: 'image/png', buffer: how });
  await tab.waitForSelector('.verdict h1', { timeout: 20_000 }).catch(() => {});
  const heading = await tab.textContent('.verdict h1').catch(() => '(không có kết quả)');
  if (heading !== speaker.headline(v)) fault(`${text.slice(0, 60)}: the page says ${heading}, the reader ${speaker.headline(v)}`);
  const findings = await tab.locator('.flags li').count();
  if (findings !== v.also.length) fault(`${text.slice(0, 60)}: ${findings} of ${v.also.length} further findings are shown`);
}

// With the network cut: 40 codes of every headline from pictures, then the visit.
async function field() {
  const { context, tab } = await opened();
  await loaded(tab);
  await check_screen(tab, 'inspect-home');
  const draw = await pictureTab(browser, service);
  const labels = await chosen(40);
  const ways = [{}, { angle: 17 }, { angle: -8, blur: 0.8 }, { shade: '#6d6a60', angle: 4 }];
  const samples = JSON.parse(readFileSync(fileURLToPath(new URL('../../../web/inspect/sample.json', import.meta.url)), 'utf8')).labels;
  const drawn = [], drawnSamples = [];
  for (const [i, { text }] of labels.entries()) drawn.push(await picture(draw.tab, [text], ways[i % ways.length]));
  for (const { text } of samples) drawnSamples.push(await picture(draw.tab, [text], { angle: 5 }));
  await context.setOffline(true);
  await tab.reload();
  await tab.waitForSelector('.data.fresh');
  const seen = new Set();
  for (const [i, label] of labels.entries()) {
    await show(tab, label, drawn[i]);
    if (seen.has(label.v.verdict)) continue;
    seen.add(label.v.verdict);
    const found = await tab.evaluate(contrast);
    if (found < 7) fault(`${label.v.verdict}: contrast ${found.toFixed(2)}`);
    await check_screen(tab, `inspect-verdict-${label.v.verdict}`);
  }
  const missing = ['forged', 'unknown', 'recalled', 'wrong_site', 'void', 'expired', 'unsealed', 'cannot_check', 'valid'].filter((each) => !seen.has(each));
  expect(missing.length === 0, `no picture was ${missing}`);
  console.log(`${labels.length} pictures, ${seen.size} headlines`);
  await tab.waitForSelector('#item-note');
  await tab.fill('#item-note', 'Tem dán đè');
  await tab.press('#item-note', 'Tab');
  await tab.setInputFiles('#item-photo', { name: 'anh.png', mimeType: 'image/png', buffer: drawn[0] });
  await says(tab, '.notes [role=status]', words['inspect.visit.photo.kept'].split('(')[0]);
  for (const [i, { headline }] of samples.entries()) {
    await to_scan(tab);
    await tab.setInputFiles('#photo', { name: 'mau.png', mimeType: 'image/png', buffer: drawnSamples[i] });
    await tab.waitForSelector(`.verdict.${headline} .sample`).catch(() => fault(`the sample ${headline} is not judged as one`));
  }
  await scanner(tab);
  await look_up(tab);
  await visit(context, tab, labels.length);
  await draw.close();
  await context.close();
}

// A hand scanner types where nothing has the focus.
async function scanner(tab) {
  await to_scan(tab);
  await tab.evaluate(() => document.activeElement.blur());
  await tab.keyboard.type(realm.labels[0]);
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('.verdict.valid');
}

// A store that a newer page left, and starting anew.
async function newer_store() {
  const { context, tab } = await opened();
  await tab.goto(`${service.origin}/kiem-tra/sample.json`);
  await tab.evaluate(() => new Promise((done) => { const request = indexedDB.open('temgoc-inspect', 99); request.onupgradeneeded = () => request.result.createObjectStore('x'); request.onsuccess = () => { request.result.close(); done(); }; }));
  await tab.goto(`${service.origin}/kiem-tra/`);
  await says(tab, 'main', words['inspect.fault.inspect_store_newer']);
  await at(tab, '#/cai-dat');
  await tab.click(`text=${words['inspect.data.reset']} >> nth=-1`);
  await tab.click(`text=${words['inspect.data.reset.all']}`);
  await tab.waitForSelector('#code');
  await says(tab, 'main', words['inspect.enrol.what']);
  expect(!(await tab.textContent('main')).includes(words['inspect.fault.inspect_store_newer']), 'the newer store is still there');
  await loaded(tab);
  await context.close();
}

// A browser with a decoder of its own is asked first, and ours where it finds nothing.
async function native() {
  const { context, tab } = await opened();
  await context.addInitScript((text) => {
    window.BarcodeDetector = class {
      static async getSupportedFormats() { return ['qr_code']; }
      async detect(picture) { return picture.width > 50 ? [{ rawValue: text }] : []; }
    };
  }, realm.labels[0]);
  await loaded(tab);
  await at(tab, '#/tu-kiem');
  await tab.click(`text=${words['inspect.self_test.run']}`);
  await tab.waitForSelector('.status.passed, .status.failed');
  await says(tab, '.steps', words['inspect.self_test.decoder.native']);
  expect(await tab.isVisible('.status.failed'), 'a decoder that always reads the same passes the self-test');
  await to_scan(tab);
  await tab.setInputFiles('#photo', { name: 'a.png', mimeType: 'image/png', buffer: readFileSync(fileURLToPath(new URL('../../../web/inspect/icon-192.png', import.meta.url))) });
  await tab.waitForSelector('.verdict.valid');
  await context.close();
}

async function look_up(tab) {
  await at(tab, '#/tra-cuu');
  await tab.waitForSelector('#words');
  await tab.fill('#words', 'mat ong song day 4');
  await tab.waitForSelector('.cards button');
  await check_screen(tab, 'inspect-look-up');
  await tab.click('.cards button >> nth=0');
  await tab.waitForSelector('.verdict.record');
  expect(!(await tab.isVisible('.verdict.valid')), 'a record looks like a verdict');
  await check_screen(tab, 'inspect-record-of-lot');
}

async function visit(context, tab, count) {
  await at(tab, '#/chuyen');
  await tab.waitForSelector('.cards a');
  await check_screen(tab, 'inspect-visits');
  await tab.click('.cards a');
  await tab.waitForSelector('#visit-place');
  await tab.click(`text=${words['inspect.visit.end']}`);
  await tab.waitForSelector('.fault');
  await tab.fill('#visit-place', 'Chợ Bến Thành');
  await tab.press('#visit-place', 'Tab');
  await tab.click(`text=${words['inspect.visit.end']}`);
  await says(tab, 'main', words['inspect.visit.trouble'].split('(')[0]);
  await tab.close();
  const again = await context.newPage();
  again.setDefaultTimeout(patience);
  await again.goto(`${service.origin}/kiem-tra/`);
  await again.waitForSelector('.data.fresh');
  expect((await again.textContent('main')).includes(speaker.say('inspect.send.waiting', { count: 1 })), 'a visit that waits is not named');
  await at(again, '#/chuyen');
  await again.waitForSelector('.cards a');
  await again.click('.cards a');
  const [file] = await Promise.all([again.waitForEvent('download'), again.click(`text=${words['inspect.visit.csv']}`)]);
  const csv = readFileSync(await file.path());
  expect(csv.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])), 'the CSV has no BOM');
  expect(!csv.toString('utf8').includes('(?)'), 'the CSV has a sentence with a gap');
  expect(csv.toString('utf8').includes('Chợ Bến Thành') && csv.toString('utf8').includes('Tem dán đè'), 'the CSV lacks the place or the note');
  await at(again, await again.getAttribute('a[href^="#/bien-ban/"]', 'href'));
  await again.waitForSelector('.record-sheet');
  await check_screen(again, 'inspect-record');
  const pdf = await again.pdf({ format: 'A4' });
  if (pictures) writeFileSync(join(pictures, 'inspect-record.pdf'), pdf);
  expect(pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 5000, 'the record is no PDF');
  await context.setOffline(false);
  await at(again, '#/chuyen');
  await again.reload();
  await says(again, 'main', 'KT-261130-00000001');
  expect(service.visits.length === 1, `${service.visits.length} visits came in`);
  const [came] = service.visits;
  expect(came.place === 'Chợ Bến Thành' && came.items.length >= count && came.photos.length === 1, `the visit that came in has ${came.items.length} labels, ${came.photos.length} photos`);
  expect(came.items.every(({ data_digest: digest }) => digest === realm.digest), 'a label is without its data');
  await check_screen(again, 'inspect-visits-sent');
  await again.click('button.tongue');
  await says(again, 'main', JSON.parse(readFileSync(fileURLToPath(new URL('../../../words/en.json', import.meta.url)), 'utf8'))['inspect.menu.visits']);
  await check_screen(again, 'inspect-visits-en');
}

// A film before the camera, without a stop; and the self-test.
async function camera() {
  const draw = await pictureTab(browser, service);
  const labels = (await chosen(16)).filter(({ text }) => text.startsWith('https'));
  const path = join(folder, 'film.mjpeg');
  const ways = [{ angle: 0 }, { angle: 12 }, { angle: -20 }, { blur: 1 }, { angle: 6, blur: 0.7, shade: '#3a3833' }];
  const scenes = labels.slice(0, 8).map(({ text }, i) => ({ texts: [text], how: ways[i % ways.length] }));
  scenes.push({ texts: labels.slice(8, 12).map(({ text }) => text), how: { angle: 3 } });
  await film(draw.tab, path, scenes, 45);
  await draw.close();
  const executablePath = browser.browserType().executablePath();
  const filmed = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', timeout: patience,
    args: ['--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`] }).catch(() => chromium.launch({ executablePath }));
  const context = await filmed.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN', permissions: ['camera'] });
  const tab = await context.newPage();
  tab.setDefaultTimeout(patience);
  await loaded(tab);
  await context.setOffline(true);
  await at(tab, '#/quet-lien-tuc');
  const wanted = new Map();
  for (const { v } of labels.slice(0, 12)) wanted.set(v.verdict, (wanted.get(v.verdict) ?? 0) + 1);
  const counted = () => [...document.querySelectorAll('.tally li')].reduce((sum, each) => sum + Number(each.querySelector('b').textContent), 0);
  await until(tab, (most) => [...document.querySelectorAll('.tally li b')].reduce((sum, each) => sum + Number(each.textContent), 0) >= most, Math.min(12, labels.length), 120_000).catch(async () => fault(`the camera read ${await tab.evaluate(counted)} of ${Math.min(12, labels.length)} codes`));
  for (const [verdict, count] of wanted) {
    const shown = await tab.textContent(`.tally li.${verdict} b`).catch(() => '0');
    if (Number(shown) !== count) fault(`the sweep counts ${shown} ${verdict}, not ${count}`);
  }
  await shot(tab, 'inspect-sweep');
  await at(tab, '#/quet');
  await tab.waitForSelector('.verdict h1');
  await at(tab, '#/tu-kiem');
  await tab.click(`text=${words['inspect.self_test.run']}`);
  await tab.waitForSelector('.status.passed, .status.failed');
  expect(await tab.isVisible('.status.passed'), `the self-test: ${await tab.textContent('.steps')}`);
  await check_screen(tab, 'inspect-self-test');
  // What browsers without WebAssembly have.
  const spare = await tab.evaluate(async () => {
    const [{ prepareDecoder, textsInPicture }, { drawn, loadSample }] = [await import('/kiem-tra/decoder.mjs'), await import('/kiem-tra/self_test.mjs')];
    const { labels: [{ text }] } = await loadSample();
    const by = await prepareDecoder('script');
    const picture = await new Promise(async (done) => { (await drawn(text)).toBlob(done); });
    const [found] = await textsInPicture(picture);
    await prepareDecoder('worker');
    return [by, found === text];
  });
  expect(spare[0] === 'qr' && spare[1], `the spare decoder: ${spare}`);
  await at(tab, '#/the-mau');
  await tab.waitForSelector('.sample-cards figure >> nth=2');
  await check_screen(tab, 'inspect-samples');
  await at(tab, '#/cai-dat');
  await tab.waitForSelector('#witnesses', { state: 'attached' });
  await check_screen(tab, 'inspect-settings');
  await filmed.close();
}

const all = { enrolment, downloads, newer_store, native, storage, photo_and_next_label, full_in_a_sweep, long_visit, clocks, field, camera };
for (const name of process.env.INSPECT_PARTS?.split(',') ?? Object.keys(all)) {
  Object.assign(service, { faults: {}, visits: [], realm });
  await all[name]().catch((error) => fault(`${name}: ${error.stack ?? error}`));
  console.log(`${name}: done`);
}
await browser.close();
service.close();
rmSync(folder, { recursive: true });
console.log(`${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
