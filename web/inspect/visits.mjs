// The visits on this phone: what was checked where, until it was sent and after.
import { asLabelled } from './reader/verdict.mjs';
import { momentText } from './reader/words.mjs';
import { sendVisit } from './download.mjs';
import { say, state } from './state.mjs';
import { change, get, put, remove, values } from './store.mjs';

const kPhotoSides = [1024, 640, 400];  // the longest
const kMostPhotoBytes = 110_000;
const kMostPhotos = 3;
const kMostBytes = 480_000;  // of a visit as it is sent, in UTF-8; the service takes 512 KiB
const kOfDataUrl = 0.74;     // three bytes of a photo are four letters of its address
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

// Changes the visit as it lies there now, which may be more than `visit` holds: a photo takes its time, sending takes longer, and
// meanwhile another label is checked. Gives what lies there then; undefined where the visit is gone.
export const edit = (visit, work) => change('visits', visit.id, (kept) => { if (kept !== undefined) work(kept); return kept; });
// The note of one of its labels.
export const noteItem = (visit, item) => edit(visit, (kept) => {
  const same = kept.items.find(({ at, label }) => at === item.at && label === item.label);
  if (same !== undefined) same.note = item.note;
});
export const drop = (visit) => remove('visits', visit.id);

export async function endVisit(visit) {
  const endedAt = new Date().toISOString();
  Object.assign(visit, await edit(visit, (kept) => { kept.endedAt = endedAt; }));
  await remove('settings', 'currentVisit');
}

// The newest first.
export async function allVisits() { return (await values('visits')).sort((a, b) => (a.beganAt < b.beganAt ? 1 : -1)); }

function itemOf(text, v) {
  const { speaker } = state;
  const claimed = v.claimed !== null && ['sealed', 'link', 'roll'].includes(v.claimed.kind) ? v.claimed : null;
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
  let before;
  visit = await edit(visit, ({ items }) => {
    before = items.find((each) => each.label === item.label && each.verdict === item.verdict && each.reason === item.reason);
    if (before) before.times += 1; else items.push(item);
  });
  return { visit, item: before ?? item, again: before !== undefined };
}

// A photo small enough to be sent over a weak network; the smallest that we make where none is of `most` bytes.
export async function smallPhoto(blob, most = kMostPhotoBytes) {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  let photo = null;
  for (const side of kPhotoSides) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.7, 0.5, 0.35, 0.2]) {
      photo = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (photo.size <= most) return photo;
    }
  }
  return photo;
}

export async function addPhoto(visit, blob) {
  if (visit.photos.length >= kMostPhotos) return false;
  const photo = await smallPhoto(blob);
  let taken = false;
  const kept = await edit(visit, ({ photos }) => { taken = photos.length < kMostPhotos; if (taken) photos.push(photo); });
  if (kept !== undefined) visit.photos = kept.photos;
  return taken;
}

function dataUrl(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}

const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

// Many labels leave the photos less room: each is made smaller, none is left out.
async function asSent(visit) {
  const { id, beganAt, endedAt, place, note, items } = visit;
  const sent = { id, began_at: beganAt, ended_at: endedAt, place, note, inspector: state.enrolment.name, items, photos: [] };
  for (const [i, photo] of visit.photos.entries()) {
    const room = kOfDataUrl * (kMostBytes - bytesOf(sent)) / (visit.photos.length - i);
    sent.photos.push(await dataUrl(photo.size <= room ? photo : await smallPhoto(photo, room)));
  }
  return sent;
}

// Sends what is ended and not sent yet, one after another. What cannot be sent stays, with why. How many were sent.
export async function sendWaiting() {
  let sent = 0;
  for (const visit of (await allVisits()).reverse()) {
    if (visit.endedAt === null || visit.sent !== null || visit.items.length === 0) continue;
    let outcome;
    try {
      const receipt = await sendVisit(await asSent(visit));
      outcome = { sent: { receipt, at: new Date().toISOString() }, trouble: null };
      sent += 1;
    } catch (error) {
      outcome = { trouble: { code: error.code ?? 'inspect_failed', at: new Date().toISOString() } };
    }
    await edit(visit, (kept) => { if (kept.sent === null) Object.assign(kept, outcome); });
    if (outcome.trouble?.code === 'inspect_no_network') break;
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
