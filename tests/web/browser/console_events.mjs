// The field diary in the console: a day's harvest in one line, spraying with days to wait, packing, shipping, a correction,
// partners; with a script and without one, each page at 360 and 1366 px without a fault of axe-core.
//   node console_events.mjs ORIGIN CODE_OF_HOA WORDS LOT [SCREENSHOTS]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, launched, look_at_widths, set_password, sign_in, watch } from './browser.mjs';

const [origin, code, folder, lot, pictures] = process.argv.slice(2);
const words = JSON.parse(readFileSync(join(folder, 'vi.json'), 'utf8'));
const faults = [];
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await launched();

async function person(javaScriptEnabled) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', javaScriptEnabled });
  const tab = await context.newPage();
  // A form that is refused answers 422, which the browser counts as an error.
  watch(tab, origin, what => /422/.test(what) || faults.push(`${tab.url()}: ${what}`));
  return tab;
}
async function look(tab, name) {
  await look_at_widths(tab, name, faults, pictures);
  const text = await tab.textContent('main');
  if (/console\.|event\.|undefined|\{/.test(text)) faults.push(`${name} shows a key`);
}
async function expect(tab, selector, text) {
  const shown = await tab.textContent(selector);
  if (!shown.includes(text)) faults.push(`${tab.url()}: ${selector} says ${shown.trim().slice(0, 120)}, not ${text}`);
}
const send = tab => tab.click('main form[data-once] > button[type=submit]');

const tab = await person(true);
await set_password(tab, origin, 'hoa', code);
await sign_in(tab, 'hoa');
await tab.goto(`${origin}/events`);
await look(tab, 'events-empty');
await tab.fill('#line-goods', 'Cá cơm tươi');
await tab.fill('#line-amount', '300 kg');
const harvest = await tab.inputValue('#line-lot');
await tab.click('.oneline button[type=submit]');
await expect(tab, '.note.good', words['console.event.done']);
await look(tab, 'events-harvest');

await tab.goto(`${origin}/events/new`);
await look(tab, 'events-kinds');
await tab.click('a[href*="kind=treatment"]');
await look(tab, 'events-treatment');
await tab.selectOption('#place', { index: 1 });
await tab.fill('#substance', 'Vôi bột');
await tab.fill('#wait_days', '7');
await send(tab);
await expect(tab, 'main', words['console.event.wait']);

// Enter in a field sends the form; it does not ask for more rows.
await tab.goto(`${origin}/events/new?kind=pack&lot=${lot}`);
await look(tab, 'events-pack');
await tab.fill('[name=use-1-lot]', harvest);
await tab.fill('[name=use-1-amount]', '200 kg');
await tab.fill('[name=make-1-amount]', '90 chai');
await tab.press('[name=use-1-amount]', 'Enter');
await expect(tab, 'main', words['console.event.done']);
await look(tab, 'events-packed');

await tab.goto(`${origin}/partners`);
await tab.fill('#name', 'Cửa hàng Bà Tư');
await tab.fill('#id', 'MUA1');
await tab.check('[name=role-buyer]');
await send(tab);
await expect(tab, '.records', 'Cửa hàng Bà Tư');
await look(tab, 'partners');
await tab.click('.records a');
await tab.fill('#phone', '0900 000 001');
await send(tab);
await expect(tab, '.note.good', words['console.record.saved']);
await look(tab, 'partner');

// The same person on a phone that runs no script.
const plain = await person(false);
await plain.goto(`${origin}/sign-in`);
await sign_in(plain, 'hoa');
await plain.goto(`${origin}/events/new?kind=ship`);
await plain.fill('[name=lot-1-lot]', lot);
await plain.fill('[name=lot-1-amount]', '20 chai');
await plain.click('button[name=more]');
if (await plain.locator('[name=lot-3-lot]').count() !== 1) faults.push('no more rows without a script');
if (await plain.inputValue('[name=lot-1-lot]') !== lot) faults.push('what was typed is gone');
await plain.selectOption('#partner', 'MUA1');
await plain.click('main form > button[type=submit]');
await expect(plain, 'main', words['console.event.done']);

// It was 30 bottles: recorded right, and the wrong one stays.
await tab.goto(plain.url().replace(/\?.*/, ''));
await tab.click('details:has(form) > summary');
await look(tab, 'events-shipped');
await tab.click('a[href*="corrects="]');
await tab.fill('[name=lot-1-amount]', '30 chai');
await tab.fill('#correction', 'Đếm nhầm');
await look(tab, 'events-instead');
await send(tab);
await expect(tab, 'main', words['console.event.corrects']);
await tab.goto(`${origin}/events`);
await expect(tab, '.records', words['console.event.wrong']);
await look(tab, 'events');
await tab.goto(`${origin}/lots/${lot}`);
await expect(tab, 'main', words['console.events.of_lot']);
await look(tab, 'events-of-lot');
await tab.goto(`${origin}/events/new?kind=sell&lang=en`);
await look(tab, 'events-sell-en');
await finish(browser, faults);
