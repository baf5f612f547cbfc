// The template editor: the 60 x 40 label built from nothing with numbers, mouse, touch and arrow keys, saved and printed; a stale edit; broken
// TOML; each page at 360 and 1366 px without a fault of axe-core.
//   node console_templates.mjs ORIGIN PEOPLE WORDS LOT FOLDER [SCREENSHOTS]     PEOPLE: "lan=CODE hoa=CODE"; FOLDER: for the printed file
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, launched, look_at_widths, set_password, sign_in, watch } from './browser.mjs';

const [origin, people, words_folder, lot, folder, pictures] = process.argv.slice(2);
const codes = Object.fromEntries(people.split(' ').map(each => each.split('=')));
const words = JSON.parse(readFileSync(join(words_folder, 'vi.json'), 'utf8'));
const faults = [];
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await launched();
const is = (what, holds) => { if (!holds) faults.push(what); };
const same = (what, is_now, wanted) => is(`${what} is ${is_now}, not ${wanted}`, is_now === wanted);

async function signed_in(user, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', acceptDownloads: true, ...options });
  const tab = await context.newPage();
  // A form that is refused answers 409 or 422, which the browser counts as an error.
  watch(tab, origin, what => /409|422/.test(what) || faults.push(`${tab.url()}: ${what}`));
  tab.on('dialog', dialog => dialog.accept());
  await set_password(tab, origin, user, codes[user]);
  await sign_in(tab, user);
  await tab.waitForSelector('.tiles');
  return tab;
}
async function look(tab, name) {
  await look_at_widths(tab, name, faults, pictures);
  const text = await tab.textContent('main');
  if (/console\.|undefined|NaN|\(\?\)/.test(text)) faults.push(`${name} shows a key`);
}
async function says(tab, selector, key) {
  const text = await tab.textContent(selector);
  is(`${tab.url()}: ${selector} says "${text.trim().slice(0, 90)}", not ${key}`, text.includes(words[key]));
}
// The drawing as the last change left it.
async function settled(tab) {
  await tab.waitForTimeout(1000);
  await tab.waitForSelector('.lookat:not(.waits)');
}
const value = (tab, name) => tab.inputValue(`[name="${name}"]`);
const number = async (tab, name) => Number((await value(tab, name)).replace(',', '.'));
async function fill(tab, fields) {
  for (const [name, text] of Object.entries(fields)) {
    const part = tab.locator(`details.part:not([open]):has([name="${name}"]) > summary`);
    if (await part.count()) await part.click();
    const control = tab.locator(`[name="${name}"]`);
    if (await control.evaluate(each => each.matches('select'))) await control.selectOption(text);
    else await control.fill(text);
  }
}
async function add(tab, kind, fields) {
  const count = await tab.locator('details.part[id^=box-]').count();
  await tab.selectOption('#add_kind', kind);
  await tab.click('button[value=add]');
  await tab.waitForSelector(`#box-${count}[open]`);
  await fill(tab, Object.fromEntries(Object.entries(fields).map(([key, text]) => [`b.${count}.${key}`, text])));
  return count;
}
// Where a point of the label lies on the screen.
const on_screen = (tab, x, y) => tab.evaluate(([x, y]) => {
  const svg = document.querySelector('svg.labelart'), at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  return { x: at.x, y: at.y };
}, [x, y]);
async function middle_of(tab, box) {
  const [x, y, w, h] = [await number(tab, `b.${box}.x_mm`), await number(tab, `b.${box}.y_mm`), await number(tab, `b.${box}.width_mm`), await number(tab, `b.${box}.height_mm`)];
  return { x: x + w / 2, y: y + h / 2 };
}
async function drag(tab, from, to) {
  const begin = await on_screen(tab, from.x, from.y), end = await on_screen(tab, to.x, to.y);
  await tab.mouse.move(begin.x, begin.y);
  await tab.mouse.down();
  await tab.mouse.move((begin.x + end.x) / 2, (begin.y + end.y) / 2, { steps: 4 });
  await tab.mouse.move(end.x, end.y, { steps: 4 });
  await tab.mouse.up();
}
async function touch(tab, from, to) {
  const session = await tab.context().newCDPSession(tab);
  const begin = await on_screen(tab, from.x, from.y), end = await on_screen(tab, to.x, to.y);
  const send = (type, at) => session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [{ x: at.x, y: at.y, id: 1 }] : [] });
  await send('touchStart', begin);
  for (let step = 1; step <= 6; step += 1)
    await send('touchMove', { x: begin.x + (end.x - begin.x) * step / 6, y: begin.y + (end.y - begin.y) * step / 6 });
  await send('touchEnd');
  await session.detach();
}

