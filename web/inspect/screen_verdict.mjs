// A verdict: the largest thing on the screen, with the age of its data, every finding and what to do.
import { button, fill, h, icon, rows } from './dom.mjs';
import { dataStanding, momentText, say, state } from './state.mjs';
import { canRead, readAloud } from './signals.mjs';
import { addPhoto, noteItem } from './visits.mjs';

const kStale = ['stale_facts', 'stale_trust'];

// Words and colour of a verdict: never green unless everything that is required was checked and passed.
export function faceOf(v) {
  const stale = v.verdict === 'cannot_check' && [v, ...v.also].some(({ reason }) => kStale.includes(reason));
  return { title: stale ? say('headline.stale') : state.speaker.headline(v), kind: v.verdict, icon: v.verdict };
}

// The age of the data, in the verdict's own block; louder each day of the grace.
function ageLine(v) {
  if (v.data === null) return h('p', { class: 'age' }, say('age.none'));
  const { kind, day } = dataStanding(v.now);
  const line = state.speaker.dataAge(v.data, v.now);
  const text = kind === 'grace' ? say('age.grace', { line, day, grace: momentText(v.data.grace_until) })
    : kind === 'expired' ? say('age.expired', { line, grace: momentText(v.data.grace_until) }) : line;
  return h('p', { class: `age ${kind}${kind === 'grace' && day > 2 ? ' louder' : ''}` }, text);
}

// The sentence of some verdicts says why already; the reason's code stands in the details all the same.
function isSaid(v) {
  return ['forged', 'wrong_site', 'expired', 'unsealed'].includes(v.verdict) || ['lot_recalled', 'lot_cancelled'].includes(v.reason)
    || v.claimed?.product !== undefined || (v.verdict !== 'cannot_check' && v.reason !== 'malformed' && state.speaker.has(`sentence.${v.verdict}.${v.reason}`));
}

export function verdictBlock(v, sample = false) {
  const { title, kind, icon: sign } = faceOf(v);
  const { speaker } = state;
  const reason = isSaid(v) ? '' : speaker.reason(v, v);
  const instruction = v.facts?.recalls[0]?.instruction ?? '';
  return h('section', { class: `verdict ${kind}`, role: v.verdict === 'valid' ? 'status' : 'alert', 'aria-live': 'assertive' },
    icon(sign), sample ? h('p', { class: 'sample' }, say('self_test.sample')) : '',
    h('h1', { tabindex: '-1' }, title), h('p', { class: 'sentence' }, speaker.sentence(v)),
    instruction ? h('p', {}, `${speaker.say('instruction')}: ${instruction}`) : '',
    reason ? h('p', { class: 'why' }, reason) : '',
    ageLine(v), ...speaker.warnings(v).filter((text, i) => i > 0 || dataStanding(v.now).kind === 'fresh').map((text) => h('p', { class: 'warning' }, text)));
}

function flags(v) {
  if (v.also.length === 0) return '';
  const { speaker } = state;
  return h('section', { class: 'flags' }, h('h2', {}, speaker.say('also')), h('ul', {}, v.also.map((finding) => {
    const why = speaker.reason(finding, v);
    return h('li', { class: finding.verdict }, h('b', {}, speaker.say(`headline.${finding.verdict}`)), why ? h('span', {}, why) : '');
  })));
}

function advice(v) {
  const hints = [v, ...v.also].map((finding) => state.speaker.hint(finding)).filter((text, i, all) => text !== '' && all.indexOf(text) === i);
  return hints.length === 0 ? '' : h('section', {}, h('h2', {}, say('verdict.do')), h('ul', { class: 'plain' }, hints.map((text) => h('li', {}, text))));
}

function details(v, text) {
  const { speaker } = state;
  const notChecked = speaker.notChecked(v);
  const checks = Object.entries(v.checks).map(([name, outcome]) => [say(`check.${name}`), say(`outcome.${outcome}`)]);
  return h('details', {}, h('summary', {}, say('verdict.details')), h('div', {},
    rows([[say('verdict.at'), momentText(v.now)], [say('verdict.reason_code'), v.reason ?? '–'],
      ...(v.label.keyId ? [[say('verdict.key'), v.label.keyId], [say('verdict.issue_number'), String(v.label.issueNumber)]] : []),
      ...(v.data ? [[say('verdict.data'), `${momentText(v.data.made_at)} · ${state.data?.digest.slice(0, 16) ?? ''}`], [say('verdict.list'), String(state.data?.trustVersion ?? '')]] : []),
      ...(notChecked ? [[speaker.say('not_checked'), notChecked]] : []), ...checks]),
    h('p', { class: 'raw' }, text)));
}

function noteBox({ visit, item }) {
  if (!visit) return '';
  const note = h('textarea', { id: 'item-note', rows: '2' });
  note.value = item.note;
  note.addEventListener('change', () => { item.note = note.value.trim(); noteItem(visit, item); });
  const said = h('span', { role: 'status' });
  const photo = h('input', { type: 'file', accept: 'image/*', capture: 'environment', id: 'item-photo', class: 'hidden-input' });
  photo.addEventListener('change', async () => {
    if (!photo.files[0]) return;
    said.textContent = say(await addPhoto(visit, photo.files[0]) ? 'visit.photo.kept' : 'visit.photo.most', { count: visit.photos.length });
  });
  return h('section', { class: 'notes' }, h('label', { for: 'item-note' }, say('verdict.note')), note,
    h('label', { for: 'item-photo', class: 'plain-button' }, say('visit.photo')), photo, said);
}

// `noted`: { visit, item, again } or {}; `again()`: where the thumb goes on.
export function verdictScreen(view, { text, v, noted = {}, sample = false, record = false }, again) {
  const { speaker } = state;
  const facts = speaker.facts(v);
  const claims = speaker.claims(v);
  const block = record ? h('section', { class: 'verdict record' }, h('h1', { tabindex: '-1' }, say('look_up.record')), h('p', {}, say('look_up.record.what')), ageLine(v)) : verdictBlock(v, sample);
  const recordFlags = record ? { ...v, also: [v, ...v.also].filter(({ verdict }) => !['unsealed', 'valid'].includes(verdict)) } : v;
  fill(view, block, noted.again ? h('p', { class: 'notice' }, say('verdict.again', { times: noted.item.times })) : '', flags(recordFlags),
    facts.length > 0 ? h('section', { class: 'compare' }, h('h2', {}, say(record ? 'look_up.facts' : 'verdict.compare')), rows(facts)) : '',
    claims.length > 0 ? h('section', { class: 'claims' }, h('h2', {}, speaker.say('claimed')), rows(claims)) : '',
    record ? '' : advice(v), v.verdict === 'valid' && !record ? h('p', { class: 'soft' }, speaker.say('limits')) : '',
    noteBox(noted), details(v, text),
    h('div', { class: 'thumb two' },
      canRead() ? button(say('verdict.read'), () => readAloud(`${faceOf(v).title}. ${speaker.sentence(v)}. ${facts.map((pair) => pair.join(': ')).join('. ')}`, state.language), 'plain-button') : '',
      h('button', { type: 'button', class: 'go huge', id: 'again', onclick: again }, say(record ? 'back' : 'scan.next'))));
  view.querySelector('h1')?.focus({ preventScroll: true });
}
