// Lots without a code: by product, cooperative or lot code, with or without marks.
import { printedGtin } from './reader/words.mjs';
import { stemOf } from './reader/lots.mjs';

const kMost = 60;

export const plain = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

function productsFound(bundle, wanted) {
  const found = new Map();
  bundle.index.products.forEach(({ id, gtin, cooperative }, i) => {
    const record = bundle.records.product.get(id);
    const owner = bundle.records.cooperative.get(cooperative);
    const text = plain([record?.name, record?.name_en, record?.label_name, owner?.name, owner?.short_name, id, cooperative, gtin, printedGtin(gtin)]
      .filter(Boolean).join(' '));
    if (wanted.every((word) => text.includes(word))) found.set(i + 1, true);
  });
  return found;
}

// `code`: as typed, in upper case; where it begins with a day, only that day's lots are looked at.
function* lotsByCode(bundle, code) {
  const stem = /^[0-9]{6}/.exec(code)?.[0] ?? null;
  for (const key of bundle.keys) {
    const { lots } = key;
    for (let row = 0; row < key.size; row += 1) {
      if (lots.product[row] === 0) continue;
      const own = lots.nth[row] === 0;
      if (!own && (stem === null || stemOf(lots.packed[row]) !== stem)) continue;
      if (lots.codeOf(row).startsWith(code)) yield { key, row };
    }
  }
}

function* lotsOf(bundle, products) {
  for (const key of bundle.keys) {
    for (let row = key.size - 1; row >= 0; row -= 1) if (products.has(key.lots.product[row])) yield { key, row };
  }
}

const row = (bundle, { key, row: at }) => {
  const lot = bundle.lotAt(key, at);
  return {
    typedCode: lot.typedCode, code: lot.code, test: lot.test, packDay: lot.packDay, shelfLife: lot.shelfLife,
    product: lot.issued.product?.name ?? bundle.records.product.get(lot.productId)?.name ?? '',
    cooperative: bundle.records.cooperative.get(lot.cooperativeId)?.name ?? '',
    recalled: bundle.recallsOf(lot).length > 0, cancelled: bundle.cancelled.has(`${lot.keyId}/${lot.issueNumber}`) };
};

// The newest pack days first.
export function findLots(bundle, text) {
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const found = [];
  const code = text.trim().toUpperCase();
  if (/^[0-9A-Z.-]{2,20}$/.test(code)) for (const each of lotsByCode(bundle, code)) if (found.push(each) >= 4 * kMost) break;
  const products = productsFound(bundle, wanted);
  if (products.size > 0) for (const each of lotsOf(bundle, products)) if (found.push(each) >= 8 * kMost) break;
  const seen = new Set();
  return found.filter(({ key, row: at }) => { const name = `${key.id}/${at}`; if (seen.has(name)) return false; seen.add(name); return true; })
    .map((each) => row(bundle, each)).sort((a, b) => b.packDay - a.packDay).slice(0, kMost);
}
