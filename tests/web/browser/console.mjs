// The console as its people meet it: the daily lot with its interactions counted, spoilt labels, a recall; then every page
// by every role in two languages and two widths, without a fault of axe-core, a question to another host, or a page that overflows.
//   node console.mjs ORIGIN FOLDER WORDS [PICTURES]     FOLDER: lots ("name code"), people ("role code"), passphrase
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility_faults, finish, launched, overflows, set_password, sign_in, watch } from './browser.mjs';

const [origin, folder, words_folder, pictures] = process.argv.slice(2);
const words = Object.fromEntries(['vi', 'en'].map(each => [each, JSON.parse(readFileSync(join(words_folder, `${each}.json`), 'utf8'))]));
const table = name => Object.fromEntries(readFileSync(join(folder, name), 'utf8').trim().split('\n').map(line => line.split(' ')));
const lots = table('lots'), people = table('people');
const passphrase = readFileSync(join(folder, 'passphrase'), 'utf8').trim();
const faults = [];
const browser = await launched();
const vi = key => words.vi[key];

class Person {
  interactions = 0;
  constructor(role, context, tab) { Object.assign(this, { role, context, tab }); }
  fault(what) { faults.push(`${this.role} ${this.tab.url().slice(origin.length)}: ${what}`); }
  // A click or a field that is filled in.
  async click(selector) { this.interactions += 1; await this.tab.click(selector); }
  async press(key) { await this.click(`button:has-text("${vi(key)}"):visible`); }
  async fill(selector, text) { this.interactions += 1; await this.tab.fill(selector, text); }
  async go(path) { return this.tab.goto(origin + path); }
  async see(text, what) { if (!(await this.tab.textContent('main')).includes(text)) this.fault(`does not say ${what ?? text}`); }
}

async function signed_in(role, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', ...options });
  const person = new Person(role, context, await context.newPage());
  watch(person.tab, origin, what => /status of 4/.test(what) || person.fault(what));
  const user = `u-${role.slice(0, 5)}`;
  if (people[role]) {
    await set_password(person.tab, origin, user, people[role]);
    delete people[role];
  } else await person.go('/sign-in');
  await sign_in(person.tab, user);
  await person.tab.waitForSelector('h1');
  return person;
}

async function unlock(person) {
  await person.go('/keys');
  await person.tab.fill('input[type=password]', passphrase);
  await person.tab.click('main button[type=submit]');
}

async function picture(person, name) {
  if (pictures) await person.tab.screenshot({ path: join(pictures, `console-${name}.png`) });
}

