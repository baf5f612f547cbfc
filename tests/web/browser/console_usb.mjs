// WebUSB with a made-up printer: the file arrives byte for byte, in pieces; each failure leaves the download and says what to do; a browser
// without WebUSB shows nothing of it.
//   node console_usb.mjs ORIGIN CODE_OF_HOA WORDS [PICTURES]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility_faults, finish, launched, overflows, set_password, sign_in, watch } from './browser.mjs';

const [origin, code, folder, pictures] = process.argv.slice(2);
const vi = JSON.parse(readFileSync(join(folder, 'vi.json'), 'utf8'));
const faults = [];
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await launched();

// In the page, before its own script: a printer that keeps what it is sent and fails where it is told to.
function pretend(how) {
  if (how === 'none') { Object.defineProperty(navigator, 'usb', { value: undefined, configurable: true }); return; }
  window.usb_bytes = [];
  window.usb_log = [];
  const note = what => window.usb_log.push(what);
  const printer = { interfaceClass: 7, alternateSetting: 0, endpoints: [{ type: 'bulk', direction: 'in', endpointNumber: 1 }, { type: 'bulk', direction: 'out', endpointNumber: 2 }] };
  const storage = { interfaceClass: 8, alternateSetting: 0, endpoints: [{ type: 'bulk', direction: 'out', endpointNumber: 9 }] };
  const device = {
    configuration: null,
    async open() { note('open'); if (how === 'held') throw new DOMException('Access denied', 'SecurityError'); },
    async close() { note('close'); },
    async selectConfiguration(number) { note(`configuration ${number}`); this.configuration = { interfaces: [{ interfaceNumber: 0, alternates: [storage] }, { interfaceNumber: 3, alternates: [printer] }] }; },
    async claimInterface(number) { note(`claim ${number}`); },
    async releaseInterface(number) { note(`release ${number}`); },
    async transferOut(end, piece) {
      if (how === 'torn' && window.usb_bytes.length > 0) throw new DOMException('gone', 'NetworkError');
      window.usb_bytes.push([end, [...new Uint8Array(piece)]]);
      return { status: 'ok', bytesWritten: piece.byteLength };
    },
  };
  Object.defineProperty(navigator, 'usb', { configurable: true, value: {
    async getDevices() { return []; },
    async requestDevice(asked) { note(`request ${JSON.stringify(asked)}`); if (how === 'no_choice') throw new DOMException('No device selected.', 'NotFoundError'); return device; },
  } });
}

async function signed_in() {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  const tab = await context.newPage();
  await set_password(tab, origin, 'hoa', code);
  await sign_in(tab, 'hoa');
  await tab.waitForSelector('nav');
  return context;
}

async function job_page(context, how) {
  const tab = await context.newPage();
  watch(tab, origin, what => faults.push(`${how}: ${what}`));
  await tab.addInitScript(pretend, how);
  await tab.goto(`${origin}/jobs/1`);
  return tab;
}

async function sent(context, how, key) {
  const tab = await job_page(context, how);
  await tab.click('[data-usb] button');
  for (let turn = 0; turn < 200 && (await tab.textContent('[data-usb] p')) !== vi[key]; turn += 1) await tab.waitForTimeout(50);
  const said = await tab.textContent('[data-usb] p');
  if (said !== vi[key]) faults.push(`${how}: says "${said}", not ${key}`);
  if (await tab.isDisabled('[data-usb] button')) faults.push(`${how}: the button stays off`);
  if (!await tab.isVisible('a[href="/jobs/1/files/1"]')) faults.push(`${how}: the download is gone`);
  if (await tab.evaluate(overflows)) faults.push(`${how}: overflows`);
  for (const each of await accessibility_faults(tab)) faults.push(`${how}: ${each}`);
  if (pictures) for (const width of [360, 1366]) {
    await tab.setViewportSize({ width, height: 768 });
    await tab.screenshot({ path: join(pictures, `usb-${how}-${width}.png`), fullPage: true });
  }
  return tab;
}

try {
  const context = await signed_in();
  const without = await job_page(context, 'none');
  if (await without.isVisible('[data-usb]')) faults.push('a browser without WebUSB offers it');
  const tab = await sent(context, 'prints', 'console.usb.sent');
  const file = await (await context.request.get(`${origin}/jobs/1/files/1`)).body();
  const pieces = await tab.evaluate(() => window.usb_bytes);
  const arrived = Buffer.concat(pieces.map(([, bytes]) => Buffer.from(bytes)));
  if (!arrived.equals(file)) faults.push(`${arrived.length} bytes arrived of ${file.length}`);
  if (!file.toString('latin1').includes('^XA')) faults.push('the file is no ZPL');
  if (pieces.some(([end]) => end !== 2)) faults.push('another pipe than the printer\'s was used');
  const log = await tab.evaluate(() => window.usb_log);
  const wanted = ['request {"filters":[{"classCode":7}]}', 'open', 'configuration 1', 'claim 3', 'release 3', 'close'];
  if (JSON.stringify(log) !== JSON.stringify(wanted)) faults.push(`the printer was asked ${JSON.stringify(log)}`);
  await sent(context, 'no_choice', 'console.usb.no_printer');
  const held = await sent(context, 'held', 'console.usb.refused');
  if ((await held.evaluate(() => window.usb_bytes)).length) faults.push('bytes went to a printer that did not open');
} catch (error) {
  faults.push(error.stack);
}
await finish(browser, faults);
