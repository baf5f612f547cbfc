// Look-up without a code, self-test with its sample codes, settings.
import { button, fill, h, icon, rows } from './dom.mjs';
import { ask } from './engine.mjs';
import { openKept } from './download.mjs';
import { isoOf } from './reader/certificates.mjs';
import { dmy } from './reader/words.mjs';
import { drawn, loadSample, selfTest } from './self_test.mjs';
import { changed, dataStanding, faultWords, say, speak, state } from './state.mjs';
import { forgetAll, get, put } from './store.mjs';
import { faultBox, storageRows } from './screen_home.mjs';
import { verdictScreen } from './screen_verdict.mjs';

const kPauseMs = 250;

function lotRow(lot, show) {
  const marks = [lot.recalled ? say('look_up.recalled') : '', lot.cancelled ? say('look_up.cancelled') : '', lot.test ? say('look_up.test') : ''].filter(Boolean);
  return h('li', {}, h('button', { type: 'button', class: marks.length > 0 ? 'marked' : '', onclick: () => show(lot) },
    h('b', {}, lot.product || say('look_up.no_name')), h('span', {}, lot.cooperative),
    h('span', {}, `${state.speaker.say('lot')} ${lot.code} · ${dmy(isoOf(lot.packDay))}${lot.shelfLife ? ` → ${dmy(isoOf(lot.packDay + lot.shelfLife))}` : ''}`),
    marks.map((text) => h('strong', {}, text))));
}

export function lookUpScreen(view, go, words = '') {
  const input = h('input', { id: 'words', type: 'search', autocomplete: 'off', spellcheck: 'false', value: words });
  const list = h('ul', { class: 'cards' });
  const said = h('p', { role: 'status', class: 'status' });
  let waiting = 0;

  async function show(lot) {
    const v = await ask('judge', { text: lot.typedCode, now: Date.now() });
    verdictScreen(view, { text: lot.typedCode, v, record: true }, () => lookUpScreen(view, go, input.value));
    scrollTo(0, 0);
  }

  async function search() {
    const text = input.value;
    const found = text.trim().length < 2 ? [] : await ask('find', { text });
    if (text !== input.value) return;
    said.textContent = text.trim().length < 2 ? say('look_up.type') : say(found.length === 0 ? 'look_up.none' : 'look_up.found', { count: found.length });
    fill(list, found.map((lot) => lotRow(lot, show)));
  }

  input.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(search, kPauseMs); });
  fill(view, h('h1', {}, say('menu.look_up')), h('label', { for: 'words' }, say('look_up.label'), h('span', {}, say('look_up.help'))), input, said, list,
    state.data === null ? faultBox(Object.assign(new Error(), { code: 'inspect_no_data' })) : '');
  search();
}

export function selfTestScreen(view) {
  const list = h('ul', { class: 'steps' });
  const said = h('p', { role: 'status', class: 'status' });
  const run = button(say('self_test.run'), async () => {
    run.disabled = true;
    said.textContent = say('self_test.running');
    const steps = await selfTest().catch(() => []);
    const good = steps.length > 0 && steps.every((step) => step.good);
    fill(list, steps.map(({ name, good: passed, detail }) => h('li', { class: passed ? 'passed' : 'failed' }, icon(passed ? 'valid' : 'forged'),
      h('span', {}, say(`self_test.step.${name}`)), h('b', {}, say(passed ? 'self_test.good' : 'self_test.bad')), name === 'decoder' ? h('small', {}, say(`self_test.decoder.${detail}`)) : '')));
    said.textContent = say(good ? 'self_test.all_good' : 'self_test.not_good');
    said.className = `status ${good ? 'passed' : 'failed'}`;
    run.disabled = false;
  }, 'go');
  fill(view, h('h1', {}, say('menu.self_test')), h('p', {}, say('self_test.what')), run, said, list,
    h('section', {}, h('h2', {}, say('self_test.camera')), h('p', {}, say('self_test.camera.what')),
      h('div', { class: 'tools' }, h('a', { href: '#/the-mau', class: 'plain-button' }, say('self_test.card')), h('a', { href: '#/quet', class: 'go' }, say('scan.go')))));
}

