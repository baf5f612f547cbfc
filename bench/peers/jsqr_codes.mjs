// The texts of the codes in grey pictures (PGM), one a line, as jsQR reads them: `node jsqr_codes.mjs FILE…`.
import { readFileSync } from "node:fs";
import jsQR from "jsqr";

const read = jsQR.default ?? jsQR;

for (const path of process.argv.slice(2)) {
  const file = readFileSync(path);
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(file.latin1Slice(0, 64));
  const grey = file.subarray(head.length);
  const rgba = new Uint8ClampedArray(grey.length * 4);
  for (let i = 0; i < grey.length; i++) rgba.set([grey[i], grey[i], grey[i], 255], i * 4);
  const code = read(rgba, Number(width), Number(height));
  if (code) console.log(code.data);
}
