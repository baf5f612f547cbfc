// A season's lots from a file, a product's picture and a certificate's scan, as staff bring them: in Chromium, each page
// at 360 and 1366 px without a fault of axe-core.
//   node console_lots.mjs ORIGIN CODE_OF_HOA WORDS SEASON [SCREENSHOTS]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, launched, look_at_widths, set_password, sign_in, watch } from './browser.mjs';

const [origin, code, folder, season, pictures] = process.argv.slice(2);
const words = JSON.parse(readFileSync(join(folder, 'vi.json'), 'utf8'));
const faults = [];
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await launched();
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', acceptDownloads: true });
const tab = await context.newPage();
// A form that is refused answers 422, which the browser counts as an error.
watch(tab, origin, what => /422/.test(what) || faults.push(`${tab.url()}: ${what}`));

async function look(name) {
  await look_at_widths(tab, name, faults, pictures);
  const text = await tab.textContent('main');
  if (/console\.|column\.|undefined/.test(text)) faults.push(`${name} shows a key`);
}
async function expect(selector, key) {
  const text = await tab.textContent(selector);
  if (!text.includes(words[key])) faults.push(`${tab.url()}: ${selector} says ${text.trim().slice(0, 80)}, not ${key}`);
}
const next = () => tab.click('main form[data-once] button[type=submit]');

await set_password(tab, origin, 'hoa', code);
await sign_in(tab, 'hoa');

await tab.goto(`${origin}/import`);
await look('lots-start');
await tab.check('input[name=kind][value=lots]');
await tab.setInputFiles('#file', { name: 'vu-thu-dong.csv', mimeType: 'text/csv', buffer: Buffer.from(season) });
await next();
await look('lots-columns');
await next();
await expect('.chip.wait', 'console.import.only_bad');
await look('lots-rows');
await tab.fill('[name=cell-4-3]', '90 chai');
await tab.click('button[value=check]');
await expect('.note.good', 'console.import.ready');
await look('lots-ready');
await tab.click('button[value=all]');
await expect('h1', 'console.import.key');
await look('lots-key');
await tab.fill('input[type=password]', 'a wrong passphrase of some length');
await next();
await expect('h1', 'console.import.key');
await look('lots-key-wrong');
await tab.fill('input[type=password]', 'a passphrase for a test');
await next();
await expect('.note.good', 'console.import.lots_issued');
await look('lots-done');
await tab.click('tbody a');
await expect('main', 'console.print');

// A roll printed ahead, before its lot is known; then used for one of the lots.
await tab.goto(`${origin}/rolls`);
await look('rolls-none');
await tab.goto(`${origin}/rolls/new`);
await tab.selectOption('#product', '02990001000315');
await tab.selectOption('#template', 'roll-60x40-stamp');
await tab.fill('#count', '6');
await look('roll-new');
await next();
await tab.waitForURL(/\/rolls\/1$/);
await look('roll-unused');
await tab.click('.head a.go');
await tab.selectOption('#lot', { index: 1 });
await tab.fill('#first', '5');
await tab.fill('#last', '2');
await look('roll-claim');
await tab.click('main form button[type=submit]');
await expect('main', 'console.recall.not_yet');
await look('roll-claim-preview');
await next();
await expect('.note.good', 'console.roll.just_claimed');
await tab.click('main details:not(.command) > summary');
await tab.fill('#reason', 'rách khi dán');
await tab.fill('#first', '6');
await next();
await look('roll-used');
await tab.goto(`${origin}/rolls/claim?roll=1`);
await tab.selectOption('#lot', { index: 2 });
await tab.fill('#first', '3');
await tab.click('main form button[type=submit]');
await expect('.fault', 'console.hint.roll_labels_given');
await look('roll-claim-refused');
await tab.goto(`${origin}/rolls`);
await look('rolls');

// What a phone's camera would have taken.
const camera = await context.newPage();
await camera.setViewportSize({ width: 1600, height: 1200 });
await camera.setContent(`<body style="margin:0;background:linear-gradient(#dbe9ee,#9db8a6)"><div style="position:absolute;left:600px;top:150px;
  width:400px;height:900px;border-radius:80px 80px 24px 24px;background:linear-gradient(90deg,#5a2d0c,#b4661f,#5a2d0c)"></div>
  <div style="position:absolute;left:600px;top:520px;width:400px;height:300px;background:#fbf3dc;font:700 60px/300px 'Noto Sans';text-align:center">Nước mắm</div>`);
const photo = await camera.screenshot({ type: 'jpeg', quality: 90 });
await camera.close();
await tab.goto(`${origin}/records/products/P90`);
await tab.setInputFiles('#picture', { name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo at all, but long enough') });
await tab.fill('#f-net_content', '750 ml');
await tab.click('form.record > button[type=submit]');
await expect('.fault', 'error.picture_format');
if (await tab.inputValue('#f-net_content') !== '750 ml') faults.push('what was typed beside a bad picture is lost');
await tab.setInputFiles('#picture', { name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer: photo });
await tab.click('form.record > button[type=submit]');
await expect('.note.good', 'console.record.saved');
if (!(await tab.evaluate(() => { const img = document.querySelector('.kept img'); return img && img.complete && img.naturalWidth > 300; })))
  faults.push('the picture is not shown');
await look('product-picture');

await tab.goto(`${origin}/records/certifications/K30`);
await tab.setInputFiles('#paper', { name: 'giay.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n') });
await tab.click('form.record > button[type=submit]');
await expect('.note.good', 'console.record.saved');
await look('certificate-scan');
const [saved] = await Promise.all([tab.waitForEvent('download'), tab.click('.kept li a')]);
if (!/^giay-.*\.pdf$/.test(saved.suggestedFilename())) faults.push(`the scan is saved as ${saved.suggestedFilename()}`);

// Two clicks issue one lot. Back at the form, the same once more is asked about.
await tab.goto(`${origin}/lots/new`);
await tab.selectOption('#product', { index: 1 });
await tab.fill('#quantity', '7');
await tab.fill('#unit', 'chai');
await tab.dblclick('main form[data-once] button[type=submit]');
await tab.waitForURL(/issued=1/);
await tab.goBack();
await tab.waitForSelector('#product');
await tab.selectOption('#product', { index: 1 });
await tab.fill('#quantity', '7');
await tab.fill('#unit', 'chai');
await next();
await tab.waitForSelector('.fault, .note.good');
if (await tab.locator('input[name=again]').count() !== 1 && !tab.url().includes('issued=1')) faults.push('the same lot after the back button is neither asked about nor the first one');
await look('lot-alike');

await finish(browser, faults);
