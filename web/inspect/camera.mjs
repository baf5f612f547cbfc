// The live camera: which lens, torch, and a loop that looks at frames until it is stopped.
import { textsInVideo } from './decoder.mjs';

const kThoroughEvery = 4;  // frames
const kPauseMs = 60;

export class Camera {
  constructor(video, onTexts) {
    Object.assign(this, { video, onTexts, stream: null, running: false, torchOn: false });
  }

  // Throws what getUserMedia throws: NotAllowedError, NotFoundError, NotReadableError.
  async start(deviceId = null) {
    this.stop();
    const wanted = { width: { ideal: 1920 }, height: { ideal: 1080 }, ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'environment' } }) };
    this.stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    this.video.srcObject = this.stream;
    await this.video.play();
    const [track] = this.stream.getVideoTracks();
    track.addEventListener('ended', () => this.onEnded?.());
    await track.applyConstraints({ advanced: [{ focusMode: 'continuous' }] }).catch(() => {});
    if (this.torchOn) await this.torch(true).catch(() => {});
    this.running = true;
    this.look(0);
  }

  get deviceId() { return this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? null; }
  get hasTorch() { return this.stream?.getVideoTracks()[0]?.getCapabilities?.().torch === true; }

  // It stays on from one scan to the next.
  async torch(on) {
    await this.stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
    this.torchOn = on;
  }

  async look(count) {
    if (!this.running) return;
    if (this.video.readyState >= 2 && this.video.videoWidth > 0) {
      const texts = await textsInVideo(this.video, count % kThoroughEvery === kThoroughEvery - 1).catch(() => []);
      if (this.running && texts.length > 0) this.onTexts(texts);
    }
    if (this.running) setTimeout(() => this.look(count + 1), kPauseMs);
  }

  stop() {
    this.running = false;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
  }
}

export async function lenses() {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all.filter(({ kind }) => kind === 'videoinput');
}
