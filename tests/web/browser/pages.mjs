// Every public page in Chromium at 360 px, in two languages: axe-core finds nothing, nothing overflows at 320 px or at
// twice the size, the policy lets the style sheet in, no script runs and nothing is asked of another host.
//   node pages.mjs FOLDER [SCREENSHOTS]     FOLDER holds pages.json, as web_test writes it
import { createServer } from 'node:http';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility_faults, launched, overflows, watch } from './browser.mjs';

const [folder, pictures] = process.argv.slice(2);
const pages = JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8'));
const faults = [];
const fault = (page, what) => faults.push(`${page.name} (${page.language}): ${what}`);

const server = createServer((request, response) => {
  const page = pages[Number(new URL(request.url, 'http://x').pathname.slice(1).split('.')[0])];
  if (!page) { response.writeHead(404); response.end(); return; }
  response.writeHead(page.status, { ...page.headers, 'Content-Type': 'text/html; charset=utf-8' });
  response.end(page.body);
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await launched();

async function opened(context, index) {
  const tab = await context.newPage();
  watch(tab, origin, what => fault(pages[index], what));
  await tab.goto(`${origin}/${index}.html`);
  return tab;
}

async function check_accessibility(tab, page) {
  for (const each of await accessibility_faults(tab)) fault(page, each);
}

// Whatever can be pressed and is not a word in a sentence is at least 24 px high.
const small_targets = () => [...document.querySelectorAll('a,button,input,textarea,summary')]
  .filter(each => each.type !== 'hidden' && !each.closest('.skip') && !each.closest('p,dd,h3') && each.offsetParent)
  .filter(each => each.getBoundingClientRect().height < 24).map(each => each.outerHTML.slice(0, 80));

async function check_layout(tab, page) {
  for (const target of await tab.evaluate(small_targets)) fault(page, `small target ${target}`);
  if (await tab.evaluate(overflows)) fault(page, 'overflows at 360 px');
  await tab.setViewportSize({ width: 320, height: 640 });
  if (await tab.evaluate(overflows)) fault(page, 'overflows at 320 px');
  await tab.evaluate(() => { document.documentElement.style.fontSize = '225%'; });
  if (await tab.evaluate(overflows)) fault(page, 'overflows at 200 %');
  await tab.evaluate(() => { document.documentElement.style.fontSize = ''; });
  await tab.setViewportSize({ width: 360, height: 740 });
}

// A code within a sentence stands on one line, and the verdict keeps an outline where colours are taken away.
async function check_codes_and_outline(tab, page) {
  await tab.setViewportSize({ width: 320, height: 640 });
  const broken = await tab.evaluate(() => [...document.querySelectorAll('.whole')]
    .filter(each => each.offsetHeight > 1.9 * parseFloat(getComputedStyle(each).lineHeight)).map(each => each.textContent));
  for (const code of broken) fault(page, `the code ${code} breaks`);
  await tab.emulateMedia({ forcedColors: 'active' });
  const outlined = await tab.evaluate(() => [...document.querySelectorAll('.tem')].every(each => {
    const style = getComputedStyle(each);
    return parseFloat(style.borderTopWidth) > 0 || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
  }));
  if (!outlined) fault(page, 'the verdict has no outline in forced colours');
  await tab.emulateMedia({ forcedColors: 'none' });
  await tab.setViewportSize({ width: 360, height: 740 });
}

async function check_style(tab, page) {
  const [family, line, letters] = await tab.evaluate(() => {
    const style = getComputedStyle(document.querySelector('p'));
    return [style.fontFamily, parseFloat(style.lineHeight), parseFloat(style.fontSize)];
  });
  if (!family.includes('system-ui')) fault(page, 'the style sheet was not let in');
  if (line / letters < 1.35) fault(page, `lines too close for Vietnamese: ${line / letters}`);
}

async function picture(tab, name, whole = false) {
  if (pictures) await tab.screenshot({ path: join(pictures, `page-${name}.png`), fullPage: whole });
}

if (pictures) mkdirSync(pictures, { recursive: true });
const light = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 });
const dark = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 1, colorScheme: 'dark' });
for (const [index, page] of pages.entries()) {
  const tab = await opened(light, index);
  await check_style(tab, page);
  await check_accessibility(tab, page);
  await check_layout(tab, page);
  await check_codes_and_outline(tab, page);
  if (page.verdict || page.name === 'form') await picture(tab, `${page.name}-${page.language}`);
  if (page.name === 'valid' && page.language === 'vi') {
    await picture(tab, 'valid-whole', true);
    await tab.emulateMedia({ media: 'print' });
    await tab.setViewportSize({ width: 720, height: 1020 });
    await picture(tab, 'valid-print');
  }
  await tab.close();
  if (page.language === 'vi') {
    const night = await opened(dark, index);
    await check_accessibility(night, page);
    if (page.name === 'valid' || page.name === 'forged') await picture(night, `${page.name}-dark`);
    await night.close();
  }
}
await browser.close();
server.close();
for (const each of faults) console.error(each);
console.log(`${pages.length} pages, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
