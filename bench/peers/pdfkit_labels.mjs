// pdfkit and qrcode, the code as one path, the quickest way found with them. node pdfkit_labels.mjs ITEMS OUT.pdf
import { createWriteStream, readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';

const [items, out, regular, bold] = process.argv.slice(2);
const mm = (value) => (value * 72) / 25.4;
const lines = [[1.6, 1, 9, true], [1.6, 11.1, 6.5], [1.6, 14.1, 7, true], [1.6, 17.3, 7, true], [1.6, 20.5, 6.5],
  [1.6, 23.6, 7, true], [1.6, 27.5, 6.5], [1.6, 33.2, 6.5]];

// Dark modules as horizontal runs: "M x y h n" strokes of one module's thickness.
function runs({ size, data }) {
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size;) {
      let end = x;
      while (end < size && data[y * size + end]) end += 1;
      if (end > x) path += `M${x} ${y + 0.5}h${end - x}`;
      x = end + 1;
    }
  }
  return path;
}

const document = new PDFDocument({ autoFirstPage: false });
document.pipe(createWriteStream(out));
document.registerFont('regular', regular);
document.registerFont('bold', bold);
for (const line of readFileSync(items, 'utf8').trimEnd().split('\n')) {
  const [uri, ...texts] = line.split('\t');
  document.addPage({ size: [mm(60), mm(40)], margin: 0 });
  texts.forEach((text, i) => {
    const [x, y, size, isBold] = lines[i];
    document.font(isBold ? 'bold' : 'regular').fontSize(size).text(text, mm(x), mm(y), { lineBreak: false });
  });
  const { modules } = QRCode.create(uri, { errorCorrectionLevel: 'M' });
  const module = mm(24.2) / (modules.size + 8);
  document.save().translate(mm(34.6) + 4 * module, mm(1) + 4 * module).scale(module);
  document.path(runs(modules)).lineWidth(1).stroke().restore();
}
document.end();
