// The page: what is opened when, which screen stands at which address.
import { fill, h, loadIcons } from './dom.mjs';
import { openKept } from './download.mjs';
import { changed, firstLanguage, loadState, say, speak, state, whenChanged } from './state.mjs';
import { isFull, keepForGood, leaveMarker, marker } from './store.mjs';
import { allVisits, sendWaiting } from './visits.mjs';
import { enrolScreen, faultBox, homeScreen } from './screen_home.mjs';
import { lookUpScreen, sampleScreen, selfTestScreen, settingsScreen } from './screen_others.mjs';
import { scanScreen } from './screen_scan.mjs';
import { verdictScreen } from './screen_verdict.mjs';
import { recordScreen, visitScreen, visitsScreen } from './screen_visits.mjs';

const app = document.getElementById('app');
const view = h('main', { id: 'main', tabindex: '-1' });
const notices = h('div', { id: 'notices' });
let leave = () => {};
let shown = null;  // the verdict that stands, where one does

const go = (hash) => { if (location.hash === hash) route(); else location.hash = hash; };

function frame() {
  const home = location.hash === '' || location.hash === '#/' || state.enrolment === null;
  fill(app, h('header', {}, h('a', { href: '#/', class: 'to-home' }, home ? say('name') : `‹ ${say('name')}`),
    h('button', { type: 'button', class: 'tongue', lang: state.language === 'vi' ? 'en' : 'vi', onclick: async () => { await speak(state.language === 'vi' ? 'en' : 'vi'); route(); } },
      state.language === 'vi' ? 'English' : 'Tiếng Việt')), notices, view);
  document.title = say('name');
}

function showVerdict(result, sweep) {
  shown = result;
  if (result.noted?.trouble) fill(notices, faultBox(isFull(result.noted.trouble) ? Object.assign(new Error(), { code: 'inspect_storage_full' }) : result.noted.trouble));
  verdictScreen(view, result, () => { shown = null; go(sweep ? '#/quet-lien-tuc' : '#/quet'); });
  scrollTo(0, 0);
}

function scan(sweep) {
  leave = scanScreen(view, { sweep, back: go, show: (result) => { leave = () => {}; showVerdict(result, sweep); } });
}

async function ofVisit(id, screen) {
  const visit = (await allVisits()).find((each) => each.id === id);
  if (visit) await screen(visit); else go('#/chuyen');
}

async function route() {
  leave();
  leave = () => {};
  fill(notices);
  frame();
  const [place, id] = location.hash.replace(/^#\/?/, '').split('/');
  view.className = `at-${place || 'home'}`;
  if (state.enrolment === null || place.startsWith('ghi-danh=')) {
    if (place === 'the-mau') return sampleScreen(view);
    if (place === 'cai-dat') return settingsScreen(view, go);
    return enrolScreen(view, go);
  }
  const screens = {
    quet: () => scan(false), 'quet-lien-tuc': () => scan(true), 'tra-cuu': () => lookUpScreen(view, go), 'tu-kiem': () => selfTestScreen(view),
    'the-mau': () => sampleScreen(view), 'cai-dat': () => settingsScreen(view, go),
    chuyen: () => (id ? ofVisit(id, (visit) => visitScreen(view, go, visit)) : visitsScreen(view, go)), 'bien-ban': () => ofVisit(id, (visit) => recordScreen(view, visit)) };
  await (screens[place] ?? (() => homeScreen(view, go)))();
  scrollTo(0, 0);
}

// Whether the data that was here is gone; nobody is left to find out at a market stall.
function goneNotice() {
  if (state.enrolment !== null && state.data === null && marker()) {
    state.fault ??= Object.assign(new Error('gone'), { code: 'inspect_gone', args: {} });
  }
}

async function openData() {
  state.opening = true;
  try {
    if (!await openKept()) goneNotice();
    else leaveMarker(state.data.manifest.made_at);
  } catch (error) {
    state.data = null;
    state.fault = error;
  }
  state.opening = false;
  changed();
}

async function install() {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('sw.js').catch(() => null);
  if (registration === null) return;
  await navigator.serviceWorker.ready;
  state.installed = true;
  keepForGood();
}

async function start() {
  await Promise.all([speak(firstLanguage()), loadIcons()]);
  try { await loadState(); } catch (error) { state.fault = Object.assign(new Error(error.message), { code: error.name === 'VersionError' ? 'inspect_store_newer' : 'inspect_storage' }); }
  addEventListener('hashchange', () => { shown = null; route(); });
  whenChanged(() => { if (shown === null && ['at-home', 'at-chuyen'].includes(view.className) && !location.hash.startsWith('#/chuyen/')) route(); });
  // The screen first: opening a large bundle takes its time.
  state.opening = state.enrolment !== null;
  await route();
  performance.mark('temgoc-shown');
  await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
  install();
  if (state.enrolment !== null) await openData();
  performance.mark('temgoc-ready');
  addEventListener('online', () => sendWaiting().then(changed));
  if (navigator.onLine && state.enrolment !== null) sendWaiting().then((sent) => { if (sent > 0) changed(); }, () => {});
}

start().catch((error) => fill(app, h('p', { class: 'notice fault', role: 'alert' }, `Không mở được trang / Could not open the page: ${error.message ?? error}`)));
