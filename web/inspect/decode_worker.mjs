// Codes in a picture, by zxing-cpp or, where WebAssembly is switched off, by a decoder in JavaScript.
let decode = null;

async function withWasm() {
  const zxing = await import('./vendor/zxing_reader.js');
  await zxing.prepareZXingModule({ overrides: { locateFile: (name) => new URL(`vendor/${name}`, self.location.href).href }, fireImmediately: true });
  return async (image, thorough) => {
    const found = await zxing.readBarcodes(image, { formats: ['QRCode'], tryHarder: thorough, tryRotate: thorough, tryInvert: thorough, maxNumberOfSymbols: 24 });
    return found.filter(({ isValid }) => isValid !== false).map(({ text, position }) => ({ text, position }));
  };
}

async function inScript() {
  const { default: decodeQR } = await import('./vendor/qr_decode.js');
  return async (image) => {
    try { return [{ text: decodeQR({ width: image.width, height: image.height, data: image.data }), position: null }]; } catch { return []; }
  };
}

async function chosen(force) {
  if (force !== 'script') {
    try { return { name: 'zxing', read: await withWasm() }; } catch { /* no WebAssembly */ }
  }
  return { name: 'qr', read: await inScript() };
}

self.onmessage = async ({ data: { id, image, thorough, force } }) => {
  try {
    if (force || decode === null) decode = chosen(force);
    const { name, read } = await decode;
    self.postMessage({ id, found: image ? await read(image, thorough) : [], by: name });
  } catch (error) {
    self.postMessage({ id, found: [], by: 'none', fault: String(error?.message ?? error) });
  }
};
