// The template editor's drawing: boxes chosen, dragged, nudged and snapped; the real label drawn anew after each change.
// Numbers, checks and saving are the form's own and work without this file.
"use strict";
(() => {
  const kWait = 700, kStep = 0.5, kFineStep = 0.1, kSnapPixels = 7, kDragPixels = 3, kMostUndo = 200;
  const kPlace = ["x_mm", "y_mm", "width_mm", "height_mm"];
  const kSvg = "http://www.w3.org/2000/svg";
  const speaks_vietnamese = document.documentElement.lang === "vi";
  let form, chosen = null, drag = null, timer = 0, asked = 0, undo = [];
  let changed = false;  // and not saved

  const part = selector => form.querySelector(selector);
  const drawing = () => part("svg.labelart");
  const mark = nth => drawing()?.querySelector(`[data-box="${nth}"]`);
  const control = (nth, key) => form.elements.namedItem(`b.${nth}.${key}`);
  const read = text => { const value = Number(text.trim().replace(",", ".")); return Number.isFinite(value) ? value : 0; };
  const write = value => {
    const text = String(Math.round(value * 100) / 100);
    return speaks_vietnamese ? text.replace(".", ",") : text;
  };
  const place_of = nth => {
    const [x, y, w, h] = kPlace.map(key => { const field = control(nth, key); return field ? read(field.value) : 0; });
    return { x, y, w, h };
  };
  const count = () => drawing() ? drawing().querySelectorAll(".mark").length : 0;
  const limits = () => {
    const { width, height, safe } = drawing().dataset;
    return { width: Number(width), height: Number(height), safe: Number(safe) };
  };
  const pixel = () => 1 / (drawing().getScreenCTM()?.a || 1);  // in mm
  const tell = text => { part("[data-told]").textContent = text; };

  // --- What is shown -----------------------------------------------------------------------------
  function show_mark(nth) {
    const here = mark(nth), place = place_of(nth);
    if (!here) return;
    const rect = here.querySelector("rect"), text = here.querySelector("text");
    for (const each of [rect, text]) { each.setAttribute("x", place.x); each.setAttribute("y", place.y); }
    rect.setAttribute("width", Math.max(0, place.w));
    rect.setAttribute("height", Math.max(0, place.h));
  }
  function show_grips() {
    drawing().querySelectorAll(".grip").forEach(each => each.remove());
    if (chosen === null || !mark(chosen)) return;
    const place = place_of(chosen), side = (matchMedia("(pointer:coarse)").matches ? 22 : 11) * pixel();
    for (const corner of ["nw", "ne", "sw", "se"]) {
      const grip = document.createElementNS(kSvg, "rect");
      grip.setAttribute("class", `grip ${corner}`);
      grip.setAttribute("x", place.x + (corner[1] === "e" ? place.w : 0) - side / 2);
      grip.setAttribute("y", place.y + (corner[0] === "s" ? place.h : 0) - side / 2);
      grip.setAttribute("width", side);
      grip.setAttribute("height", side);
      drawing().append(grip);
    }
  }
  function show_lines(lines) {
    drawing().querySelectorAll(".snapline").forEach(each => each.remove());
    const { width, height } = limits();
    for (const { axis, at } of lines) {
      const line = document.createElementNS(kSvg, "line");
      line.setAttribute("class", "snapline");
      for (const [name, value] of Object.entries(axis === "x" ? { x1: at, x2: at, y1: 0, y2: height } : { y1: at, y2: at, x1: 0, x2: width }))
        line.setAttribute(name, value);
      drawing().append(line);
    }
  }
  function choose(nth) {
    chosen = nth;
    for (const each of form.querySelectorAll(".part.chosen, .mark.chosen")) each.classList.remove("chosen");
    if (nth !== null) {
      mark(nth)?.classList.add("chosen");
      part(`#box-${nth}`)?.classList.add("chosen");
    }
    show_grips();
  }
  function reveal(nth) {
    const box = part(`#box-${nth}`);
    if (!box) return;
    box.open = true;
    if (matchMedia("(min-width:62rem)").matches) box.scrollIntoView({ block: "nearest" });
  }
  function show_all() {
    for (let nth = 0; nth < count(); ++nth) show_mark(nth);
    choose(chosen !== null && chosen < count() ? chosen : null);
  }

  // --- Changes -----------------------------------------------------------------------------------
  function put_place(nth, place) {
    const values = { x_mm: Math.max(0, place.x), y_mm: Math.max(0, place.y), width_mm: Math.max(0.1, place.w), height_mm: Math.max(0.1, place.h) };
    for (const key of kPlace) control(nth, key).value = write(values[key]);
    show_mark(nth);
    if (chosen === nth) show_grips();
  }
  function remember(nth, place) {
    undo.push({ nth, place });
    if (undo.length > kMostUndo) undo.shift();
  }
  function say_place(nth) {
    const { x, y, w, h } = place_of(nth), words = { x, y, w, h };
    tell(form.dataset.moved.replace("[box]", mark(nth).getAttribute("aria-label")).replace(/\[([xywh])\]/g, (all, key) => write(words[key])));
  }
  function moved(nth, before) {
    remember(nth, before);
    changed = true;
    say_place(nth);
    look_soon();
  }
  function take_back() {
    const last = undo.pop();
    if (!last || !control(last.nth, "x_mm")) return;
    put_place(last.nth, last.place);
    choose(last.nth);
    changed = true;
    say_place(last.nth);
    look_soon();
  }

  // --- Snapping ----------------------------------------------------------------------------------
  // Edges and middles that a box may come to rest on, along one axis.
  function rests(axis, nth) {
    const { width, height, safe } = limits(), length = axis === "x" ? width : height, edges = [0, safe, length - safe, length], middles = [length / 2];
    for (let other = 0; other < count(); ++other) {
      if (other === nth) continue;
      const place = place_of(other), from = place[axis], size = axis === "x" ? place.w : place.h;
      edges.push(from, from + size);
      middles.push(from + size / 2);
    }
    return { edges, middles };
  }
  // How far to go on so that one of `own` rests on one of the others; null: none is near.
  function nearest(own, others, reach) {
    let best = null;
    for (const from of own)
      for (const to of others)
        if (Math.abs(to - from) <= reach && (!best || Math.abs(to - from) < Math.abs(best.by))) best = { by: to - from, at: to };
    return best;
  }
  function snapped(nth, place, edges, loose) {
    const lines = [], reach = Math.min(1.5, kSnapPixels * pixel()), result = { ...place };
    for (const [axis, size] of [["x", "w"], ["y", "h"]]) {
      const tenth = value => Math.round(value * 10) / 10;
      const moves = edges[axis];  // "both", "from", "to" or none
      if (!moves) continue;
      const { edges: at_edges, middles } = rests(axis, nth), from = place[axis], to = from + place[size];
      let hit = loose ? null : nearest(moves === "both" ? [from, to] : moves === "from" ? [from] : [to], at_edges, reach);
      if (!hit && !loose && moves === "both") hit = nearest([from + place[size] / 2], middles, reach);
      if (hit) lines.push({ axis, at: hit.at });
      const by = hit ? hit.by : (moves === "to" ? tenth(to) - to : tenth(from) - from);
      if (moves === "to") result[size] += by;
      else result[axis] += by;
      if (moves === "from") result[size] -= by;
    }
    show_lines(lines);
    return result;
  }

  // --- Pointer and keys --------------------------------------------------------------------------
  function point(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing().getScreenCTM().inverse());
    return { x: at.x, y: at.y };
  }
  // The chosen box if the point is in it, else the smallest that it is in.
  function box_at({ x, y }) {
    let found = null, area = Infinity;
    for (let nth = 0; nth < count(); ++nth) {
      const place = place_of(nth), spare = 3 * pixel();
      if (x < place.x - spare || y < place.y - spare || x > place.x + place.w + spare || y > place.y + place.h + spare) continue;
      if (nth === chosen) return nth;
      if (place.w * place.h < area) { found = nth; area = place.w * place.h; }
    }
    return found;
  }
  function press(event) {
    if (event.button !== 0 || !event.target.closest("svg.labelart")) return;
    const grip = event.target.closest(".grip"), at = point(event), nth = grip ? chosen : box_at(at);
    if (nth === null) return choose(null);
    event.preventDefault();
    choose(nth);
    mark(nth).focus({ preventScroll: true });
    drag = { nth, at, before: place_of(nth), corner: grip ? grip.classList[1] : null, from: [event.clientX, event.clientY], goes: false };
    drawing().setPointerCapture(event.pointerId);
  }
  function pull(event) {
    if (!drag) return;
    if (!drag.goes && Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) < kDragPixels) return;
    drag.goes = true;
    const at = point(event), dx = at.x - drag.at.x, dy = at.y - drag.at.y, place = { ...drag.before }, corner = drag.corner;
    if (!corner) {
      place.x += dx;
      place.y += dy;
      return put_place(drag.nth, snapped(drag.nth, place, { x: "both", y: "both" }, event.altKey));
    }
    if (corner[1] === "e") place.w += dx;
    else { place.x += dx; place.w -= dx; }
    if (corner[0] === "s") place.h += dy;
    else { place.y += dy; place.h -= dy; }
    put_place(drag.nth, snapped(drag.nth, place, { x: corner[1] === "e" ? "to" : "from", y: corner[0] === "s" ? "to" : "from" }, event.altKey));
  }
  function release() {
    if (!drag) return;
    const { nth, before, goes } = drag;
    drag = null;
    show_lines([]);
    if (goes) moved(nth, before);
    else reveal(nth);
  }
  function nudge(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      return take_back();
    }
    const here = event.target.closest(".mark"), way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!here || (!way && event.key !== "Enter")) return;
    event.preventDefault();
    const nth = Number(here.dataset.box);
    choose(nth);
    if (!way) {
      reveal(nth);
      return part(`#box-${nth} summary`).focus();
    }
    const step = event.shiftKey ? kFineStep : kStep, before = place_of(nth), place = { ...before };
    if (event.ctrlKey || event.metaKey) { place.w += way[0] * step; place.h += way[1] * step; }
    else { place.x += way[0] * step; place.y += way[1] * step; }
    put_place(nth, place);
    moved(nth, before);
  }

  // --- The server's answer -----------------------------------------------------------------------
  function open_parts() {
    form.elements.namedItem("open").value = [...form.querySelectorAll("details.part[open]")].map(each => each.id).join(",");
  }
  async function ask(act) {
    open_parts();
    const sent = new FormData(form);
    sent.append("do", act);
    sent.delete("picture");
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected || !page.querySelector("form[data-editor]")) throw new Error("not the editor");
    return page;
  }
  function take_faults(page) {
    const theirs = new Map([...page.querySelectorAll("[data-field]")].map(each => [each.dataset.field, each]));
    for (const field of form.querySelectorAll("[data-field]")) {
      const input = field.querySelector("input:not([type=hidden]),select,textarea"), fault = theirs.get(field.dataset.field)?.querySelector(".wrong");
      field.querySelector(".wrong")?.remove();
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
      if (!fault) continue;
      field.append(fault);
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", fault.id);
    }
    for (const theirs of page.querySelectorAll("details.part[id^=box-] > summary")) {
      const own = part(`#${theirs.parentElement.id} > summary`);
      if (own) own.textContent = theirs.textContent;
    }
  }
  async function look() {
    clearTimeout(timer);
    const turn = ++asked;
    part(".lookat").classList.add("waits");
    try {
      const page = await ask("look");
      if (turn !== asked) return;
      if (drag) return look_soon();
      const focused = document.activeElement?.closest(".mark")?.dataset.box;
      const theirs = page.querySelectorAll("[data-look]");
      form.querySelectorAll("[data-look]").forEach((each, nth) => each.replaceChildren(...theirs[nth].childNodes));
      take_faults(page);
      show_all();
      if (focused !== undefined) mark(focused)?.focus({ preventScroll: true });
    } catch {
      part(".lookat").classList.remove("waits");
      tell(form.dataset.stale);
    }
  }
  function look_soon() {
    clearTimeout(timer);
    timer = setTimeout(look, kWait);
  }
  // The form has other parts now.
  async function change(act) {
    clearTimeout(timer);
    ++asked;
    try {
      const page = await ask(act);
      document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
      undo = [];
      chosen = null;
      changed = true;
      begin();
      go_to(form.dataset.goesTo);
    } catch {
      tell(form.dataset.stale);
    }
  }
  function go_to(id) {
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let each = target; each; each = each.parentElement?.closest("details")) if (each.matches("details")) each.open = true;
    target.scrollIntoView({ block: "nearest" });
    (target.querySelector(":scope > summary") ?? target).focus();
    if (/^box-\d+$/.test(id)) choose(Number(id.slice(4)));
  }

  function begin() {
    form = document.querySelector("form[data-editor]");
    if (!form) return;
    const text = part("textarea.toml");
    if (text) return begin_text(text);
    form.classList.add("live");
    part(".dragging").hidden = false;
    const sight = part("[data-look]");
    sight.addEventListener("pointerdown", press);
    // A finger on a box drags it; beside all boxes it scrolls the page.
    sight.addEventListener("touchstart", event => {
      const finger = event.touches[0];
      if (event.touches.length === 1 && event.target.closest("svg.labelart") && box_at(point(finger)) !== null) event.preventDefault();
    }, { passive: false });
    sight.addEventListener("pointermove", pull);
    sight.addEventListener("pointerup", release);
    sight.addEventListener("pointercancel", release);
    sight.addEventListener("keydown", nudge);
    sight.addEventListener("dragstart", event => event.preventDefault());
    sight.addEventListener("click", event => { if (event.target.closest(".mark")) event.preventDefault(); });
    sight.addEventListener("focusin", event => { const here = event.target.closest(".mark"); if (here && !drag) choose(Number(here.dataset.box)); });
    form.addEventListener("focusin", event => { const box = event.target.closest(".part[id^=box-]"); if (box) choose(Number(box.id.slice(4))); });
    form.addEventListener("input", typed);
    form.addEventListener("click", event => {
      const link = event.target.closest("a[href^='#c-'],a[href='#fields'],.fault a[href^='#']");
      if (!link) return;
      event.preventDefault();
      go_to(link.getAttribute("href").slice(1));
    });
    form.addEventListener("submit", sent);
    show_all();
  }
  function begin_text(text) {
    form.addEventListener("submit", sent);
    form.addEventListener("input", () => { changed = true; });
    if (!text.dataset.row) return;
    const lines = text.value.split("\n"), row = Number(text.dataset.row), start = lines.slice(0, row - 1).join("\n").length + (row > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[row - 1] ?? "").length);
  }
  function typed(event) {
    const { name } = event.target, place = /^b\.(\d+)\.(?:x|y|width|height)_mm$/.exec(name);
    if (/^(?:picture|style_name|add_kind|template_id|over)/.test(name)) return;
    if (!name.startsWith("look_")) changed = true;
    if (/\.kind$|^r\.languages/.test(name)) return change("look");
    if (place) {
      show_mark(Number(place[1]));
      show_grips();
    }
    look_soon();
  }
  function sent(event) {
    const act = event.submitter?.value ?? "look";
    open_parts();
    if (act === "save" || act === "picture") {
      changed = false;
      return;
    }
    event.preventDefault();
    if (act === "look" && !part("textarea.toml")) look();
    else change(act);
  }

  addEventListener("beforeunload", event => { if (changed) event.preventDefault(); });
  begin();
})();
