// The key's clock, and forms that are sent once.
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
