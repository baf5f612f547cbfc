// The public service as a phone meets it: `temgoc serve` itself, in Chromium at 360 px. Each label's verdict in two
// languages, without a fault of axe-core, a script, a cookie or a question to another host; the links of a lot as a page;
// a report sent by a browser that runs no script.
//   node serve.mjs ORIGIN CASES LINK WORDS     CASES: lines of "headline path"; LINK: the path of a lot's GS1 link; WORDS: the folder
// words/. Prints the report's receipt.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility_faults, launched, overflows, watch } from './browser.mjs';

const [origin, cases, link, folder] = process.argv.slice(2);
const words = Object.fromEntries(['vi', 'en'].map(each => [each, JSON.parse(readFileSync(join(folder, `${each}.json`), 'utf8'))]));
const labels = readFileSync(cases, 'utf8').trim().split('\n').map(line => line.split(' '));
const faults = [];
const browser = await launched();

function said(language, key) {
  return Object.entries(words[language]).filter(([each]) => each === key || each.startsWith(`${key}.`)).map(([, text]) => text);
}

async function opened(language, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: language === 'vi' ? 'vi-VN' : 'en-GB', ...options });
  const tab = await context.newPage();
  const fault = what => faults.push(`${path.slice(0, 40)} (${language}): ${what}`);
  watch(tab, origin, fault);
  const response = await tab.goto(origin + path);
  return { context, tab, response, fault };
}

async function check_page({ context, tab, response, fault }, language) {
  const policy = response.headers()['content-security-policy'] ?? '';
  if (!policy.startsWith("default-src 'none'")) fault(`policy ${policy}`);
  if (await tab.getAttribute('html', 'lang') !== language) fault('another language');
  if (await tab.evaluate(overflows)) fault('overflows at 360 px');
  if (!await tab.evaluate(() => getComputedStyle(document.body).fontFamily.includes('system-ui'))) fault('without its style');
  if ((await context.cookies()).length > 0) fault('sets a cookie');
  for (const each of await accessibility_faults(tab)) fault(each);
}

async function check_label(language, headline, path) {
  const page = await opened(language, path);
  const heading = await page.tab.textContent('h1');
  if (!said(language, `headline.${headline}`).includes(heading)) page.fault(`${heading} is not ${headline}`);
  if (await page.tab.$('script')) page.fault('has a script');
  await check_page(page, language);
  await page.tab.click('a.tongue');
  const other = language === 'vi' ? 'en' : 'vi';
  if (!said(other, `headline.${headline}`).includes(await page.tab.textContent('h1'))) page.fault('the switch loses the verdict');
  await page.context.close();
}

async function check_links(language, path) {
  const page = await opened(language, `${path}?linkType=linkset`);
  if (await page.tab.textContent('h1') !== words[language]['link.page.title']) page.fault('is no page of links');
  await check_page(page, language);
  await page.tab.click('a.tongue');
  const other = language === 'vi' ? 'en' : 'vi';
  if (await page.tab.textContent('h1') !== words[other]['link.page.title']) page.fault('the switch loses the links');
  await page.context.close();
}

async function reported(path) {
  const { context, tab, fault } = await opened('vi', path, { javaScriptEnabled: false });
  await tab.click('#report summary');
  await tab.fill('#message', 'Tem dán đè lên tem khác');
  await tab.fill('#place', 'Chợ Bến Thành');
  await tab.click('#report button[type=submit]');
  if (await tab.textContent('h1') !== words.vi['page.thanks.title']) fault('the report was not taken');
  const receipt = await tab.textContent('.tem b');
  await context.close();
  return receipt;
}

for (const language of ['vi', 'en']) {
  for (const [headline, path] of labels) await check_label(language, headline, path);
  await check_links(language, link);
  const nowhere = await opened(language, '/wp-login.php');
  if (nowhere.response.status() !== 404) nowhere.fault('is not 404');
  await check_page(nowhere, language);
  await nowhere.context.close();
}
const led = await fetch(origin + link, { redirect: 'manual', headers: { accept: 'text/html' } });
if (led.status !== 307 || !led.headers.get('location').endsWith(labels.find(([headline]) => headline === 'unsealed')[1]))
  faults.push(`${link} is led to ${led.headers.get('location')}, ${led.status}`);
const receipt = await reported(labels.find(([headline]) => headline === 'forged')[1]);
await browser.close();
for (const each of faults) console.error(each);
console.error(`${labels.length} labels, ${faults.length} faults`);
console.log(receipt);
process.exit(faults.length === 0 ? 0 : 1);
