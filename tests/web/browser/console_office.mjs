// The official's morning: the programme, its tables and their files. Then the administrator's: scans, a shopper's report that is
// answered and read by its receipt, and every page of the office, at two widths, in two languages, by keyboard and with axe-core.
//   node console_office.mjs ORIGIN FOLDER WORDS CODE RECEIPT PUBLIC ROOTS [PICTURES]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility_faults, finish, launched, overflows, set_password, sign_in, watch } from './browser.mjs';

const [origin, folder, words_folder, code, receipt, public_origin, roots, pictures] = process.argv.slice(2);
const words = Object.fromEntries(['vi', 'en'].map(each => [each, JSON.parse(readFileSync(join(words_folder, `${each}.json`), 'utf8'))]));
const people = Object.fromEntries(readFileSync(join(folder, 'people'), 'utf8').trim().split('\n').map(line => line.split(' ')));
const passphrase = readFileSync(join(folder, 'passphrase'), 'utf8').trim();
const faults = [];
const browser = await launched();
const vi = key => words.vi[key];

async function signed_in(user, width) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 740 : 768 }, locale: 'vi-VN' });
  const tab = await context.newPage();
  const person = { user, context, tab, fault: what => faults.push(`${user} ${tab.url().slice(origin.length)}: ${what}`) };
  watch(tab, origin, what => /status of 4/.test(what) || person.fault(what));
  if (people[user]) {
    await set_password(tab, origin, user, people[user]);
    delete people[user];
  } else await tab.goto(`${origin}/sign-in`);
  await sign_in(tab, user);
  await tab.waitForSelector('h1');
  return person;
}

async function see(person, text) {
  if (!(await person.tab.textContent('main')).includes(text)) person.fault(`does not say: ${text}`);
}

