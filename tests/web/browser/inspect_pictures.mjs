// Pictures of labels as a phone sees them: straight, tilted, blurred, several in one; and a film of them for a fake camera.
import { writeFileSync } from 'node:fs';

// Draws in a tab of `service`, where the page's own encoder is at hand. `how`: { angle (degrees), blur (px), module (px), shade }.
export async function pictureTab(browser, service) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`${service.origin}/kiem-tra/sample.json`);
  await tab.evaluate(async (base) => { window.encodeQR = (await import(`${base}/kiem-tra/vendor/qr_index.js`)).default; }, service.origin);
  return { tab, close: () => context.close() };
}

const draw = ({ texts, width, height, type, how }) => {
  const page = document.createElement('canvas');
  [page.width, page.height] = [width, height];
  const context = page.getContext('2d');
  context.fillStyle = how.shade ?? '#e9e2d2';
  context.fillRect(0, 0, width, height);
  const columns = Math.ceil(Math.sqrt(texts.length));
  texts.forEach((text, i) => {
    const dots = window.encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
    const cell = Math.min(width / columns, height / Math.ceil(texts.length / columns));
    const module = how.module ?? Math.max(2, Math.floor((cell * 0.8) / dots.length));
    const side = module * dots.length;
    const symbol = document.createElement('canvas');
    [symbol.width, symbol.height] = [side, side];
    const ink = symbol.getContext('2d');
    ink.fillStyle = '#fbfaf5';
    ink.fillRect(0, 0, side, side);
    ink.fillStyle = '#1a1a1a';
    dots.forEach((row, y) => row.forEach((dark, x) => { if (dark) ink.fillRect(x * module, y * module, module, module); }));
    context.save();
    context.translate((i % columns) * (width / columns) + width / columns / 2, Math.floor(i / columns) * cell + cell / 2);
    context.rotate(((how.angle ?? 0) * Math.PI) / 180);
    context.filter = how.blur ? `blur(${how.blur}px)` : 'none';
    context.drawImage(symbol, -side / 2, -side / 2);
    context.restore();
  });
  return page.toDataURL(type, 0.92).split(',')[1];
};

export async function picture(tab, texts, how = {}, { width = 900, height = 900, type = 'image/png' } = {}) {
  return Buffer.from(await tab.evaluate(draw, { texts, width, height, type, how }), 'base64');
}

// An MJPEG file, `frames` frames of each picture.
export async function film(tab, path, scenes, frames = 12) {
  const parts = [];
  for (const { texts, how } of scenes) {
    const frame = await picture(tab, texts, how, { width: 1280, height: 960, type: 'image/jpeg' });
    for (let i = 0; i < frames; i += 1) parts.push(frame);
  }
  writeFileSync(path, Buffer.concat(parts));
}
