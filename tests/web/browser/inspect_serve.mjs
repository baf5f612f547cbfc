// The inspector's page as `temgoc serve` hands it out: enrolled by the link of the card, loaded with the bundle that was built, the network cut. A printed
// label, as its PDF looks, and a code of each common verdict; then only what changed; then the visit, whose receipt it prints.
//   node inspect_serve.mjs ORIGIN CASES WORDS TEMGOC FOLDER     CASES: lines of "headline text"; FOLDER: link, label.png, passphrase
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launched } from './browser.mjs';

const [origin, cases, folderOfWords, temgoc, folder] = process.argv.slice(2);
const words = JSON.parse(readFileSync(join(folderOfWords, 'vi.json'), 'utf8'));
const labels = readFileSync(cases, 'utf8').trim().split('\n').map((line) => line.split(' '));
const faults = [];
const run = (...args) => execFileSync(temgoc, ['--quiet', ...args]);
const browser = await launched();
const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' });
const tab = await context.newPage();
tab.setDefaultTimeout(60_000);
tab.on('pageerror', (error) => faults.push(`the page threw ${error.message}`));
tab.on('request', (request) => request.url().startsWith(origin) || /^(blob|data):/.test(request.url()) || faults.push(`asks ${request.url()}`));
const answered = [];
tab.on('response', (response) => response.url().endsWith('/api/bundle') && answered.push(response.headers()['temgoc-bundle-kind']));

async function until(holds, given) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await tab.evaluate(holds, given)) return;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error(`never: ${holds} ${given}`);
}
const says = (text) => until((wanted) => document.querySelector('main').textContent.includes(wanted), text);
const said = (headline) => Object.entries(words).filter(([key]) => key === `headline.${headline}` || key.startsWith(`headline.${headline}.`)).map(([, text]) => text);

async function to_scan() {
  if (await tab.isVisible('#again')) await tab.click('#again'); else await tab.evaluate(() => { location.hash = '#/quet'; });
  await tab.waitForSelector('#typed');
}

async function heading(headline, what) {
  await tab.waitForSelector('.verdict h1');
  const found = await tab.textContent('.verdict h1');
  if (!said(headline).includes(found)) faults.push(`${what}: ${found} is not ${headline}`);
}

async function typed(headline, text) {
  await to_scan();
  await tab.fill('#typed', text);
  await tab.press('#typed', 'Enter');
  await heading(headline, text.slice(0, 50));
}

await tab.goto(`${origin}/kiem-tra/#${readFileSync(join(folder, 'link'), 'utf8').trim().split('#')[1]}`);
await tab.waitForSelector('#update');
await tab.click('#update');
await tab.waitForSelector('.data.fresh');
await until(() => navigator.serviceWorker.controller !== null, null);
await context.setOffline(true);
await tab.reload();
await tab.waitForSelector('.data.fresh');
await to_scan();
await tab.setInputFiles('#photo', join(folder, 'label.png'));
await heading('valid', 'the printed label');
for (const [headline, text] of labels) await typed(headline, text);

// A recall, a new bundle: only the difference is brought.
await context.setOffline(false);
run('lot', 'recall', 'L1', '--product', '2990001000315', '--reason', 'Nắp chai hở', '--confirm', 'L1');
run('bundle', 'build', '--passphrase-file', join(folder, 'passphrase'));
await new Promise((done) => { setTimeout(done, 6000); });  // the service looks for new bundles every five seconds
await tab.evaluate(() => { location.hash = '#/'; });
await tab.click('#update');
await says(words['inspect.data.new']);
if (answered.at(-1) !== 'delta') faults.push(`the second download was ${answered}`);
await context.setOffline(true);
await typed('recalled', labels.find(([headline]) => headline === 'valid')[1]);

await context.setOffline(false);
await tab.evaluate(() => { location.hash = '#/chuyen'; });
await tab.click('.cards a');
await tab.fill('#visit-place', 'Chợ Bến Thành');
await tab.press('#visit-place', 'Tab');
await tab.click(`text=${words['inspect.visit.end']}`);
await says('KT-');
const receipt = /KT-\d{6}-[0-9A-Z]{8}/.exec(await tab.textContent('main'))[0];
run('inspector', 'revoke', '1');
await tab.evaluate(() => { location.hash = '#/'; });
await tab.click('#update');
await tab.waitForSelector('.update .fault');
if (!(await tab.textContent('.update .fault')).includes(words['error.inspector_revoked'].split('{value}')[1].trim())) faults.push('a revoked code is not named');
await browser.close();
for (const each of faults) console.error(each);
console.error(`${labels.length + 1} labels, ${faults.length} faults`);
console.log(receipt);
process.exit(faults.length === 0 ? 0 : 1);
