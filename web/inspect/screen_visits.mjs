// The visits: the open one, those that wait to be sent, those that were sent; and each as a record to print.
import { button, fill, h, rows } from './dom.mjs';
import { momentText, say, state } from './state.mjs';
import { allVisits, beginVisit, csvOf, currentVisit, drop, edit, endVisit, sendWaiting, tallyOf } from './visits.mjs';
import { faultBox } from './screen_home.mjs';

function stateLine(visit) {
  if (visit.endedAt === null) return say('visit.open');
  if (visit.sent !== null) return say('visit.sent', { receipt: visit.sent.receipt, at: momentText(visit.sent.at) });
  return visit.trouble === null ? say('visit.waiting') : say('visit.trouble', { at: momentText(visit.trouble.at) });
}

const tallyLine = (visit) => [...tallyOf(visit.items)].map(([verdict, count]) => `${count} × ${state.speaker.say(`headline.${verdict}`)}`).join(' · ');

function card(visit) {
  return h('li', {}, h('a', { href: `#/chuyen/${visit.id}` }, h('b', {}, visit.place || say('visit.no_place')), h('span', {}, momentText(visit.beganAt)),
    h('span', {}, tallyLine(visit) || say('visit.empty')), h('span', { class: visit.sent ? 'sent' : 'unsent' }, stateLine(visit))));
}

export async function visitsScreen(view, go) {
  const [all, open] = await Promise.all([allVisits(), currentVisit()]);
  const said = h('p', { role: 'status', class: 'status' });
  const send = button(say('send.now'), async () => {
    send.disabled = true;
    said.textContent = say('send.sending');
    const sent = await sendWaiting();
    await visitsScreen(view, go);
    view.querySelector('.status').textContent = say('send.done', { count: sent });
  }, 'plain-button');
  const waits = all.some(({ endedAt, sent, items }) => endedAt !== null && sent === null && items.length > 0);
  fill(view, h('h1', {}, say('menu.visits')), said, waits ? send : '',
    all.length === 0 ? h('p', {}, say('visit.none')) : h('ul', { class: 'cards' }, all.map(card)),
    h('p', { class: 'soft' }, say('visit.stays')),
    open === null ? button(say('visit.begin'), async () => { const visit = await beginVisit(); go(`#/chuyen/${visit.id}`); }, 'plain-button') : '',
    h('div', { class: 'thumb' }, h('a', { href: '#/quet', class: 'go huge' }, say('scan.go'))));
}

function saveFile(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function itemRow(visit, item) {
  return h('li', { class: item.verdict }, h('b', {}, item.headline), h('span', {}, [item.product, item.lot, item.serial].filter(Boolean).join(' · ') || item.label.slice(0, 60)),
    h('span', {}, `${momentText(item.at)}${item.times > 1 ? ` · ${say('visit.times', { times: item.times })}` : ''}`), item.note ? h('span', {}, item.note) : '');
}

function field(visit, name, tag, key) {
  const input = h(tag, { id: `visit-${name}` });
  input.value = visit[name];
  input.disabled = visit.sent !== null;
  input.addEventListener('change', () => { visit[name] = input.value.trim(); edit(visit, (kept) => { kept[name] = visit[name]; }); });
  return [h('label', { for: `visit-${name}` }, say(key)), input];
}

export async function visitScreen(view, go, visit) {
  const fault = h('div', {});
  const end = button(say('visit.end'), async () => {
    if (visit.place === '') { fill(fault, faultBox(Object.assign(new Error(), { code: 'inspect_place' }))); view.querySelector('#visit-place').focus(); return; }
    await endVisit(visit);
    await sendWaiting();
    visitScreen(view, go, (await allVisits()).find(({ id }) => id === visit.id));
  }, 'go');
  fill(view, h('h1', {}, visit.place || say('visit.title')), h('p', { class: 'soft' }, `${momentText(visit.beganAt)} · ${stateLine(visit)}`),
    field(visit, 'place', 'input', 'visit.place'), field(visit, 'note', 'textarea', 'visit.note'), fault,
    h('p', {}, say('visit.photos', { count: visit.photos.length })),
    visit.items.length === 0 ? h('p', {}, say('visit.empty')) : h('ul', { class: 'items' }, visit.items.map((item) => itemRow(visit, item))),
    visit.endedAt === null ? end : '',
    h('div', { class: 'tools' },
      button(say('visit.csv'), () => saveFile(`kiem-tra-${visit.beganAt.slice(0, 10)}-${visit.id.slice(0, 6)}.csv`, 'text/csv;charset=utf-8', csvOf(visit)), 'plain-button'),
      h('a', { href: `#/bien-ban/${visit.id}`, class: 'plain-button' }, say('visit.record')),
      visit.sent !== null || visit.items.length === 0 ? button(say('visit.drop'), async () => { await drop(visit); go('#/chuyen'); }, 'plain-button') : ''),
    h('div', { class: 'thumb' }, h('a', { href: '#/quet', class: 'go huge' }, say('scan.go'))));
}

// The record to print or to save as PDF: who, where, when, with which data, what was found.
export function recordScreen(view, visit) {
  const { speaker } = state;
  const data = [...new Set(visit.items.map(({ data_made_at: made }) => made).filter(Boolean))].map(momentText).join('; ');
  const photos = visit.photos.map((photo) => h('img', { src: URL.createObjectURL(photo), alt: say('visit.photo.alt') }));
  fill(view, h('article', { class: 'record-sheet' }, h('h1', {}, say('record.title')),
    rows([[say('column.receipt'), visit.sent?.receipt ?? say('record.not_sent')], [say('column.inspector'), state.enrolment?.name ?? ''], [say('column.place'), visit.place || '………'],
      [say('record.time'), `${momentText(visit.beganAt)} – ${visit.endedAt ? momentText(visit.endedAt) : '………'}`], [say('column.data'), data || '–'], [say('record.sum'), tallyLine(visit)],
      ...(visit.note ? [[say('column.visit_note'), visit.note]] : [])]),
    h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': say('record.title') }, h('table', {}, h('thead', {}, h('tr', {}, ['nth', 'at', 'goods', 'result', 'item_note'].map((each) => h('th', { scope: 'col' }, say(each === 'at' || each === 'item_note' ? `column.${each}` : `record.${each}`))))),
      h('tbody', {}, visit.items.map((item, i) => h('tr', {}, h('td', {}, String(i + 1)), h('td', {}, momentText(item.at)),
        h('td', {}, [item.product, item.cooperative, item.lot, item.serial].filter(Boolean).join(', ') || item.label.slice(0, 80)),
        h('td', {}, h('b', {}, item.headline), item.reason_words ? ` – ${item.reason_words}` : '', item.also.map((each) => `; ${speaker.say(`headline.${each.verdict}`)}`)), h('td', {}, item.note)))))),
    h('div', { class: 'photos' }, photos),
    h('div', { class: 'signs' }, [say('record.inspector'), say('record.seller')].map((who) => h('p', {}, who, h('small', {}, say('record.sign')))))),
    h('div', { class: 'thumb noprint' }, button(say('record.print'), () => window.print(), 'go huge')));
}
