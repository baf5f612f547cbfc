// The visits on this phone: what was checked where, until it was sent and after.
import { asLabelled } from './reader/verdict.mjs';
import { momentText } from './reader/words.mjs';
import { sendVisit } from './download.mjs';
import { say, state } from './state.mjs';
import { get, put, remove, values } from './store.mjs';

const kLongestPhotoSide = 1024;
const kMostPhotoBytes = 110_000;
const kMostPhotos = 3;
const kMostBytes = 480_000;  // of a visit as it is sent; the service takes 512 KiB
const kMostItems = 500;

const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export async function currentVisit() {
  const id = await get('settings', 'currentVisit') ?? null;
  const visit = id === null ? null : await get('visits', id) ?? null;
  return visit !== null && visit.endedAt === null ? visit : null;
}

export async function beginVisit() {
  const visit = { id: newId(), beganAt: new Date().toISOString(), endedAt: null, place: '', note: '', items: [], photos: [], sent: null, trouble: null };
  await put('visits', visit.id, visit);
  await put('settings', 'currentVisit', visit.id);
  return visit;
}

export const save = (visit) => put('visits', visit.id, visit);
export const drop = (visit) => remove('visits', visit.id);

export async function endVisit(visit) {
  visit.endedAt = new Date().toISOString();
  await save(visit);
  await remove('settings', 'currentVisit');
}

// The newest first.
export async function allVisits() { return (await values('visits')).sort((a, b) => (a.beganAt < b.beganAt ? 1 : -1)); }

function itemOf(text, v) {
  const { speaker } = state;
  const claimed = v.claimed !== null && ['sealed', 'link'].includes(v.claimed.kind) ? v.claimed : null;
  return {
    at: new Date(v.now).toISOString(), label: text, verdict: v.verdict, reason: v.reason, also: v.also, headline: speaker.headline(v), reason_words: speaker.reason(v, v),
    product: asLabelled(v.facts, 'product')?.name ?? '', lot: v.lot ?? claimed?.lot ?? '', serial: v.serial ?? claimed?.serial ?? '',
    cooperative: speaker.cooperativeName(v), data_made_at: v.data?.made_at ?? null, data_digest: state.data?.digest ?? null, note: '', times: 1 };
}

// Adds what was checked to the visit that is open; the same label with the same verdict again is counted, not listed twice.
export async function noteChecked(text, verdict) {
  let visit = await currentVisit() ?? await beginVisit();
  if (visit.items.length >= kMostItems) { await endVisit(visit); visit = await beginVisit(); }
  const item = itemOf(text, verdict);
  const before = visit.items.find((each) => each.label === item.label && each.verdict === item.verdict && each.reason === item.reason);
  if (before) before.times += 1; else visit.items.push(item);
  await save(visit);
  return { visit, item: before ?? item, again: before !== undefined };
}

// A photo small enough to be sent over a weak network.
export async function smallPhoto(blob) {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  const scale = Math.min(1, kLongestPhotoSide / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.7, 0.5, 0.35, 0.2]) {
    const photo = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (photo.size <= kMostPhotoBytes || quality === 0.2) return photo;
  }
  return null;
}

export async function addPhoto(visit, blob) {
  if (visit.photos.length >= kMostPhotos) return false;
  visit.photos.push(await smallPhoto(blob));
  await save(visit);
  return true;
}

function dataUrl(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function asSent(visit) {
  const { id, beganAt, endedAt, place, note, items } = visit;
  const sent = { id, began_at: beganAt, ended_at: endedAt, place, note, inspector: state.enrolment.name, items, photos: [] };
  for (const photo of visit.photos) {
    const url = await dataUrl(photo);
    if (JSON.stringify(sent).length + url.length > kMostBytes) break;
    sent.photos.push(url);
  }
  return sent;
}

// Sends what is ended and not sent yet, one after another. What cannot be sent stays, with why. How many were sent.
export async function sendWaiting() {
  let sent = 0;
  for (const visit of (await allVisits()).reverse()) {
    if (visit.endedAt === null || visit.sent !== null || visit.items.length === 0) continue;
    try {
      visit.sent = { receipt: await sendVisit(await asSent(visit)), at: new Date().toISOString() };
      visit.trouble = null;
      sent += 1;
    } catch (error) {
      visit.trouble = { code: error.code ?? 'inspect_failed', at: new Date().toISOString() };
      await save(visit);
      if (error.code === 'inspect_no_network') break;
      continue;
    }
    await save(visit);
  }
  return sent;
}

export async function waitingCount() {
  return (await allVisits()).filter(({ endedAt, sent, items }) => endedAt !== null && sent === null && items.length > 0).length;
}

// A cell that no spreadsheet takes for a formula.
const cell = (value) => {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

// CSV as Excel opens it by a double click: UTF-8 with BOM, CRLF.
export function csvOf(visit) {
  const { speaker } = state;
  const header = ['receipt', 'inspector', 'place', 'visit_note', 'at', 'verdict', 'reason', 'also', 'product', 'lot', 'serial', 'cooperative', 'times', 'item_note', 'data', 'label'];
  const lines = [header.map((each) => say(`column.${each}`)), ...visit.items.map((item) => [
    visit.sent?.receipt ?? '', state.enrolment?.name ?? '', visit.place, visit.note, momentText(item.at), item.headline,
    item.reason_words, item.also.map((each) => speaker.say(`headline.${each.verdict}`)).join('; '), item.product, item.lot, item.serial,
    item.cooperative, item.times, item.note, item.data_made_at ? momentText(item.data_made_at) : '', item.label])];
  return `\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

export function tallyOf(items) {
  const tally = new Map();
  for (const { verdict, times } of items) tally.set(verdict, (tally.get(verdict) ?? 0) + times);
  return tally;
}
