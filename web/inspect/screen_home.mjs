// Enrolling, and what stands when nothing is being checked.
import { button, fill, h, rows } from './dom.mjs';
import { enrol, readCode, update } from './download.mjs';
import { changed, clockOffset, dataStanding, faultWords, momentText, say, state } from './state.mjs';
import { isFull, marker, room } from './store.mjs';
import { sendWaiting, waitingCount } from './visits.mjs';

const kClockMinutes = 5;
const kMegabyte = 1e6;

// Zalo, Facebook, Messenger, Instagram, TikTok: pages there lose their data, and have no camera.
const kInApp = /Zalo|FBAN|FBAV|FB_IAB|Messenger|Instagram|musical_ly|TikTok|Line\//i;
export const isInApp = () => kInApp.test(navigator.userAgent);
const isApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);
const isOnHomeScreen = () => matchMedia('(display-mode: standalone)').matches || navigator.standalone === true;

const sizeText = (bytes) => `${(bytes / kMegabyte).toLocaleString(state.language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;

export function inAppNotice() {
  if (!isInApp()) return '';
  const done = h('span', { role: 'status' });
  return h('section', { class: 'notice loud' }, h('h2', {}, say('in_app.title')), h('p', {}, say('in_app.what')),
    button(say('in_app.copy'), async () => {
      try { await navigator.clipboard.writeText(location.href); done.textContent = ` ${say('in_app.copied')}`; } catch { done.textContent = ` ${location.href}`; }
    }, 'plain-button'), done);
}

export function faultBox(error) {
  const { message, hint } = error.said ?? faultWords(error);
  return h('div', { class: 'notice fault', role: 'alert' }, h('b', {}, message), hint ? h('p', {}, hint) : '');
}

export function enrolScreen(view, go) {
  const gone = marker();
  const input = h('input', { id: 'code', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', class: 'code', inputmode: 'text', 'aria-describedby': 'code-help' });
  const fault = h('div', {});
  const send = button(say('enrol.go'), async () => {
    const code = readCode(input.value);
    fill(fault);
    if (code === null) { fill(fault, faultBox(Object.assign(new Error(), { code: 'inspect_code_form' }))); return; }
    send.disabled = true;
    try { await enrol(code); go('#/'); } catch (error) { fill(fault, faultBox(error)); }
    send.disabled = false;
  }, 'go');
  input.addEventListener('keydown', (event) => { if (event.key === 'Enter') send.click(); });
  fill(view, inAppNotice(),
    state.fault === null ? '' : h('div', {}, faultBox(state.fault), button(say('data.reset'), () => go('#/cai-dat'), 'plain-button')),
    gone === null ? '' : h('section', { class: 'notice loud' }, h('h2', {}, say('gone.title')), h('p', {}, say('gone.what')), gone ? h('p', {}, say('gone.had', { moment: momentText(gone) })) : ''),
    h('h1', {}, say('title')), h('p', { class: 'lead' }, say('enrol.what')),
    h('label', { for: 'code' }, say('enrol.label')), input, h('p', { id: 'code-help', class: 'soft' }, say('enrol.help')), fault, send,
    h('p', { class: 'soft' }, say('enrol.privacy')));
  const scanned = readCode(location.hash);
  if (!scanned?.roots) return;
  input.value = location.hash;  // with the roots' digest, for the button
  // Anybody can put a link before an inspector: what this phone has pinned is exchanged by a press alone.
  const pinned = state.enrolment;
  if (pinned !== null && (pinned.rootsDigest !== scanned.roots || pinned.code !== scanned.secret))
    fill(fault, h('div', { class: 'notice loud', role: 'alert' }, say(pinned.rootsDigest === scanned.roots ? 'enrol.other_code' : 'enrol.other_roots', { name: pinned.name })));
  else
    enrol(scanned).then(() => go('#/'), (error) => fill(fault, faultBox(error)));
}

// How the data stands, in one block; also where a verdict stands.
export function dataLine() {
  const standing = dataStanding();
  if (standing.kind === 'none') return say(state.opening ? 'data.opening' : 'data.none');
  const { made_at: made, expires_at: expires, grace_until: grace } = state.data.manifest;
  if (standing.kind === 'fresh') return say('data.ready', { made: momentText(made), expires: momentText(expires) });
  if (standing.kind === 'grace') return say('data.grace', { day: standing.day, made: momentText(made), grace: momentText(grace) });
  return say('data.expired', { made: momentText(made), grace: momentText(grace) });
}

function clockNotice() {
  const offset = clockOffset();
  if (offset === null || Math.abs(offset) <= kClockMinutes) return '';
  return h('p', { class: 'notice' }, say(offset > 0 ? 'clock.ahead' : 'clock.behind', { minutes: Math.abs(offset), at: momentText(state.server.at) }));
}

function updateBox() {
  const progress = h('progress', { max: 1, value: 0, 'aria-label': say('data.progress') });
  const said = h('p', { role: 'status', class: 'status' }, state.update === null ? '' : say(`data.${state.update}`));
  const fault = h('div', {});
  state.update = null;
  progress.hidden = true;
  const start = button(say(state.data === null ? 'data.get' : 'data.update'), async () => {
    start.disabled = true;
    fill(fault);
    progress.hidden = false;
    said.textContent = say('data.asking');
    try {
      const what = await update((done, size) => {
        progress.value = done / size;
        said.textContent = say('data.loading', { done: sizeText(done), size: sizeText(size) });
      });
      state.update = what;  // said by the screen that is drawn anew
      changed();
      return;
    } catch (error) {
      said.textContent = '';
      fill(fault, faultBox(isFull(error) ? Object.assign(new Error(), { code: 'inspect_storage_full' }) : error));
    }
    progress.hidden = true;
    start.disabled = false;
  }, state.data === null ? 'go' : 'plain-button');
  start.id = 'update';
  return h('div', { class: 'update' }, start, progress, said, fault);
}

async function waitingBox(box) {
  const count = await waitingCount().catch(() => 0);
  if (count === 0) { fill(box); return; }
  const send = button(say('send.now'), async () => { send.disabled = true; await sendWaiting(); await waitingBox(box); changed(); }, 'plain-button');
  fill(box, h('div', { class: 'notice' }, h('p', {}, say('send.waiting', { count })), send));
}

export function homeScreen(view, go) {
  const standing = dataStanding();
  const waiting = h('div', {});
  const enrolled = momentText(state.enrolment.expiresAt);
  fill(view, inAppNotice(),
    h('h1', {}, say('title')),
    h('section', { class: `data ${standing.kind}${standing.kind === 'grace' && standing.day > 2 ? ' louder' : ''}`, role: standing.kind === 'fresh' ? null : 'alert' },
      h('p', { class: 'big' }, dataLine()),
      state.data === null ? '' : h('p', { class: 'soft' }, say('data.holds', { lots: state.data.lots.toLocaleString('vi-VN'), age: state.speaker.age(state.data.manifest.made_at, Date.now()) })),
      state.fault === null ? '' : h('div', {}, faultBox(state.fault), button(say('data.reset'), () => go('#/cai-dat'), 'plain-button')),
      updateBox()),
    clockNotice(), waiting,
    isApple() && !isOnHomeScreen() ? h('section', { class: 'notice' }, h('h2', {}, say('apple.title')), h('p', {}, say('apple.what')), h('p', {}, say('apple.how'))) : '',
    h('nav', { class: 'tiles', 'aria-label': say('menu') },
      [['#/tra-cuu', 'menu.look_up'], ['#/chuyen', 'menu.visits'], ['#/tu-kiem', 'menu.self_test'], ['#/cai-dat', 'menu.settings']]
        .map(([href, key]) => h('a', { href }, say(key)))),
    h('p', { class: 'soft' }, say('enrol.who', { name: state.enrolment.name, until: enrolled })),
    h('div', { class: 'thumb' }, h('a', { href: '#/quet', class: 'go huge', id: 'scan' }, say('scan.go'))));
  waitingBox(waiting);
}

export async function storageRows() {
  const estimate = await room();
  if (estimate === null || !estimate.quota) return '';
  return rows([[say('settings.room'), say('settings.room.value', { used: sizeText(estimate.usage ?? 0), all: sizeText(estimate.quota) })]]);
}

