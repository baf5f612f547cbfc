// Codes of labels through the camera into the fields that have a button for it: by the browser's own decoder, else by the one
// that we serve. A browser gives no camera to a page that came over plain http from another machine: there the buttons stay hidden.
const kLongestSide = 960, kPauseMs = 60;

async function decoder_of_browser() {
  try {
    if (!("BarcodeDetector" in window) || !(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return null;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async video => (await detector.detect(video)).map(each => each.rawValue);
  } catch { return null; }
}

async function decoder_of_ours() {
  const { default: decode } = await import("/qr_decode.js");
  const canvas = document.createElement("canvas"), context = canvas.getContext("2d", { willReadFrequently: true });
  return async video => {
    const scale = Math.min(1, kLongestSide / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try { return [decode(context.getImageData(0, 0, canvas.width, canvas.height))]; } catch { return []; }
  };
}

let decoder = null;
const read_codes = async video => (await (decoder ??= decoder_of_browser().then(own => own ?? decoder_of_ours())))(video);

const lens = document.querySelector("[data-lens]");
const buttons = [...document.querySelectorAll("button[data-camera]")];
const video = lens?.querySelector("video"), status = lens?.querySelector("p"), off = lens?.querySelector("button");
let stream = null, turn = 0, opener = null;

function stop() {
  turn += 1;
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  video.srcObject = null;
  video.hidden = off.hidden = true;
}

// The same label is still before the lens when the next field's turn comes: it counts once.
async function look_for(button, mine) {
  const field = document.getElementById(button.dataset.camera);
  const others = buttons.map(each => document.getElementById(each.dataset.camera)).filter(each => each !== field).map(each => each.value);
  while (turn === mine) {
    const texts = video.readyState >= 2 && video.videoWidth > 0 ? await read_codes(video).catch(() => []) : [];
    const text = texts.find(each => each && !others.includes(each));
    if (turn === mine && text) return got(button, field, text);
    await new Promise(done => setTimeout(done, kPauseMs));
  }
}

function got(button, field, text) {
  field.value = text;
  navigator.vibrate?.(80);
  const next = buttons.find(each => each.dataset.camera === button.dataset.cameraNext);
  if (next && !document.getElementById(next.dataset.camera).value) return scan(next);
  stop();
  status.textContent = `${lens.dataset.got} ${text}`;
  if ("cameraSends" in button.dataset) return field.form.requestSubmit();
  field.focus();
}

async function scan(button) {
  opener = button;
  const was_on = stream !== null;
  if (!was_on) stop();
  turn += 1;
  const mine = turn;
  const field = document.getElementById(button.dataset.camera);
  field.closest("div, form").after(lens);
  lens.hidden = false;
  status.textContent = `${lens.dataset.looking} ${button.dataset.cameraFor}`;
  try {
    if (!was_on) {
      const opened = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } } });
      if (turn !== mine) { for (const track of opened.getTracks()) track.stop(); return; }
      stream = opened;
      video.srcObject = stream;
      video.hidden = off.hidden = false;
    }
    await video.play();
    lens.scrollIntoView({ block: "nearest" });
    await look_for(button, mine);
  } catch (fault) {
    stop();
    const names = { NotAllowedError: "denied", NotFoundError: "none", OverconstrainedError: "none" };
    status.textContent = lens.dataset[names[fault.name] ?? "busy"];
  }
}

if (lens && navigator.mediaDevices?.getUserMedia) {
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => scan(button));
  }
  off.addEventListener("click", () => { stop(); lens.hidden = true; opener?.focus(); });
  addEventListener("pagehide", stop);
}
