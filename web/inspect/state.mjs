// What every screen knows: language, enrolment, data. Changed here alone.
import { Speaker, momentText } from './reader/words.mjs';
import { get, put } from './store.mjs';

export const state = {
  speaker: new Speaker({}), language: 'vi', enrolment: null, data: null, fault: null, opening: false, update: null, server: null, installed: false };

const listeners = new Set();
export const whenChanged = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
export function changed() { for (const each of [...listeners]) each(); }

export const say = (key, args) => state.speaker.say(`inspect.${key}`, args);

export async function speak(language) {
  const file = await fetch(`words.${language}.json`);
  state.speaker = new Speaker(await file.json());
  state.language = language;
  document.documentElement.lang = language;
  try { localStorage.setItem('temgoc-inspect-language', language); } catch { /* asked again next time */ }
}

export function firstLanguage() {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'en' || asked === 'vi') return asked;
  try { return localStorage.getItem('temgoc-inspect-language') ?? 'vi'; } catch { return 'vi'; }
}

export async function loadState() {
  state.enrolment = await get('settings', 'enrolment') ?? null;
  state.server = await get('settings', 'server') ?? null;
}

// Why something of the data was refused, in words, and what to do.
export function faultWords(error) {
  const args = { value: say('data.name'), ...error.args };
  for (const key of [`inspect.fault.${error.code}`, `error.${error.code}`]) {
    if (!state.speaker.has(key)) continue;
    return { message: state.speaker.say(key, args), hint: state.speaker.has(`${key}.hint`) ? state.speaker.say(`${key}.hint`, args) : '' };
  }
  return { message: say('fault.other', { code: String(error.code ?? error.name ?? error) }), hint: '' };
}

const kMinuteMs = 60_000;
// By how many minutes the phone's clock differed from the service's when they last met; null where they never met.
export function clockOffset() {
  if (state.server === null) return null;
  return Math.round((state.server.device - Date.parse(state.server.at)) / kMinuteMs);
}

export async function noteServerTime(at) {
  state.server = { at, device: Date.now() };
  await put('settings', 'server', state.server);
}

// How the data stands at `now`: kind 'none', 'fresh', 'grace' or 'expired', with the day of the grace that it is.
export function dataStanding(now = Date.now()) {
  if (state.data === null) return { kind: 'none' };
  const { expires_at: expires, grace_until: grace } = state.data.manifest;
  if (now <= Date.parse(expires)) return { kind: 'fresh' };
  const day = Math.floor((now - Date.parse(expires)) / 86_400_000) + 1;
  return now <= Date.parse(grace) ? { kind: 'grace', day } : { kind: 'expired', day };
}

export { momentText };
