// Reading codes: live camera, photo, typed code, hand scanner, and many in one sweep.
import { button, fill, h } from './dom.mjs';
import { Camera, lenses } from './camera.mjs';
import { prepareDecoder, textsInPicture } from './decoder.mjs';
import { ask } from './engine.mjs';
import { judgeSample, loadSample, sampleNamed } from './self_test.mjs';
import { keepAwake, letSleep, signal } from './signals.mjs';
import { say, state } from './state.mjs';
import { isFull } from './store.mjs';
import { noteChecked } from './visits.mjs';
import { faultBox } from './screen_home.mjs';
import { faceOf } from './screen_verdict.mjs';

const kRemembered = { torch: false, lens: null };  // from one scan to the next
const kForgetMs = 4000;
const kScannerPauseMs = 2000;

// What the reader says of a text, and where it was noted. A sample code is judged by its own realm and noted nowhere.
export async function checked(text) {
  await loadSample().catch(() => null);
  if (sampleNamed(text) !== null) return { text, v: await judgeSample(text), noted: {}, sample: true };
  const v = await ask('judge', { text, now: Date.now() });
  const noted = await noteChecked(text, v).catch((error) => ({ trouble: error }));
  return { text, v, noted, sample: false };
}

function cameraFault(error) {
  const known = { NotAllowedError: 'denied', NotFoundError: 'missing', OverconstrainedError: 'missing', NotReadableError: 'busy' };
  return say(`camera.${known[error.name] ?? 'other'}`);
}

function typedBox(onText) {
  const input = h('input', { id: 'typed', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', enterkeyhint: 'go', class: 'code' });
  const go = () => { const text = input.value.trim(); input.value = ''; if (text !== '') onText(text); };
  input.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); go(); } });
  return h('section', { class: 'typed' }, h('label', { for: 'typed' }, say('scan.typed'), h('span', {}, say('scan.typed.help'))),
    h('div', { class: 'beside' }, input, button(say('scan.check'), go, 'go')));
}

// A hand scanner types a code and ends with Enter, wherever the focus is. Slow ones on Bluetooth pause between letters.
function listenForScanner(onText) {
  let typed = '', last = 0;
  const listener = (event) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    const now = performance.now();
    if (now - last > kScannerPauseMs) typed = '';
    last = now;
    if (event.key === 'Enter') { if (typed.length >= 8) { event.preventDefault(); onText(typed); } typed = ''; } else if (event.key.length === 1) typed += event.key;
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}

function photoBox(onTexts, said) {
  const input = h('input', { type: 'file', accept: 'image/*', id: 'photo', class: 'hidden-input' });
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (!file) return;
    said.textContent = say('scan.photo.reading');
    const texts = await textsInPicture(file).catch(() => []);
    input.value = '';
    said.textContent = texts.length === 0 ? say('scan.photo.none') : '';
    if (texts.length > 0) onTexts(texts);
  });
  return [h('label', { for: 'photo', class: 'plain-button' }, say('scan.photo')), input];
}

function tallyBox(tally, lastSeen) {
  const order = [...tally.entries()].sort((a, b) => b[1] - a[1]);
  return h('div', { class: 'tally', role: 'status' }, lastSeen, h('ul', {}, order.map(([verdict, count]) => h('li', { class: verdict }, h('b', {}, String(count)), ` ${state.speaker.say(`headline.${verdict}`)}`))));
}

// Returns what stops it. `show(result)`: a verdict of its own screen.
export function scanScreen(view, { sweep, show, back }) {
  const video = h('video', { playsinline: true, muted: true, 'aria-label': say('scan.video') });
  const said = h('p', { role: 'status', class: 'status' });
  const tally = new Map(), seen = new Map(), tallyAt = h('div', {}), troubleAt = h('div', {});
  const tools = h('div', { class: 'tools' });
  let busy = false, stopped = false;

  async function one(text) {
    if (busy || stopped) return;
    busy = true;
    said.textContent = say('scan.checking');
    try {
      const result = await checked(text);
      signal(result.v.verdict);
      if (sweep) count(result); else { stop(); show(result); }
    } finally { busy = false; said.textContent = ''; }
  }

  function count({ text, v, noted }) {
    // It is counted, and is in no visit.
    if (noted.trouble) fill(troubleAt, faultBox(isFull(noted.trouble) ? Object.assign(new Error(), { code: 'inspect_storage_full' }) : noted.trouble));
    tally.set(v.verdict, (tally.get(v.verdict) ?? 0) + 1);
    seen.set(text, performance.now());
    const { title, kind } = faceOf(v);
    fill(tallyAt, tallyBox(tally, h('p', { class: `last ${kind}` }, h('b', {}, title), ` ${state.speaker.productName(v)} ${v.lot ?? ''} ${v.serial ?? ''}`)));
  }

  // In a sweep each code counts once; a code that lies before the camera is not judged again and again.
  async function all(texts) {
    for (const text of texts) if (!(sweep && seen.has(text)) && !(seen.get(text) > performance.now() - kForgetMs)) await one(text);
  }

  const camera = new Camera(video, all);
  camera.torchOn = kRemembered.torch;

  async function showTools() {
    const found = await lenses().catch(() => []);
    const torch = camera.hasTorch ? h('button', { type: 'button', class: 'plain-button', 'aria-pressed': String(camera.torchOn) }, say(camera.torchOn ? 'scan.torch.off' : 'scan.torch.on')) : '';
    if (torch !== '') torch.addEventListener('click', async () => { await camera.torch(!camera.torchOn).catch(() => {}); kRemembered.torch = camera.torchOn; showTools(); });
    const lens = found.length > 1 ? h('select', { 'aria-label': say('scan.lens') }, found.map(({ deviceId, label }, i) => h('option', { value: deviceId, selected: deviceId === camera.deviceId }, label || say('scan.lens.nth', { nth: i + 1 })))) : '';
    if (lens !== '') lens.addEventListener('change', () => { kRemembered.lens = lens.value; start(); });
    fill(tools, torch, lens);
  }

  async function start() {
    said.textContent = say('scan.starting');
    try {
      await camera.start(kRemembered.lens);
      said.textContent = say('scan.aim');
      showTools();
    } catch (error) {
      said.textContent = cameraFault(error);
      video.hidden = true;
    }
  }

  function stop() { stopped = true; camera.stop(); stopListening(); letSleep(); }

  const stopListening = listenForScanner(one);
  fill(view, h('h1', { class: 'small' }, say(sweep ? 'sweep.title' : 'scan.title')),
    h('div', { class: 'finder' }, video, h('i', { class: 'frame', 'aria-hidden': 'true' })), said, troubleAt, tallyAt, tools,
    h('div', { class: 'tools' }, photoBox(all, said), sweep ? button(say('sweep.end'), () => { stop(); back('#/chuyen'); }, 'plain-button') : h('a', { href: '#/quet-lien-tuc', class: 'plain-button' }, say('sweep.go'))),
    typedBox(one), h('p', { class: 'soft' }, say('scan.scanner')));
  keepAwake();
  prepareDecoder().then((by) => { if (by === 'none') said.textContent = say('camera.no_decoder'); });
  if (navigator.mediaDevices?.getUserMedia) start(); else { video.hidden = true; said.textContent = say('camera.missing'); }
  return stop;
}
