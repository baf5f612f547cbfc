// Which decoder this browser has: its own, else ours in a worker.
let native = null;
let worker = null;
let next = 1;
const waiting = new Map();

async function nativeDetector() {
  try {
    if (!('BarcodeDetector' in window)) return null;
    const formats = await BarcodeDetector.getSupportedFormats();
    return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
  } catch {
    return null;
  }
}

function inWorker(message, transfer = []) {
  if (worker === null) {
    worker = new Worker('decode_worker.mjs', { type: 'module' });
    worker.onmessage = ({ data }) => { waiting.get(data.id)?.(data); waiting.delete(data.id); };
    worker.onerror = () => { for (const done of waiting.values()) done({ found: [], by: 'none' }); waiting.clear(); };
  }
  return new Promise((done) => {
    const id = next;
    next += 1;
    waiting.set(id, done);
    worker.postMessage({ id, ...message }, transfer);
  });
}

// 'native', 'zxing', 'qr' or 'none'; makes it ready. `force`: 'worker' or 'script', for the self-test.
export async function prepareDecoder(force = null) {
  native ??= nativeDetector();
  if (force === null && await native !== null) return 'native';
  return (await inWorker({ force: force === 'script' ? 'script' : undefined })).by;
}

export function pixels(source, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

const kLongestSide = 1600;
const kLongestLive = 960;
function sized(width, height, most) {
  const scale = Math.min(1, most / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

// The texts in one frame of a video; fast, so that a tilted or blurred code may need another frame.
export async function textsInVideo(video, thorough) {
  const detector = await (native ??= nativeDetector());
  if (detector !== null) return (await detector.detect(video)).map(({ rawValue }) => rawValue);
  const image = pixels(video, ...sized(video.videoWidth, video.videoHeight, thorough ? kLongestSide : kLongestLive));
  return (await inWorker({ image, thorough }, [image.data.buffer])).found.map(({ text }) => text);
}

// The texts in a picture, looked for with all effort: by the browser's own decoder, and where that finds none by ours.
export async function textsInPicture(blob) {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  const detector = await (native ??= nativeDetector());
  const own = detector === null ? [] : (await detector.detect(bitmap).catch(() => [])).map(({ rawValue }) => rawValue);
  if (own.length > 0) return own;
  for (const most of [kLongestSide, 3200]) {
    const image = pixels(bitmap, ...sized(bitmap.width, bitmap.height, most));
    const { found } = await inWorker({ image, thorough: true }, [image.data.buffer]);
    if (found.length > 0) return found.map(({ text }) => text);
    if (Math.max(bitmap.width, bitmap.height) <= most) break;
  }
  return [];
}