const tab = await signed_in('lan');
await tab.goto(`${origin}/templates`);
await look(tab, 'templates');
await tab.click('.head a.go');

// The form: names, a code kind, the stock as it is.
await tab.waitForSelector('form.live');
await tab.fill('#template_id', 'tem-60x40');
await fill(tab, { 'r.name.vi': 'Tem 60 × 40 của HTX', 'r.name.en': 'Our 60 × 40 label' });

// By numbers.
const name = await add(tab, 'text', { text: '{product_name}', x_mm: '1,5', y_mm: '1,5', width_mm: '29', height_mm: '10', size_pt: '12', min_size_pt: '7', max_lines: '3', bold: 'true', compulsory: 'true' });
same('the first new box', name, 1);

// By mouse, onto the left edge of the name's box.
const dates = await add(tab, 'text', { text: 'NSX: {packed_on}\nHSD: {expires_on}', x_mm: '3,3', y_mm: '13', width_mm: '22', height_mm: '7', size_pt: '7,5', min_size_pt: '6,35', max_lines: '2', compulsory: 'true' });
await settled(tab);
const at = await middle_of(tab, dates);
await drag(tab, at, { x: at.x - 1.5, y: at.y + 1.3 });
same('the box that was dragged to the name’s edge', await value(tab, `b.${dates}.x_mm`), '1,5');
is('the box was dragged down', Math.abs(await number(tab, `b.${dates}.y_mm`) - 14.3) < 0.8);
await settled(tab);

// By a corner: its right edge comes to rest on the name's.
const corner = { x: await number(tab, `b.${dates}.x_mm`) + await number(tab, `b.${dates}.width_mm`), y: await number(tab, `b.${dates}.y_mm`) + await number(tab, `b.${dates}.height_mm`) };
await drag(tab, corner, { x: corner.x + 6.7, y: corner.y + 0.6 });
same('the width that came to rest on the other box', Math.round(10 * (await number(tab, `b.${dates}.x_mm`) + await number(tab, `b.${dates}.width_mm`))) / 10, 30.5);

// By arrow keys.
const foot = await add(tab, 'text', { text: 'Lô: {lot}[ – {serial}]', x_mm: '1,5', y_mm: '34', width_mm: '27', height_mm: '3', size_pt: '5,8', min_size_pt: '4,5' });
await settled(tab);
await tab.focus(`[data-box="${foot}"]`);
for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'ArrowRight', 'Control+ArrowRight', 'Control+ArrowRight']) await tab.keyboard.press(key);
same('y after three steps and a fine one', await value(tab, `b.${foot}.y_mm`), '35,6');
same('x after a step', await value(tab, `b.${foot}.x_mm`), '2');
same('the width after two steps', await value(tab, `b.${foot}.width_mm`), '28');
await tab.keyboard.press('Control+z');
same('the width taken back', await value(tab, `b.${foot}.width_mm`), '27,5');
await settled(tab);
is('the focus stays on the box', await tab.evaluate(() => document.activeElement?.dataset?.box) === String(foot));

// By a finger, on a phone.
const host = await add(tab, 'text', { text: '**{short_code}** · {host}', x_mm: '31', y_mm: '30', width_mm: '27', height_mm: '3', size_pt: '5,8', min_size_pt: '4,5', align: 'right' });
await settled(tab);
await tab.setViewportSize({ width: 360, height: 740 });
await tab.evaluate(() => document.querySelector('svg.labelart').scrollIntoView({ block: 'center' }));
const finger = await middle_of(tab, host);
await touch(tab, finger, { x: finger.x, y: finger.y + 5.6 });
is(`a finger drags a box: y is ${await value(tab, `b.${host}.y_mm`)}`, Math.abs(await number(tab, `b.${host}.y_mm`) - 35.6) < 0.6);
await settled(tab);
await tab.setViewportSize({ width: 1366, height: 768 });