export async function sampleScreen(view) {
  const { labels } = await loadSample();
  fill(view, h('h1', {}, say('self_test.card')), h('p', { class: 'noprint' }, say('self_test.card.what')));
  const cards = h('div', { class: 'sample-cards' });
  for (const { headline, text } of labels) {
    const canvas = await drawn(text, 6);
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', state.speaker.say(`headline.${headline}`));
    cards.append(h('figure', {}, canvas, h('figcaption', {}, say('self_test.sample'), h('b', {}, state.speaker.say(`headline.${headline}`)))));
  }
  view.append(cards, h('div', { class: 'thumb noprint' }, button(say('record.print'), () => window.print(), 'go huge')));
}

function witnessBox() {
  const input = h('textarea', { id: 'witnesses', rows: '2', spellcheck: 'false' });
  const said = h('div', {});
  get('settings', 'witnesses').then((kept) => { input.value = (kept ?? []).join('\n'); }, () => {});
  const keep = button(say('settings.witnesses.keep'), async () => {
    await put('settings', 'witnesses', input.value.split('\n').map((line) => line.trim()).filter(Boolean));
    try { await openKept(); fill(said, h('p', { role: 'status' }, say('settings.kept'))); changed(); } catch (error) { fill(said, faultBox(error)); }
  }, 'plain-button');
  return h('details', {}, h('summary', {}, say('settings.witnesses')), h('div', {}, h('label', { for: 'witnesses' }, say('settings.witnesses.what')), input, keep, said));
}

function receiptBox() {
  const input = h('input', { type: 'file', id: 'receipt', class: 'hidden-input' });
  const said = h('div', {});
  input.addEventListener('change', async () => {
    if (!input.files[0]) return;
    try {
      const { index, origin } = await ask('receipt', { text: await input.files[0].text(), now: Date.now() });
      fill(said, h('p', { role: 'status' }, say('settings.receipt.good', { index, origin })));
    } catch (error) { fill(said, faultBox(error)); }
  });
  return h('details', {}, h('summary', {}, say('settings.receipt')), h('div', {}, h('p', {}, say('settings.receipt.what')), h('label', { for: 'receipt', class: 'plain-button' }, say('settings.receipt.open')), input, said));
}

export async function settingsScreen(view, go) {
  const room = await storageRows();
  const language = (code, name) => h('button', { type: 'button', class: 'plain-button', lang: code, 'aria-pressed': String(state.language === code),
    onclick: async () => { await speak(code); changed(); settingsScreen(view, go); } }, name);
  const { data, enrolment } = state;
  const sure = h('div', {});
  const wipe = (withVisits) => async () => {
    await forgetAll(withVisits);
    location.hash = '#/';
    location.reload();
  };
  fill(view, h('h1', {}, say('menu.settings')), h('div', { class: 'tools' }, language('vi', 'Tiếng Việt'), language('en', 'English')),
    rows([...(enrolment ? [[say('settings.inspector'), enrolment.name], [say('settings.realm'), enrolment.realm], [say('settings.roots'), enrolment.rootsDigest.match(/.{4}/g).slice(0, 8).join(' ')]] : []),
      ...(data ? [[say('settings.data'), data.digest.slice(0, 16)], [say('settings.list'), `${data.trustVersion} · ${dmy(data.trustExpiresAt)}`], [say('settings.engine'), data.engine]] : [])]),
    room, witnessBox(), receiptBox(),
    h('section', {}, h('h2', {}, say('data.reset')), h('p', {}, say('data.reset.what')),
      button(say('data.reset'), () => fill(sure, h('div', { class: 'notice loud' }, h('p', {}, say('data.reset.sure')), button(say('data.reset.keep'), wipe(false), 'go'), button(say('data.reset.all'), wipe(true), 'plain-button'))), 'plain-button'), sure),
    dataStanding().kind === 'none' && state.fault ? h('p', {}, faultWords(state.fault).message) : '');
}
