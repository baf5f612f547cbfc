// A roll printed ahead is given to a lot with the camera: the first label, then the last, by the browser's decoder and by ours; a label
// is looked up by its code; a camera that is refused, or not there, leaves the fields to be typed in.
//   node console_camera.mjs ORIGIN CODE_OF_HOA WORDS FILM [PICTURES]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, launched, look_at_widths, patience, set_password, sign_in, watch } from './browser.mjs';

const [origin, code, folder, film, pictures] = process.argv.slice(2);
const vi = JSON.parse(readFileSync(join(folder, 'vi.json'), 'utf8'));
const faults = [];
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await launched(['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]);

async function page(context, path, prepare) {
  const tab = await context.newPage();
  watch(tab, origin, what => faults.push(`${path}: ${what}`));
  if (prepare) await tab.addInitScript(prepare);
  await tab.goto(origin + path);
  return tab;
}

// Asked again and again: the page's policy lets no text be run, so Playwright's own waiting for a function does not work there.
async function until(tab, holds, given = null) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    if (await tab.evaluate(holds, given)) return;
    await new Promise(done => { setTimeout(done, 100); });
  }
  throw new Error(`never: ${holds} ${given}`);
}
const filled = id => document.getElementById(id).value !== '';

async function claims(context, name, prepare) {
  const tab = await page(context, '/rolls/claim', prepare);
  await tab.selectOption('#lot', { index: 1 });
  await tab.click('[data-camera=first]');
  await until(tab, filled, 'first');
  if (pictures) await tab.screenshot({ path: join(pictures, `camera-${name}.png`), fullPage: true });
  await until(tab, filled, 'last');
  const typed = await tab.evaluate(() => ['first', 'last'].map(id => document.getElementById(id).value));
  if (typed[0] === typed[1] || !typed.every(each => each.startsWith('https://tg.example.vn/'))) faults.push(`${name}: read ${typed}`);
  if (await tab.evaluate(() => document.querySelector('[data-lens] video').srcObject !== null)) faults.push(`${name}: the camera stays on`);
  await look_at_widths(tab, `roll-claim-${name}`, faults, pictures);
  await tab.click('main button[type=submit]:not([data-camera])');
  await tab.waitForSelector('dl');
  const shown = await tab.textContent('dl');
  if (!/3 – 12/.test(shown)) faults.push(`${name}: gives ${shown}`);
  return typed[0];
}

async function refused(context, name, key) {
  const tab = await page(context, '/rolls/claim', `navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', '${name}'); };`);
  await tab.click('[data-camera=first]');
  await until(tab, wanted => document.querySelector('[data-lens] p').textContent === wanted, vi[key]);
  await tab.fill('#first', '3');
  if (await tab.isVisible('[data-lens] video')) faults.push(`${name}: an empty picture stands there`);
}

try {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN', permissions: ['camera'] });
  const tab = await context.newPage();
  await set_password(tab, origin, 'hoa', code);
  await sign_in(tab, 'hoa');
  await tab.waitForSelector('nav');
  const answer = await context.request.get(`${origin}/rolls/claim`);
  const allowed = answer.headers()['permissions-policy'] ?? '';
  for (const each of ['camera=(self)', 'usb=(self)', 'microphone=()'])
    if (!allowed.includes(each)) faults.push(`the page may not: ${allowed} lacks ${each}`);
  const label = await claims(context, 'ours', 'delete window.BarcodeDetector;');
  // A decoder of the browser's own, as phones have one: this Chromium has none, so ours stands behind its name.
  await claims(context, 'native', `window.BarcodeDetector = class {
    static async getSupportedFormats() { return ['qr_code']; }
    async detect(video) {
      const { default: decode } = await import('/qr_decode.js');
      const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight), context = canvas.getContext('2d');
      context.drawImage(video, 0, 0);
      try { return [{ rawValue: decode(context.getImageData(0, 0, canvas.width, canvas.height)) }]; } catch { return []; }
    }
  };`);
  await refused(context, 'NotAllowedError', 'console.camera.denied');
  await refused(context, 'NotFoundError', 'console.camera.none');
  await refused(context, 'NotReadableError', 'console.camera.busy');
  const without = await page(context, '/rolls/claim', 'Object.defineProperty(navigator, "mediaDevices", { value: undefined });');
  if (await without.isVisible('[data-camera]')) faults.push('a page without a camera offers one');
  const search = await page(context, '/search');
  await search.click('[data-camera=q]');
  await search.waitForURL(url => url.searchParams.get('q')?.startsWith('https://tg.example.vn/'));
  if (!label) faults.push('no label was read');
  // Before a camera that sees nothing, for a label that is read ends it.
  const stopped = await page(context, '/search', `navigator.mediaDevices.getUserMedia = async () => {
    const dark = document.createElement('canvas');
    dark.getContext('2d').fillRect(0, 0, dark.width, dark.height);
    return dark.captureStream(5);
  };`);
  await stopped.click('[data-camera=q]');
  await stopped.waitForSelector('[data-lens] video:not([hidden])');
  await stopped.click('[data-lens] button');
  if (await stopped.isVisible('[data-lens]')) faults.push('the camera is not closed');
} catch (error) {
  faults.push(error.stack);
}
await finish(browser, faults);