// What the check finds stands beside its control, and goes when it is mended.
await fill(tab, { [`b.${dates}.min_size_pt`]: '4' });
await settled(tab);
await tab.waitForSelector(`#e-c-b-${dates}-min_size_pt`);
await look(tab, 'template-fault');
await tab.click(`.fault a[href="#c-b-${dates}-min_size_pt"]`);
same('the fault leads to its control', await tab.evaluate(() => document.activeElement.name), `b.${dates}.min_size_pt`);
await fill(tab, { [`b.${dates}.min_size_pt`]: '6,35' });
await settled(tab);
await tab.waitForSelector('[data-look] .note.good');
same('faults beside controls', await tab.locator('.parts .wrong').count(), 0);

// Looked at on a real lot.
await tab.selectOption('#look_lot', lot);
await settled(tab);
await says(tab, '.lookat figcaption', 'console.template.sample');
await look(tab, 'template-new');

// The TOML, and back.
await tab.click('button[value=text]');
await tab.waitForSelector('#toml');
await look(tab, 'template-toml');
const toml = await tab.inputValue('#toml');
await tab.fill('#toml', toml.replace('[stock]', '# Cuộn ở xưởng.\n[stock'));
await tab.click('button[value=form]');
await tab.waitForSelector('#toml[aria-invalid]');
is('broken TOML is kept', (await tab.inputValue('#toml')).includes('# Cuộn ở xưởng.\n[stock\n'));
await look(tab, 'template-broken');
await tab.fill('#toml', toml.replace('[stock]', '# Cuộn ở xưởng.\n[stock]'));
await tab.click('button[value=form]');
await tab.waitForSelector('#box-1');

await tab.click('button[value=save]');
await tab.waitForURL(/\/templates\/tem-60x40\?saved=1/);
await says(tab, '.note.good', 'console.template.saved');
await look(tab, 'template-saved');

// Two people: the second is told, and loses nothing.
const other = await signed_in('hoa');
await other.goto(`${origin}/templates/tem-60x40`);
await other.waitForSelector('form.live');
await fill(other, { 'b.2.text': 'Đóng gói: {packed_on}\nHSD: {expires_on}' });
await fill(tab, { 'b.1.size_pt': '11,5' });
await settled(tab);
await tab.click('button[value=save]');
await tab.waitForURL(/saved=2/);
await other.click('button[value=save]');
await other.waitForSelector('[name=over]');
same('what was typed', await value(other, 'b.2.text'), 'Đóng gói: {packed_on}\nHSD: {expires_on}');
is('tells what the other changed', (await other.textContent('.diffs')).includes('11,5'));
await look(other, 'template-stale');
await other.check('[name=over]');
await other.click('button[value=save]');
await other.waitForURL(/saved=3/);

// The second version is looked at and taken back.
await tab.goto(`${origin}/templates/tem-60x40/versions/2`);
await look(tab, 'template-version');
await tab.click('main form button[type=submit]');
await tab.waitForURL(/saved=4/);
await tab.click('button[value=text]');
await tab.waitForSelector('#toml');
is('the comment is still there', (await tab.inputValue('#toml')).includes('# Cuộn ở xưởng.'));

// Printed, byte for byte as the command prints it: the script compares.
await tab.goto(`${origin}/keys`);
await tab.fill('input[type=password]', 'a passphrase for a test');
await tab.click('main button[type=submit]');
await tab.goto(`${origin}/lots/${lot}`);
await tab.locator('[name=template][value=tem-60x40]').evaluate(each => { for (const box of [each.closest('details')]) if (box) box.open = true; });
await tab.check('[name=template][value=tem-60x40]');
await tab.fill('#count', '3');
await tab.click(`button:has-text("${words['console.print.send']}"):visible`);
await tab.waitForSelector('a[href*="/files/1"], .fault');
is(`labels are printed: ${await tab.textContent('main')}`.slice(0, 400), /\/jobs\//.test(tab.url()));
const file = await tab.getAttribute('a[href*="/files/1"]', 'href');
writeFileSync(join(folder, 'page.pdf'), await (await tab.context().request.get(origin + file)).body());

// Without script the form does the same.
const plain = await browser.newContext({ viewport: { width: 1366, height: 768 }, javaScriptEnabled: false, storageState: await tab.context().storageState() });
const bare = await plain.newPage();
await bare.goto(`${origin}/templates/tem-60x40`);
await bare.click('#box-1 > summary');
await bare.fill('[name="b.1.x_mm"]', '59');
await bare.click('.buttons button[value=look]');
await bare.waitForSelector('#e-c-b-1-x_mm');
same('what was typed without script', await bare.inputValue('[name="b.1.x_mm"]'), '59');
await plain.close();
await finish(browser, faults);
