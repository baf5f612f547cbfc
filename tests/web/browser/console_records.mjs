// The console's records, import and people as staff meet them: each form filled in and sent in Chromium, each page at
// 360 and 1366 px in two languages without a fault of axe-core.
//   node console_records.mjs ORIGIN CODE_OF_CHI CODE_OF_LAN WORDS [SCREENSHOTS]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, launched, look_at_widths, set_password, sign_in, watch } from './browser.mjs';

const [origin, code_of_chi, code_of_lan, folder, pictures] = process.argv.slice(2);
const words = Object.fromEntries(['vi', 'en'].map(each => [each, JSON.parse(readFileSync(join(folder, `${each}.json`), 'utf8'))]));
const faults = [];
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await launched();

async function signed_in(user, code) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  const tab = await context.newPage();
  // A form that is refused answers 422, which the browser counts as an error.
  watch(tab, origin, what => /422/.test(what) || faults.push(`${tab.url()}: ${what}`));
  await set_password(tab, origin, user, code);
  await sign_in(tab, user);
  return tab;
}

const look = (tab, name) => look_at_widths(tab, name, faults, pictures);

async function look_at(tab, path, name) {
  for (const language of ['en', 'vi']) {
    await tab.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    if (await tab.getAttribute('html', 'lang') !== language) faults.push(`${name} is in another language`);
    const text = await tab.textContent('main');
    if (/console\.|column\.|<|undefined/.test(text)) faults.push(`${name} shows a key: ${text.match(/.{0,20}(console\.|column\.|<|undefined).{0,20}/)[0]}`);
    await look(tab, `${name}-${language}`);
  }
}

async function expect(tab, selector, key) {
  const text = await tab.textContent(selector);
  if (!text.includes(words.vi[key])) faults.push(`${tab.url()}: ${selector} says ${text.trim().slice(0, 80)}, not ${key}`);
}

const chi = await signed_in('chi', code_of_chi);
for (const kind of ['products', 'certifications', 'places', 'cooperatives']) {
  await look_at(chi, `/records/${kind}`, `list-${kind}`);
  await look_at(chi, `/records/${kind}/new`, `new-${kind}`);
}
await look_at(chi, '/records/products/P01', 'product');
await look_at(chi, '/import', 'import');
await look_at(chi, '/people', 'people');
await look_at(chi, '/people/lan', 'person');
await look_at(chi, '/me', 'me');
await chi.goto(`${origin}/people`);
await chi.fill('#name', 'Lê Thị Hoa');
await chi.fill('#user', 'hoa');
await chi.click('main form button[type=submit]');
await expect(chi, '.note', 'console.people.code');
await look(chi, 'people-code');
await look_at(chi, '/tokens', 'tokens-none');
await chi.fill('#name', 'Phần mềm kho');
await chi.check('[name=role][value=printer]');
await chi.fill('#networks', '192.168.1.0/24');
await chi.click('main section.card form button[type=submit]');
await expect(chi, '.note', 'console.tokens.made');
if (!/^temgoc_[0-9a-z]{8}_[0-9a-f]{64}$/.test(await chi.inputValue('.secret'))) faults.push('no token is shown');
await look(chi, 'tokens-made');
await look_at(chi, '/tokens', 'tokens');
await chi.click('.tokens form button');
await expect(chi, '.tokens .chip', 'token.revoked');
await look_at(chi, '/keys', 'keys');

const lan = await signed_in('lan', code_of_lan);
await lan.goto(`${origin}/records/products/new`);
await lan.fill('#f-name_vi', 'Mắm ruốc Cần Giờ');
await lan.fill('#f-net_content', '300');
await lan.fill('#f-shelf_life_days', '365');
await lan.click('form.record > button[type=submit]');
await expect(lan, '.fault', 'console.record.faults');
await look(lan, 'product-fault');
await lan.fill('#f-net_content', '300 g');
await lan.click('form.record > button[type=submit]');
await expect(lan, '.note.good', 'console.record.saved');
await lan.fill('#f-origin', 'Việt Nam');
await lan.click('form.record > button[type=submit]');
await look(lan, 'product-history');

await lan.goto(`${origin}/import`);
await lan.setInputFiles('#file', {
  name: 'hang-hoa.csv', mimeType: 'text/csv',
  buffer: Buffer.from('Tên gọi hàng;Một gói nặng;Dùng trong\nKhô mực một nắng;250 g;180\nTôm tẩm sa tế;500;365\nCá dứa rút xương;400 g;hai năm\n'),
});
await lan.click('main form button[type=submit]');
await look(lan, 'import-columns');
await lan.selectOption('[name=column-0]', 'name_vi');
await lan.selectOption('[name=column-1]', 'net_content');
await lan.selectOption('[name=column-2]', 'shelf_life_days');
await lan.click('main form[data-once] button[type=submit]');
await expect(lan, '.chip.wait', 'console.import.only_bad');
await look(lan, 'import-rows');
await lan.fill('[name=cell-3-1]', '500 g');
await lan.fill('[name=cell-4-2]', '730');
await lan.click('button[value=check]');
await expect(lan, '.note.good', 'console.import.ready');
await look(lan, 'import-ready');
await lan.click('button[value=all]');
await expect(lan, 'h1', 'console.import.done');
await look(lan, 'import-done');

await finish(browser, faults);
