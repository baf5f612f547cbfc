// The inspector's page on a slow phone: Chromium at a sixth of its speed. The reader runs on the page's own thread here, for only that one is slowed down.
//   node inspect_speed.mjs [LOTS [SLOWDOWN]]
import { launched } from '../tests/web/browser/browser.mjs';
import { startService } from '../tests/web/browser/inspect_service.mjs';
import { makeBundleRealm } from '../tests/js_reader/bundle_realm.mjs';
import { beginningOf } from '../web/inspect/download.mjs';
import { bytesOf, fromUtf8, hex, sha256 } from '../web/inspect/reader/bytes.mjs';
import { readNote } from '../web/inspect/reader/note.mjs';

const [lots = '500000', slowdown = '6'] = process.argv.slice(2);
const realm = await makeBundleRealm(Date.now(), { lots: Math.round(Number(lots) / 5), few: true });
const service = await startService(realm);
const browser = await launched();
const round = (ms) => Math.round(ms);
console.log(`${lots} lots, ${realm.file.length} bytes, ${realm.labels.length} labels, slowdown ${slowdown}`);

const blank = await (await browser.newContext()).newPage();
await blank.goto(`${service.origin}/kiem-tra/sample.json`);
const devtools = await blank.context().newCDPSession(blank);
await devtools.send('Emulation.setCPUThrottlingRate', { rate: Number(slowdown) });
const read = await blank.evaluate(async ({ base, roots, code, texts }) => {
  const at = (name) => import(`${base}/kiem-tra/reader/${name}.mjs`);
  const [{ Bundle }, { openRoots }, { judge, knowledgeOf, vietnamDay }] = [await at('bundle'), await at('trust'), await at('verdict')];
  const answer = await fetch(`${base}/kiem-tra/api/whole`, { method: 'POST', body: new URLSearchParams({ code }) });
  const file = new Uint8Array(await answer.arrayBuffer());
  const began = performance.now();
  const pinned = await openRoots(roots);
  const known = new Set();
  const first = await Bundle.open(file, pinned, known);
  const opened = performance.now();
  known.add(first.trust.digest);
  const bundle = await Bundle.open(file, pinned, known);
  const again = performance.now();
  bundle.prepare();
  const prepared = performance.now() - again;
  const now = Date.now(), moment = { now, today: vietnamDay(now) };
  const times = [];
  for (const text of texts) {
    const from = performance.now();
    await judge(text, await knowledgeOf({ trust: bundle.trust, bundle, now }), moment);
    times.push(performance.now() - from);
  }
  const [firstVerdict, ...later] = times;
  later.sort((a, b) => a - b);
  return { prepared, opened: opened - began, again: again - opened, firstVerdict, median: later[later.length >> 1], p99: later[Math.floor(later.length * 0.99)], worst: later.at(-1), heap: performance.memory?.usedJSHeapSize ?? 0 };
}, { base: service.origin, roots: realm.roots, code: service.code, texts: realm.labels.slice(0, 300).map((text) => fromUtf8(text)) });
console.log(`opened and checked whole: ${round(read.opened)} ms; again, keys known: ${round(read.again)} ms, first verdict after ${round(read.again + read.firstVerdict)} ms; look-ups made ready in ${round(read.prepared)} ms`);
console.log(`later verdicts: median ${read.median.toFixed(1)} ms, 99 % within ${read.p99.toFixed(1)} ms, worst ${read.worst.toFixed(1)} ms; heap ${(read.heap / 1e6).toFixed(0)} MB`);

// The page itself: enrolled, loaded, the network cut, then opened cold.
const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
const tab = await context.newPage();
await tab.goto(`${service.origin}/kiem-tra/`);
const digest = hex(sha256(bytesOf(readNote(fromUtf8(realm.roots)).text)));
await tab.fill('#code', service.code + beginningOf(digest));
await tab.press('#code', 'Enter');
await tab.waitForSelector('#update');
await tab.click('#update');
await tab.waitForSelector('.data.fresh', { timeout: 300_000 });
await tab.evaluate(async () => { await navigator.serviceWorker.ready; while (!navigator.serviceWorker.controller) await new Promise((done) => { setTimeout(done, 50); }); });
await context.setOffline(true);
for (let i = 0; i < 3; i += 1) {
  const cold = await context.newPage();
  const session = await context.newCDPSession(cold);
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(slowdown) });
  await cold.goto(`${service.origin}/kiem-tra/`);
  await cold.waitForSelector('.data.fresh');
  const [shown, ready] = await cold.evaluate(() => ['temgoc-shown', 'temgoc-ready'].map((name) => performance.getEntriesByName(name)[0]?.startTime ?? performance.now()));
  console.log(`cold start with no network: usable after ${round(shown)} ms, data open after ${round(ready)} ms`);
  await cold.close();
}
await browser.close();
service.close();
