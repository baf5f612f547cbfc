// The key's clock, forms that are sent once, the picture of the label that is chosen, how
// far a print is, files that are dropped, and labels that go straight to a printer on USB.
"use strict";
for (const timer of document.querySelectorAll("[data-seconds]")) {
  const end = Date.now() + 1000 * Number(timer.dataset.seconds);
  const face = timer.querySelector("[data-clock]");
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    face.textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
    if (left === 0) timer.closest("form").classList.add("over");
    else setTimeout(tick, 500);
  };
  tick();
}
// On a phone the places stand in one row that scrolls: the one where we are comes into sight.
for (const strip of document.querySelectorAll(".bar nav ul, .tabs")) {
  const here = strip.querySelector("[aria-current]");
  const show = () => { if (here) strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2; };
  show();
  addEventListener("resize", show);
}
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    const buttons = form.querySelectorAll("button[type=submit]");
    setTimeout(() => { for (const button of buttons) button.disabled = true; }, 0);
    addEventListener("pageshow", () => { for (const button of buttons) button.disabled = false; }, { once: true });
  });
}
// A choice made with the pointer is sent at once; with the arrow keys each step is a choice, so there the button sends.
for (const form of document.querySelectorAll("form[data-sends]")) {
  let pointed = false;
  form.addEventListener("pointerdown", () => { pointed = true; });
  form.addEventListener("keydown", () => { pointed = false; });
  form.addEventListener("change", event => { if (pointed && event.target.matches("select")) form.requestSubmit(); });
}
const shown = document.querySelector("[data-shows]");
if (shown) {
  const caption = document.querySelector("[data-caption]");
  document.addEventListener("change", (event) => {
    const { picture, name } = event.target.dataset;
    if (!picture) return;
    shown.src = picture;
    caption.textContent = name;
  });
}
const watched = document.querySelector("[data-watch]");
if (watched) {
  const look = async () => {
    try {
      const answer = await fetch(location.href);
      if (answer.redirected) return location.replace(answer.url);
      const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-watch]");
      if (!now) return location.reload();
      watched.querySelector("progress").max = now.querySelector("progress").max;
      watched.querySelector("progress").value = now.querySelector("progress").value;
      const parts = now.querySelectorAll("[data-part]");
      watched.querySelectorAll("[data-part]").forEach((part, nth) => { part.textContent = parts[nth].textContent; });
    } catch { /* the console is away: the next look may find it */ }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
}
// A file or cells that are dropped or pasted anywhere on the card.
for (const card of document.querySelectorAll("[data-drop]")) {
  const file = card.querySelector("input[type=file]");
  card.addEventListener("dragover", event => { event.preventDefault(); card.classList.add("over"); });
  card.addEventListener("dragleave", () => card.classList.remove("over"));
  card.addEventListener("drop", event => {
    card.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
  });
}
// Where the browser may speak to a printer on USB (WebUSB): its class is 7, and its bulk pipe takes the file as it is.
const kPrinterClass = 7, kUsbPiece = 16384;
const usb_pipe = device => {
  for (const face of device.configuration.interfaces)
    for (const way of face.alternates)
      for (const end of way.endpoints)
        if (way.interfaceClass === kPrinterClass && end.type === "bulk" && end.direction === "out") return { face, way, end };
  return null;
};
const usb_printer = async () => {
  const known = (await navigator.usb.getDevices()).filter(each => !each.configuration || usb_pipe(each));
  return known.length === 1 ? known[0] : navigator.usb.requestDevice({ filters: [{ classCode: kPrinterClass }] });
};
const send_by_usb = async (device, file, tell) => {
  await device.open();
  try {
    if (!device.configuration) await device.selectConfiguration(1);
    const pipe = usb_pipe(device);
    if (!pipe) throw new DOMException("no printer", "NotFoundError");
    await device.claimInterface(pipe.face.interfaceNumber);
    if (pipe.way.alternateSetting) await device.selectAlternateInterface(pipe.face.interfaceNumber, pipe.way.alternateSetting);
    for (let at = 0; at < file.byteLength; at += kUsbPiece) {
      const answer = await device.transferOut(pipe.end.endpointNumber, file.slice(at, at + kUsbPiece));
      if (answer.status !== "ok") throw new DOMException(answer.status, "NetworkError");
      tell(Math.min(file.byteLength, at + kUsbPiece) / file.byteLength);
    }
    await device.releaseInterface(pipe.face.interfaceNumber);
  } finally {
    await device.close().catch(() => {});
  }
};
for (const box of navigator.usb ? document.querySelectorAll("[data-usb]") : []) {
  const button = box.querySelector("button"), bar = box.querySelector("progress"), status = box.querySelector("p");
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    let sent = 0;
    status.textContent = "";
    try {
      const device = await usb_printer();
      status.textContent = box.dataset.sending;
      bar.hidden = false;
      const answer = await fetch(box.dataset.usb);
      if (!answer.ok || answer.redirected) throw new DOMException("no file", "NetworkError");
      await send_by_usb(device, await answer.arrayBuffer(), done => { sent = done; bar.value = done; });
      status.textContent = box.dataset.sent;
    } catch (fault) {
      const chosen_none = fault.name === "NotFoundError";
      status.textContent = chosen_none ? box.dataset.noPrinter : sent > 0 ? box.dataset.broken : box.dataset.refused;
    }
    bar.hidden = true;
    button.disabled = false;
  });
}