async function picture(person, name) {
  if (pictures) await person.tab.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

async function look_at(person, path, language, name) {
  const answer = await person.tab.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
  if (answer.status() !== 200) person.fault(`answers ${answer.status()}`);
  const { width } = person.tab.viewportSize();
  if (await person.tab.evaluate(overflows)) person.fault(`overflows at ${width} px`);
  if (await person.tab.getAttribute('html', 'lang') !== language) person.fault('another language');
  if (/\[\[|\{\{/.test(await person.tab.textContent('main'))) person.fault('a place that nothing filled');
  for (const each of await accessibility_faults(person.tab)) person.fault(each);
  await picture(person, `${name}-${width}-${language}`);
}

// Every figure of the tiles, every table with its file, and a region of figures that the keyboard scrolls.
async function the_officials_morning() {
  const person = await signed_in('official', 1366);
  await person.tab.click('nav a[href="/programme"]');
  await see(person, vi('console.programme.recognised'));
  await see(person, 'xã Thạnh An');
  if (await person.tab.locator('.tiles .tile').count() !== 4) person.fault('four figures are expected');
  const files = await person.tab.locator('a.file').evaluateAll(all => all.map(each => each.getAttribute('href')));
  if (files.length < 5) person.fault(`only ${files.length} tables have a file`);
  for (const file of files) {
    const answer = await person.context.request.get(origin + file);
    if (answer.status() !== 200 || (await answer.body()).subarray(0, 2).toString() !== 'PK') person.fault(`${file} is no workbook`);
  }
  await person.tab.fill('#on', '01/01/2024');
  await person.tab.click(`button:has-text("${vi('console.programme.show')}")`);
  await person.tab.waitForURL(/on=01/);
  await see(person, vi('programme.standing.three_stars'));
  for (const path of ['/settings', '/trust', '/issuer-keys'])
    if ((await person.context.request.get(origin + path)).status() !== 403) person.fault(`${path} is open to an official`);
  if (await person.tab.locator('main form[method=post]').count() > 0) person.fault('an official has a form that changes something');
  await person.context.close();
}

async function a_report_is_answered(person) {
  await person.tab.goto(`${origin}/scans`);
  await see(person, vi('scans.table.places'));
  for (const name of ['Hà Nội: 1', 'Cà Mau: 1'])
    if (await person.tab.locator(`svg title:text-is("${name}")`).count() !== 1) person.fault(`the map does not say ${name}`);
  await person.tab.click('.tabs a[href="/reports"]');
  await person.tab.click(`a[href="/reports/${receipt}"]`);
  await see(person, 'Tem bị bóc ra dán lại');
  await person.tab.check('input[value=not_founded]');
  await person.tab.fill('#words', 'Chúng tôi đã xem: tem đúng, hộp bị móp khi chở.');
  await person.tab.click(`button:has-text("${vi('console.answer.send')}")`);
  await person.tab.waitForSelector('.note.good');
  await see(person, 'hộp bị móp khi chở');
  const shopper = await browser.newPage();
  await shopper.goto(`${public_origin}/report/answer?receipt=${receipt}`);
  const read = await shopper.textContent('main');
  if (!read.includes('hộp bị móp khi chở')) person.fault('the shopper does not read the answer');
  if (read.includes('bóc ra dán lại')) person.fault('the page tells what was reported');
  for (const each of await accessibility_faults(shopper)) person.fault(`answer: ${each}`);
  if (pictures) await shopper.screenshot({ path: join(pictures, 'public-answer.png'), fullPage: true });
  await shopper.close();
}

// A draft goes out, nothing is signed without its ticks, and a cut is shown before it is made.
async function the_office(person) {
  await person.tab.goto(`${origin}/issuer-keys`);
  await person.tab.fill('#next_passphrase', 'mot mat khau khac');
  await person.tab.fill('#next_again', 'mot mat khau khac');
  await person.tab.click(`button:has-text("${vi('console.ikeys.rotate.send')}")`);
  await person.tab.waitForSelector('.note.good');
  await picture(person, 'office-key-made');
  await person.tab.goto(`${origin}/trust`);
  await person.tab.click(`button:has-text("${vi('console.trust.step.draft.send')}")`);
  await person.tab.waitForURL(/done=drafted/);
  const draft = await person.context.request.get(`${origin}/trust/draft`);
  if (draft.status() !== 200) person.fault('the draft cannot be downloaded');
  await person.tab.fill('#root_folder', roots);
  await person.tab.fill('#root_passphrase', passphrase);
  await person.tab.click(`button:has-text("${vi('console.trust.here.send')}")`);
  await person.tab.waitForSelector('.fault');
  for (const box of await person.tab.locator('input[name^=confirm-]').all()) await box.check();
  await person.tab.fill('#root_passphrase', passphrase);
  await person.tab.click(`button:has-text("${vi('console.trust.here.send')}")`);
  await person.tab.waitForURL(/done=in_force/);
  await person.tab.goto(`${origin}/issuer-keys`);
  await person.tab.locator('a[href$="/revoke"]').last().click();
  await person.tab.fill('#cut_at', '1');
  await person.tab.fill('#reason', 'thử cắt khóa');
  await person.tab.click(`button:has-text("${vi('console.ikeys.preview')}")`);
  await person.tab.waitForSelector('#confirm');
  await see(person, vi('key.revoke.lost'));
  for (const each of await accessibility_faults(person.tab)) person.fault(each);
  await picture(person, 'office-cut');
  await person.tab.click(`button:has-text("${vi('console.recall.back')}")`);
  await person.tab.goto(`${origin}/log`);
  await person.tab.click(`button:has-text("${vi('console.log.check.send')}")`);
  await person.tab.waitForSelector('.note.good');
  await picture(person, 'office-log-checked');
  await person.tab.goto(`${origin}/bundles`);
  await person.tab.fill('#passphrase', passphrase);
  await person.tab.click(`button:has-text("${vi('console.bundles.build.send')}")`);
  await person.tab.waitForSelector('.note.good');
  await person.tab.goto(`${origin}/backup`);
  await person.tab.fill('#folder', join(folder, 'backups'));
  await person.tab.fill('#passphrase', 'mat khau sao luu');
  await person.tab.fill('#again', 'mat khau sao luu');
  await person.tab.click(`button:has-text("${vi('console.backups.make.send')}")`);
  await person.tab.waitForURL(/made=/);
  await person.tab.click(`button:text-is("${vi('console.backups.check.send')}")`);
  await person.tab.waitForSelector('.note.good');
  await see(person, vi('console.backups.sound'));
  await person.tab.goto(`${origin}/settings`);
  await person.tab.fill('[name="programme.products_target"]', '163');
  await person.tab.click(`button:has-text("${vi('console.settings.save')}")`);
  await person.tab.waitForURL(/saved=1/);
}

const pages = [['/programme', 'programme'], ['/scans', 'scans'], ['/reports', 'reports'], [`/reports/${receipt}`, 'report'], ['/issuer-keys', 'keys'],
  ['/trust', 'trust'], ['/trust/root-keys', 'root-keys'], ['/bundles', 'bundles'], ['/log', 'log'], ['/backup', 'backup'], ['/privacy', 'privacy'], ['/settings', 'settings'], ['/evidence', 'evidence'], ['/people', 'people'], ['/tokens', 'tokens']];

try {
  await the_officials_morning();
  const chi = await signed_in('chi', 1366);
  await a_report_is_answered(chi);
  await the_office(chi);
  for (const [path, name] of pages) for (const language of ['en', 'vi']) await look_at(chi, path, language, name);
  await chi.context.close();
  const narrow = await signed_in('chi', 360);
  for (const [path, name] of pages) await look_at(narrow, path, 'vi', name);
  const official = await signed_in('official', 360);
  for (const [path, name] of pages.slice(0, 4)) await look_at(official, path, 'vi', `official-${name}`);
} catch (error) {
  faults.push(error.stack);
}
await finish(browser, faults);
