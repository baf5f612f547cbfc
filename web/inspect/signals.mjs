// What is heard and felt of a verdict, and a screen that stays awake.
const kGood = ['valid'];
const kUndecided = ['cannot_check', 'unsealed', 'unknown'];

let audio = null;

function tone(frequency, start, length, kind = 'sine') {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.type = kind;
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0.25, audio.currentTime + start);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + start + length);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(audio.currentTime + start);
  oscillator.stop(audio.currentTime + start + length);
}

// Two rising tones: nothing speaks against it. One: not decided. Three low ones: a finding.
export function signal(headline) {
  try {
    audio ??= new AudioContext();
    if (kGood.includes(headline)) { tone(660, 0, 0.12); tone(990, 0.13, 0.18); }
    else if (kUndecided.includes(headline)) tone(440, 0, 0.3);
    else for (const i of [0, 1, 2]) tone(180, 0.2 * i, 0.16, 'square');
  } catch { /* no sound: colour and words say it */ }
  navigator.vibrate?.(kGood.includes(headline) ? 60 : kUndecided.includes(headline) ? [60, 60, 60] : [200, 80, 200, 80, 200]);
}

let lock = null;
export async function keepAwake() {
  try { lock = await navigator.wakeLock?.request('screen') ?? null; } catch { lock = null; }
}
export function letSleep() { lock?.release().catch(() => {}); lock = null; }

export const canRead = () => 'speechSynthesis' in window;
export function readAloud(text, language) {
  speechSynthesis.cancel();
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.lang = language === 'vi' ? 'vi-VN' : 'en-GB';
  speechSynthesis.speak(spoken);
}
