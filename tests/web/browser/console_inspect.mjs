// An administrator enrols an inspector, whose phone sends a visit to the public service; the office looks for it, sees what was found
// beside what it knows today, and revokes the code.
//   node console_inspect.mjs CONSOLE PUBLIC CODE_OF_CHI CODE_OF_HA WORDS VALID RECALLED TEMGOC [PICTURES]
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, launched, look_at_widths, set_password, sign_in, watch } from './browser.mjs';

const [origin, public_origin, code_of_chi, code_of_ha, folder, valid, recalled, temgoc, pictures] = process.argv.slice(2);
const vi = JSON.parse(readFileSync(join(folder, 'vi.json'), 'utf8'));
const faults = [];
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await launched();

async function signed_in(user, code) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', acceptDownloads: true });
  const tab = await context.newPage();
  watch(tab, origin, what => /422|403/.test(what) || faults.push(`${tab.url()}: ${what}`));
  await set_password(tab, origin, user, code);
  await sign_in(tab, user);
  await tab.waitForSelector('nav');
  return tab;
}

const look = (tab, name) => look_at_widths(tab, name, faults, pictures);

async function look_at(tab, path, name) {
  for (const language of ['en', 'vi']) {
    await tab.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    const text = await tab.textContent('main');
    if (/console\.|column\.|\[\[|\{\{|undefined/.test(text)) faults.push(`${name} shows a key: ${text.match(/.{0,20}(console\.|column\.|\[\[|\{\{|undefined).{0,20}/)[0]}`);
    await look(tab, `${name}-${language}`);
  }
}

const says = async (tab, text, what = text) => (await tab.textContent('main')).includes(text) || faults.push(`${tab.url()} does not say ${what}`);

// A phone of an inspector, as the page on it sends a visit: again and again until it is kept.
async function sent(context, code, visit) {
  for (let turn = 0; turn < 100; turn += 1) {
    const answer = await context.request.post(`${public_origin}/kiem-tra/api/visit`, { data: { code, visit } });
    const body = await answer.json();
    if (answer.status() === 200 && body.kept) return body.receipt;
    if (!answer.ok()) return body.error.code;
    await new Promise(done => setTimeout(done, 100));
  }
  return 'never kept';
}

const item = (label, verdict, headline, lot) => ({
  at: new Date().toISOString(), label, verdict, reason: null, also: [], headline, reason_words: '', product: 'Mắm mẫu', lot, serial: '',
  cooperative: 'Hợp tác xã mẫu', data_made_at: '2026-11-23T22:00:00.000Z', data_digest: 'c0ffee00c0ffee00', note: '', times: 1 });
// A photo as a phone takes one: any JPEG of some size.
async function photo(tab) {
  return tab.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const ink = canvas.getContext('2d');
    ['#7a5b3a', '#d9b48a', '#2f5d3a'].forEach((colour, nth) => { ink.fillStyle = colour; ink.fillRect(nth * 213, 0, 214, 480); });
    return canvas.toDataURL('image/jpeg', 0.7);
  });
}

try {
  const chi = await signed_in('chi', code_of_chi);
  await look_at(chi, '/inspectors', 'inspectors-none');
  await look_at(chi, '/visits', 'visits-none');
  await chi.goto(`${origin}/inspectors`);
  await chi.fill('#name', 'Nguyễn Thị Lan');
  await chi.fill('#days', '30');
  await chi.click('main form button[type=submit]');
  await chi.waitForSelector('.pass');
  const code = (await chi.textContent('.bigcode')).trim();
  if (!/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/.test(code)) faults.push(`no code: ${code}`);
  const drawn = await chi.evaluate(() => document.querySelector('.pass img').naturalWidth);
  if (!drawn) faults.push('the QR code is not drawn');
  await look(chi, 'inspectors-card');
  if (pictures) await (await chi.$('.pass')).screenshot({ path: join(pictures, 'card.png') });
  await chi.emulateMedia({ media: 'print' });
  if (await chi.isVisible('main form')) faults.push('the form is printed with the card');
  if (!await chi.isVisible('.pass img')) faults.push('the QR code is not printed');
  if (pictures) await chi.screenshot({ path: join(pictures, 'inspectors-print.png'), fullPage: true });
  await chi.emulateMedia({ media: 'screen' });

  const visit = { id: 'v1', began_at: new Date(Date.now() - 3600_000).toISOString(), ended_at: new Date().toISOString(), place: 'Chợ Bến Thành, sạp 14',
    note: 'Hàng để ngoài nắng, đã nhắc chủ sạp.', inspector: 'Nguyễn Thị Lan', photos: [await photo(chi)],
    items: [item(valid, 'valid', 'TEM HỢP LỆ', 'L1'), item(recalled, 'valid', 'TEM HỢP LỆ', 'L3'),
      { ...item(`${valid.slice(0, -4)}0000`, 'forged', 'MÃ KHÔNG ĐÚNG – CÓ DẤU HIỆU GIẢ MẠO', 'L1'), note: 'tem in mờ', times: 2 }] };
  const receipt = await sent(chi.context(), code, visit);
  if (!receipt.startsWith('KT-')) faults.push(`the visit was not taken: ${receipt}`);
  await sent(chi.context(), code, { id: 'v2', place: 'Tạp hóa cô Út', items: [item(valid, 'valid', 'TEM HỢP LỆ', 'L1')] });
  execFileSync(temgoc, ['--quiet', 'lot', 'recall', 'L3', '--product', '2990001000315', '--reason', 'Nắp chai hở', '--confirm', 'L3']);

  await look_at(chi, '/visits', 'visits');
  await chi.fill('#place', 'cho ben thanh');
  await chi.selectOption('#verdict', 'forged');
  await chi.click('.filter button');
  if (await chi.locator('.visits li').count() !== 1) faults.push('the filter does not find the one visit');
  const [file] = await Promise.all([chi.waitForEvent('download'), chi.click('main a[href*="format=csv"]')]);
  const csv = readFileSync(await file.path(), 'utf8');
  if (!csv.includes(receipt) || csv.includes('cô Út')) faults.push('the export is not of what is shown');
  await chi.click('.visits a');
  await chi.waitForSelector('.checked');
  for (const text of ['Chợ Bến Thành, sạp 14', 'Hàng để ngoài nắng', 'tem in mờ', 'c0ffee00', vi['console.visit.differs'], 'LÔ NÀY ĐANG BỊ THU HỒI']) await says(chi, text);
  await chi.locator('.photos img').scrollIntoViewIfNeeded();
  let width = 0;
  for (let turn = 0; turn < 100 && width !== 640; turn += 1) {
    await chi.waitForTimeout(50);
    width = await chi.evaluate(() => document.querySelector('.photos img').naturalWidth);
  }
  if (width !== 640) faults.push('the photo is not shown');
  const kept = await chi.context().request.get(`${origin}/visits/${receipt}/photos/1`);
  if (kept.headers()['content-type'] !== 'image/jpeg') faults.push('the photo is not there');
  await look_at(chi, `/visits/${receipt}`, 'visit');

  const ha = await signed_in('ha', code_of_ha);
  await ha.goto(`${origin}/visits`);
  await says(ha, 'Chợ Bến Thành');
  if (await ha.locator('main a[href="/inspectors"]').count()) faults.push('a programme officer is offered to enrol');
  await ha.goto(`${origin}/inspectors`);
  if (await ha.locator('#name').count()) faults.push('a programme officer sees the form');

  await chi.goto(`${origin}/inspectors`);
  await chi.click('.confirm summary');
  await look(chi, 'inspectors-revoke');
  await chi.click('.confirm button');
  await says(chi, vi['inspector.state.revoked']);
  const refused = await sent(chi.context(), code, { id: 'v3', place: 'x', items: [] });
  if (refused !== 'inspector_revoked') faults.push(`a revoked code sends: ${refused}`);
  await look_at(chi, '/jobs', 'jobs');
  await look_at(chi, '/lots', 'lots');
} catch (error) {
  faults.push(error.stack);
}
await finish(browser, faults);
