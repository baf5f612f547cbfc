// The console's first run: an empty folder to a correct sheet with the interactions counted; then a set-up that is killed after
// every answer, another browser, a wrong code, a mistyped passphrase, a second click; each page at 360 and 1366 px, in two
// languages, without a fault of axe-core.
//   node first_run.mjs TEMGOC SCRATCH WORDS [PICTURES]
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility_faults, finish, launched, overflows, watch } from './browser.mjs';

const [temgoc, scratch, words_folder, pictures] = process.argv.slice(2);
const words = Object.fromEntries(['vi', 'en'].map(each => [each, JSON.parse(readFileSync(join(words_folder, `${each}.json`), 'utf8'))]));
const password = 'ba con ca qua', passphrase = 'rừng đước bờ biển';
const faults = [];
const browser = await launched();
const running = new Set();

// A console of that folder, until it is killed.
async function started(folder, ...options) {
  mkdirSync(folder, { recursive: true });
  const child = spawn(temgoc, ['--json', 'console', '--listen', '127.0.0.1:0', ...options],
    { env: { ...process.env, TEMGOC_WORKPLACE: folder, TEMGOC_LANG: 'vi' }, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const line = await new Promise((done, failed) => {
    let said = '';
    child.stdout.on('data', data => { said += data; if (said.includes('\n')) done(said); });
    child.on('exit', code => failed(new Error(`the console ended with ${code}: ${said}`)));
  });
  child.removeAllListeners('exit');
  const { url, setup } = JSON.parse(line);
  return { child, origin: url.replace(/\/$/, ''), setup, folder };
}

async function killed(console_) {
  const gone = new Promise(done => console_.child.once('exit', done));
  console_.child.kill('SIGKILL');
  await gone;
  running.delete(console_.child);
}

const command = (folder, ...words_) => JSON.parse(execFileSync(temgoc, ['--json', ...words_], { env: { ...process.env, TEMGOC_WORKPLACE: folder } }));

class Person {
  interactions = 0;
  language = 'vi';
  constructor(console_, tab) { Object.assign(this, { console_, tab }); }
  fault(what) { faults.push(`${this.tab.url().slice(this.console_.origin.length)}: ${what}`); }
  async go(path) { await this.tab.goto(this.console_.origin + path); }
  async click(selector) { this.interactions += 1; await this.tab.click(selector); }
  async submit() { await Promise.all([this.tab.waitForNavigation(), this.click('main form button[type=submit]:visible')]); }
  // Typing into the fields of one form, whatever their number.
  async fill(fields) {
    this.interactions += 1;
    for (const [name, value] of Object.entries(fields)) {
      const field = this.tab.locator(`[name="${name}"]`);
      if (value === true) await field.check();
      else if (await field.first().getAttribute('type') === 'radio') await this.tab.check(`[name="${name}"][value="${value}"]`);
      else await field.fill(value);
    }
  }
  async see(key) { if (!(await this.tab.textContent('main')).includes(words[this.language][key])) this.fault(`does not say "${words[this.language][key]}"`); }
  at(path) { if (new URL(this.tab.url()).pathname !== path) this.fault(`is not ${path}`); }
  async picture(name) {
    if (!pictures) return;
    await pictures_shown(this);
    await this.tab.screenshot({ path: join(pictures, `setup-${name}${this.language === 'en' ? '-en' : ''}.png`), fullPage: true });
  }
}

async function visitor(console_, width = 1366) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 740 : 768 }, locale: 'vi-VN' });
  const person = new Person(console_, await context.newPage());
  // A form that is refused answers 422 or 429, which the browser counts as an error.
  watch(person.tab, console_.origin, what => /status of 4[0-9][0-9]/.test(what) || person.fault(what));
  return person;
}

// Every picture of the page, also below the fold.
async function pictures_shown(person) {
  for (const picture of await person.tab.locator('img:visible').all()) await picture.scrollIntoViewIfNeeded();
  for (let turn = 0; turn < 600; turn += 1) {
    if (await person.tab.evaluate(() => [...document.images].filter(each => each.getClientRects().length).every(each => each.complete && each.naturalWidth > 0))) break;
    await person.tab.waitForTimeout(100);
  }
  await person.tab.evaluate(() => scrollTo(0, 0));
}