async function printed(person) {
  await person.tab.waitForURL(/\/jobs\//);
  const file = await person.tab.getAttribute('a[href*="/files/1"]', 'href');
  const answer = await person.context.request.get(origin + file);
  if (!(await answer.body()).subarray(0, 5).equals(Buffer.from('%PDF-'))) person.fault('the file is no PDF');
}

// Every picture in sight; the page's policy lets no test wait inside it.
async function pictures_shown(person) {
  const shown = () => [...document.images].filter(each => each.getClientRects().length && each.getBoundingClientRect().top < innerHeight)
    .every(each => each.complete && each.naturalWidth > 0);
  for (let turn = 0; turn < 300; turn += 1) {
    if (await person.tab.evaluate(shown)) return;
    await person.tab.waitForTimeout(100);
  }
  person.fault('a picture is missing');
}

// A lot that is on record, to its labels.
async function known_lot() {
  const person = await signed_in('printer');
  await unlock(person);
  await person.go('/');
  await picture(person, 'today');
  await person.click(`a[href="/lots/${lots.known}"]`);
  await person.tab.waitForSelector('[data-shows]');
  const button = await person.tab.locator(`button:has-text("${vi('console.print.send')}")`).boundingBox();
  if (button.y + button.height > 768) person.fault(`the button is below the fold, at ${button.y}`);
  await pictures_shown(person);
  await picture(person, 'lot');
  await person.press('console.print.send');
  await printed(person);
  await picture(person, 'job');
  const opened = person.tab.context().waitForEvent('page');
  await person.click('a[href*="/files/1"]');
  await opened;
  if (person.interactions > 3) person.fault(`a known lot takes ${person.interactions} interactions`);
  console.error(`a known lot to its labels: ${person.interactions} interactions`);
  return person;
}

// Today's lot from yesterday's, to its labels.
async function daily_lot(person) {
  await person.go('/');
  person.interactions = 0;
  await person.click(`li:has(a[href="/lots/${lots.yesterday}"]) .again`);
  await person.tab.waitForSelector('#quantity');
  if (await person.tab.inputValue('#quantity') !== '24') person.fault("yesterday's quantity is not there");
  await person.press('console.issue.send');
  await person.tab.waitForSelector('.note.good');
  await person.press('console.print.send');
  await printed(person);
  if (person.interactions > 3) person.fault(`the daily lot takes ${person.interactions} interactions before its file`);
  console.error(`the daily lot to its labels: ${person.interactions} interactions and one to open the file`);
}

async function spoilt_labels(person) {
  await person.click(`summary:has-text("${vi('console.outcome.not_all')}")`);
  await person.fill('#first', '20');
  await picture(person, 'outcome');
  await person.press('console.outcome.send');
  await person.tab.waitForSelector('#again_first');
  if (await person.tab.inputValue('#again_first') !== '20') person.fault('does not propose the labels that are missing');
  await person.fill('#again_reason', 'kẹt giấy');
  await person.press('console.reprint.send');
  await printed(person);
  await person.see('kẹt giấy');
  await person.press('console.outcome.all');
  await person.tab.waitForSelector('#labels li');
  await person.see(vi('console.outcome.all_came_out'));
}

// The stock, its picture and the first free cell, by mouse.
async function choose_stock(person) {
  await person.go(`/lots/${lots.yesterday}`);
  const before = await person.tab.getAttribute('[data-shows]', 'src');
  const sheet = person.tab.locator('.stock:has(.cells)').first();
  if (!await sheet.isVisible()) await person.tab.click(`summary:has-text("${vi('console.other_stocks')}")`);
  await sheet.locator('input[name=template]').check();
  if (await person.tab.getAttribute('[data-shows]', 'src') === before) person.fault('the picture stays that of another stock');
  await sheet.locator('.cells label').nth(4).click();
  if (!await sheet.locator('.cells input').nth(4).isChecked()) person.fault('a cell cannot be clicked');
  await pictures_shown(person);
  await sheet.scrollIntoViewIfNeeded();
  await picture(person, 'sheet');
}

// A long job is stopped, and says what became of its labels.
async function stopped_print(person) {
  await person.go(`/lots/${lots.yesterday}`);
  await person.tab.fill('#count', '200000');
  await person.tab.click(`summary:has-text("${vi('console.over_quantity')}")`);
  await person.tab.fill('#over_quantity', 'in thử nhiều tem');
  await person.press('console.print.send');
  await person.tab.waitForSelector('progress');
  await picture(person, 'printing');
  for (const each of await accessibility_faults(person.tab)) person.fault(each);
  await person.press('console.printing.cancel');
  await person.tab.waitForSelector('[role=alert]');
  await person.see(vi('cause.print_cancelled'));
}

async function pictures_in_english(person) {
  for (const [path, name] of [['/', 'today-en'], [`/lots/${lots.known}`, 'lot-en']]) {
    await person.go(`${path}?lang=en`);
    await pictures_shown(person);
    await picture(person, name);
  }
  await person.go('/?lang=vi');
}

async function recall() {
  const person = await signed_in('administrator');
  await person.go(`/lots/${lots.recalled}`);
  await person.tab.click(`a[href$="/recall"]`);
  await person.tab.fill('#reason', 'Nắp chai hở');
  await person.press('console.recall.preview');
  await person.tab.waitForSelector('.phone');
  await person.see('Nắp chai hở');
  await picture(person, 'recall');
  for (const each of await accessibility_faults(person.tab)) person.fault(each);
  await person.press('console.recall.send');
  await person.see(vi('console.recall.not_yet'), 'that nothing is recorded yet');
  await person.tab.fill('#confirm', 'L3');
  await person.press('console.recall.send');
  await person.tab.waitForSelector('.note.good');
  await person.see('Nắp chai hở');
  return person;
}

// Without marks, and a code as a hand scanner types it.
async function search(person) {
  await person.go('/');
  await person.tab.fill('#q', 'mam mau');
  await person.tab.press('#q', 'Enter');
  await person.tab.waitForSelector('main .card');
  await person.see('Mắm mẫu');
  await person.tab.fill('#q', 'xuong u mam');
  await person.tab.press('#q', 'Enter');
  await person.tab.waitForSelector('main .records a[href^="/records/places/"]');
  await person.tab.fill('#q', lots.known.toLowerCase());
  await person.tab.press('#q', 'Enter');
  await person.tab.waitForURL(`**/lots/${lots.known}`);
}

async function printer_added(person) {
  await person.go('/printers');
  await person.tab.fill('#id', 'canon-1');
  await person.tab.fill('#name', 'Canon văn phòng');
  await person.press('console.add_printer');
  await person.tab.waitForSelector('.ruler');
  await person.tab.selectOption('#template', 'a4-21-seal');
  await person.tab.fill('#first_right', '0,5');
  await person.tab.fill('#last_right', '0,5');
  await person.press('console.calibrate.send');
  await person.tab.waitForSelector('.note.good');
  await person.see('a4-21-seal');
}

const pages = ['/', '/lots', '/lots/new', `/lots/${lots.known}`, `/lots/${lots.yesterday}`, `/lots/${lots.recalled}`, `/lots/${lots.known}/recall`, `/lots/${lots.yesterday}/trace`, '/trace-files', `/trace-files?lot=${lots.yesterday}`,
  '/jobs/1', '/jobs', '/jobs?show=unconfirmed', '/lots?show=without_labels', '/visits', '/inspectors', '/printers', '/search?q=mam+mau', '/search?q=khong-co', '/keys', '/journal', '/nowhere'];

async function check_page(person, path, language, width) {
  await person.go(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
  if (await person.tab.evaluate(overflows)) person.fault(`overflows at ${width} px`);
  if (await person.tab.getAttribute('html', 'lang') !== language) person.fault('another language');
  const main = await person.tab.textContent('main');
  if (/\[\[|\{\{/.test(main)) person.fault('a place that nothing filled');
  for (const each of await accessibility_faults(person.tab)) person.fault(each);
  if (pictures && language === 'vi' && ['administrator'].includes(person.role)) {
    await pictures_shown(person);
    await person.tab.screenshot({ path: join(pictures, `all-${width}-${path.replace(/[^a-z]+/gi, '_')}.png`), fullPage: true });
  }
}

// The narrow page is the harder one; the administrator, who may do most, sees all of them.
async function every_page(role) {
  const views = role === 'administrator' ? [[360, 740, 'vi'], [1366, 768, 'en'], [1366, 768, 'vi']] : [[360, 740, role === 'printer' ? 'en' : 'vi']];
  for (const [width, height, language] of views) {
    const person = await signed_in(role, { viewport: { width, height } });
    for (const path of pages) await check_page(person, path, language, width);
    await person.context.close();
  }
}

try {
  const printer = await known_lot();
  await daily_lot(printer);
  await spoilt_labels(printer);
  await choose_stock(printer);
  await stopped_print(printer);
  await search(printer);
  await pictures_in_english(printer);
  await printer.context.close();
  const administrator = await recall();
  await printer_added(administrator);
  await administrator.context.close();
  for (const role of ['viewer', 'data_entry', 'printer', 'administrator', 'programme_officer', 'inspector']) await every_page(role);
} catch (error) {
  faults.push(error.stack);
}
await finish(browser, faults);
