// Before leaving: that the decoder reads, that the reader judges, that the data is there. The sample codes belong to a realm of their
// own that comes with the page, so nothing of them is ever taken for goods.
import { ask } from './engine.mjs';
import { prepareDecoder, textsInPicture } from './decoder.mjs';
import { get } from './store.mjs';

let sample = null;
export async function loadSample() {
  sample ??= await (await fetch('sample.json')).json();
  return sample;
}

// The label of the sample that a text is; null for any other.
export const sampleNamed = (text) => sample?.labels.find((each) => each.text === text) ?? null;
export const judgeSample = (text) => ask('judgeSample', { sample, text });

// A QR code drawn on a canvas, with its quiet zone.
export async function drawn(text, module = 4) {
  const { default: encodeQR } = await import('./vendor/qr_index.js');
  const dots = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const canvas = document.createElement('canvas');
  canvas.width = dots.length * module;
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  dots.forEach((row, y) => row.forEach((dark, x) => { if (dark) context.fillRect(x * module, y * module, module, module); }));
  return canvas;
}

const blobOf = (canvas) => new Promise((done) => { canvas.toBlob(done, 'image/png'); });

// Each step: { name, good, detail }. What needs a person (the camera) is not among them.
export async function selfTest() {
  const { labels } = await loadSample();
  const by = await prepareDecoder();
  const steps = [{ name: 'decoder', good: by !== 'none', detail: by }];
  for (const { headline, text } of labels) {
    const read = await textsInPicture(await blobOf(await drawn(text))).catch(() => []);
    const verdict = read[0] === text ? (await judgeSample(text)).verdict : null;
    steps.push({ name: headline, good: verdict === headline, detail: verdict });
  }
  const kept = await get('bundle', 'current') ?? null;
  const data = kept === null ? null : await ask('find', { text: '' }).then(() => true, () => false);
  steps.push({ name: 'data', good: data === true, detail: null });
  return steps;
}