// As it stands, in both languages and widths.
async function look(person, name) {
  const path = new URL(person.tab.url());
  for (const language of ['en', 'vi']) {
    await person.tab.goto(`${path.origin}${path.pathname}?lang=${language}`);
    for (const [width, height] of [[360, 740], [1366, 768]]) {
      await person.tab.setViewportSize({ width, height });
      if (await person.tab.evaluate(overflows)) person.fault(`overflows at ${width} px`);
      if (await person.tab.getAttribute('html', 'lang') !== language) person.fault('another language');
      if (/\[\[|\{\{|\(\?\)/.test(await person.tab.textContent('body'))) person.fault('a place that nothing filled');
      for (const each of await accessibility_faults(person.tab)) person.fault(`${width} ${language}: ${each}`);
      if (pictures) {
        await pictures_shown(person);
        await person.tab.screenshot({ path: join(pictures, `all-${name}-${width}-${language}.png`), fullPage: true });
      }
    }
  }
}

const cooperative = {
  name_vi: 'Hợp tác xã Nông nghiệp Rừng Đước', short_name_vi: 'HTX Rừng Đước', street_address: 'Số 12 đường Rừng Sác',
  commune_current: 'xã Bình Khánh', province_current: 'Thành phố Hồ Chí Minh', phone_landline: '028 3889 0123',
};
const administrator = { person: 'Nguyễn Thị Lan', user: 'lan', password, password_again: password };
const first = { ...cooperative, ...administrator, has_host: 'yes', host: 'tem.rungduoc.vn' };
const secrets = { passphrase, passphrase_again: passphrase, locked_away: true };
const label = {
  name_vi: 'Khô cá dứa một nắng', net_content: '500 g', shelf_life_days: '90', ingredients: 'Cá dứa (98 %), muối',
  storage_vi: 'Bảo quản lạnh 0–4 °C', quantity: '40', unit: 'gói',
};

async function pdf(person, selector) {
  const answer = await person.tab.context().request.get(new URL(await person.tab.getAttribute(selector, 'href'), person.tab.url()).href);
  const body = await answer.body();
  if (!body.subarray(0, 5).equals(Buffer.from('%PDF-'))) person.fault(`${selector} is no PDF`);
  return body;
}

async function opened(person, selector) {
  const page = person.tab.context().waitForEvent('page');
  await person.click(selector);
  await page;
}

// An empty folder to a sheet that is printed.
async function empty_folder_to_sheet(language) {
  const console_ = await started(join(scratch, `works-${language}`));
  const person = await visitor(console_);
  person.language = language;
  await person.tab.context().addCookies([{ name: 'temgoc_language', value: language, url: console_.origin }]);
  await person.tab.goto(console_.setup.url);
  person.at('/setup/cooperative');
  await person.fill(first);
  await person.picture('cooperative');
  await person.submit();
  person.at('/setup/key');
  await pdf(person, 'a[href="/setup/recovery-sheet"]');
  await opened(person, 'a[href="/setup/recovery-sheet"]');
  await person.fill(secrets);
  await person.picture('key');
  await person.submit();
  person.at('/setup/printer');
  await person.picture('printer');
  await person.submit();
  person.at('/');
  await person.see('console.first_product');
  await person.fill(label);
  await person.picture('today');
  await person.submit();
  await person.see('console.issued');
  if (await person.tab.inputValue('#count') !== '40') person.fault('does not propose a label for each pack');
  if (!await person.tab.isChecked('input[name=template][value=a4-21-seal]')) person.fault('the stock that was chosen is not proposed');
  if (await person.tab.inputValue('#printer') !== 'a4') person.fault('the printer is not proposed');
  await person.picture('lot');
  await person.submit();
  await person.tab.waitForURL(/\/jobs\//);
  await pdf(person, 'a[href*="/files/1"]');
  await opened(person, 'a[href*="/files/1"]');
  console.error(`an empty folder to an open sheet: ${person.interactions} interactions`);
  if (person.interactions > 10) person.fault(`takes ${person.interactions} interactions`);
  checked(console_.folder);
  await person.go('/setup/key');
  person.at('/');
  await killed(console_);
}

// What the command line says of it.
function checked(folder) {
  const [lot] = command(folder, 'lot', 'list').lots;
  const verdict = command(folder, 'verify', command(folder, 'lot', 'show', lot.short_code).url);
  if (verdict.verdict !== 'valid') faults.push(`a label of the first run is ${verdict.verdict}`);
  if (command(folder, 'log', 'check').ok !== true) faults.push('log check');
  if (command(folder, 'user', 'list').users[0]?.id !== 'lan') faults.push('the administrator is not on record');
  if (command(folder, 'printer', 'list').printers[0]?.printer !== 'a4') faults.push('the printer is not on record');
  if (readdirSync(folder).some(name => name.startsWith('.'))) faults.push(`${readdirSync(folder)} holds leavings`);
  if (readdirSync(`${folder}-root-keys`).length !== 2) faults.push('the root key is not beside the workplace');
}

// Nothing of the folder is shown, and nothing is answered, without the code.
async function without_the_code(console_) {
  const stranger = await visitor(console_);
  for (const path of ['/', '/setup', '/setup/cooperative', '/setup/key', '/setup/recovery-sheet', '/lots']) {
    await stranger.go(path);
    stranger.at('/setup');
  }
  await look(stranger, 'code');
  for (let turn = 0; turn < 5; turn += 1) {
    await stranger.tab.fill('#code', 'AAAA-AAAA');
    await stranger.submit();
    await stranger.see('error.setup_code_wrong');
  }
  await stranger.tab.fill('#code', console_.setup.code);
  await stranger.submit();
  if (!/1[0-5] giây/.test(await stranger.tab.textContent('main'))) stranger.fault('guessing is not made slow');
  await stranger.tab.context().close();
}

// Each answer stands after the process was killed and started again.
async function killed_after_each_answer() {
  const folder = join(scratch, 'killed');
  let console_ = await started(folder);
  let person = await visitor(console_);
  await person.tab.goto(console_.setup.url);
  await look(person, 'cooperative');
  // What is wrong is said, and what was typed stays.
  await person.fill({ ...first, password_again: 'ba con ca rô', host: 'https://x' });
  await person.submit();
  await person.see('error.passwords_differ');
  if (await person.tab.inputValue('[name=name_vi]') !== cooperative.name_vi) person.fault('what was typed is lost');
  for (const each of await accessibility_faults(person.tab)) person.fault(each);
  await person.fill({ password, password_again: password, has_host: 'no' });
  await killed(console_);
  console_ = await started(folder);
  await killed(console_);
  console_ = await started(folder);
  person = await visitor(console_);
  await person.tab.goto(console_.setup.url);
  person.at('/setup/cooperative');
  const { host, ...others } = first;
  await person.fill({ ...others, has_host: 'no' });
  await person.submit();
  person.at('/setup/key');
  await look(person, 'key');
  const paper = await person.tab.inputValue('[name=paper]');
  await killed(console_);

  // The set-up goes on where it was; the sheet that was printed is void, and the page says so.
  console_ = await started(folder);
  person = await visitor(console_);
  await person.tab.goto(console_.setup.url);
  person.at('/setup/key');
  await person.tab.evaluate(old => { document.querySelector('[name=paper]').value = old; }, paper);
  await person.fill(secrets);
  await person.submit();
  await person.see('error.setup_paper_old');
  await person.fill({ ...secrets, passphrase_again: 'rừng đước bờ sông' });
  await person.submit();
  await person.see('error.passwords_differ');
  if (existsSync(join(folder, 'temgoc.toml'))) faults.push('a workplace was made with a mistyped passphrase');
  return { console_, person };
}

// One browser at a time: who had to give way goes on with the code and loses nothing that was typed.
async function another_browser({ console_, person }) {
  const other = await visitor(console_);
  await other.tab.goto(console_.setup.url);
  await other.go('/setup/cooperative');
  await person.tab.goto(console_.setup.url);
  person.at('/setup/key');
  await other.fill({ short_name_vi: 'HTX Đước' });
  await other.submit();
  await other.see('console.setup.code.again');
  if (await other.tab.inputValue('[name=short_name_vi]') !== 'HTX Đước') other.fault('what was typed is lost');
  for (const each of await accessibility_faults(other.tab)) other.fault(each);
  await other.fill({ code: console_.setup.code });
  await other.submit();
  other.at('/setup/key');
  return other;
}

// A second click while the workplace is being made ends in the same place.
async function second_click(console_, person) {
  await person.fill(secrets);
  const twice = person.tab.evaluate(() => {
    const form = document.querySelector('form[action="/setup/key"]');
    HTMLFormElement.prototype.submit.call(form);
    HTMLFormElement.prototype.submit.call(form);
  });
  await person.tab.waitForURL(/\/setup\/printer/);
  await twice.catch(() => {});
  await look(person, 'printer');
  await person.tab.goBack();
  await person.go('/?lang=vi');
  await person.see('console.first_product');
  await look(person, 'today');
  if (await person.tab.locator('.sample').count() !== 1) person.fault('does not say that labels are tests');
  await person.fill({ ...label, quantity: 'nhiều' });
  await person.submit();
  if (await person.tab.inputValue('[name=name_vi]') !== label.name_vi) person.fault('what was typed is lost');
  await person.fill({ quantity: '12' });
  await person.submit();
  await person.see('console.issued');
  await pictures_shown(person);
  const lots = command(console_.folder, 'lot', 'list').lots;
  if (lots.length !== 1 || command(console_.folder, 'product', 'list').products.length !== 1) person.fault('one lot of one product was meant');
}

// A workplace that was made is found by the next process, and its administrator signs in.
async function next_start(folder) {
  const console_ = await started(folder);
  if (console_.setup !== null) faults.push('a workplace is set up twice');
  const person = await visitor(console_);
  await person.go('/');
  await person.fill({ user: 'lan', password });
  await person.submit();
  person.at('/');
  await person.see('console.waiting.title');
  await killed(console_);
}

try {
  for (const language of ['vi', 'en']) await empty_folder_to_sheet(language);
  const { console_: stranger } = { console_: await started(join(scratch, 'stranger')) };
  await without_the_code(stranger);
  await killed(stranger);
  const resumed = await killed_after_each_answer();
  const person = await another_browser(resumed);
  await second_click(resumed.console_, person);
  await killed(resumed.console_);
  await next_start(resumed.console_.folder);
} catch (error) {
  faults.push(error.stack);
}
for (const child of running) child.kill('SIGKILL');
await finish(browser, faults);
