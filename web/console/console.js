// The key's clock, forms that are sent once, the picture of the label that is chosen, how
// far a print is.
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
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    setTimeout(() => { button.disabled = true; }, 0);
    addEventListener("pageshow", () => { button.disabled = false; }, { once: true });
  });
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
