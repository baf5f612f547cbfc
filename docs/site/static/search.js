// Searches the documentation, with no server. Who leaves the marks out finds Vietnamese words all the same: "ca dua" finds "cá dứa".
"use strict";

// One letter for each letter, so that places stay the same.
function folded(text) {
  return Array.from({length: text.length}, (_, i) => text[i].normalize("NFD")[0].toLowerCase()).join("").replace(/đ/g, "d");
}

const isWordPart = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

// Where a word of the text begins with the phrase; -1 for nowhere.
function placeOf(text, phrase) {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1))
    if (!isWordPart(text[at - 1])) return at;
  return -1;
}

// As a whole, at the end of a word too: "ca dua" is nearer to "cá dứa" than to "cá đuanh".
function isWhole(text, phrase, at) {
  return !isWordPart(text[at + phrase.length]);
}

// How well a text answers, and where. The whole phrase goes before its words, the marks as typed before others.
function match(text, query) {
  const plain = folded(text);
  const phrase = folded(query);
  const at = placeOf(plain, phrase);
  if (at >= 0) {
    const typed = query.toLowerCase();
    const hasItsMarks = typed !== phrase && text.toLowerCase().startsWith(typed, at);
    return {points: 20 + (isWhole(plain, phrase, at) ? 10 : 0) + (hasItsMarks ? 5 : 0), at, length: phrase.length};
  }
  const words = phrase.split(/\s+/);
  const places = words.map((word) => placeOf(plain, word));
  if (words.length < 2 || places.some((place) => place < 0)) return null;
  return {points: 1 + (Math.max(...places) - Math.min(...places) < 200 ? 4 : 0), at: Math.min(...places), length: 0};
}

// What answers the query, the best first: page, address, heading, text, and where in the text.
function findIn(pages, query) {
  query = query.normalize("NFC").trim().replace(/\s+/g, " ");
  if (query === "") return [];
  const found = [];
  for (const [title, address, sections] of pages) {
    for (const [heading, anchor, text] of sections) {
      const inHeading = match(heading, query);
      const inText = match(text, query);
      if (!inHeading && !inText) continue;
      const points = (inHeading ? 3 * inHeading.points : 0) + (heading === title && inHeading ? 20 : 0) + (inText ? inText.points : 0);
      found.push({title, heading, address: `${address}#${anchor}`, text, place: inText, points});
    }
  }
  return found.sort((a, b) => b.points - a.points);
}

// Some words before the place and after it.
function excerpt(text, place) {
  const at = place ? place.at : 0;
  const from = at < 60 ? 0 : text.indexOf(" ", at - 60) + 1;
  return {before: (from > 0 ? "… " : "") + text.slice(from, at), hit: text.slice(at, at + (place ? place.length : 0)),
          after: text.slice(at + (place ? place.length : 0), at + 160) + (at + 160 < text.length ? " …" : "")};
}

// The browser goes on to the words themselves and marks them, where it can; else to the heading.
function addressOf({address, text, place}) {
  if (!place || place.length === 0) return address;
  const words = encodeURIComponent(text.slice(place.at, place.at + place.length)).replace(/-/g, "%2D");
  return `${address}:~:text=${words}`;
}

function show(found, query, list, count) {
  const shown = found.slice(0, 40);
  count.textContent = query === "" ? "" : `${query}: ${found.length}`;
  for (const one of shown) {
    const {title, heading, text, place} = one;
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = addressOf(one);
    link.textContent = heading === title ? title : `${title} › ${heading}`;
    const words = document.createElement("p");
    const {before, hit, after} = excerpt(text, place);
    const mark = document.createElement("mark");
    mark.textContent = hit;
    words.append(before, mark, after);
    entry.append(link, words);
    list.append(entry);
  }
}

if (typeof document !== "undefined") {
  const query = new URLSearchParams(location.search).get("q") ?? "";
  document.querySelectorAll("input[name=q]").forEach((field) => { field.value = query; });
  show(findIn(searchPages, query), query, document.getElementById("found"), document.getElementById("found-count"));
}
if (typeof module !== "undefined") module.exports = {folded, findIn, excerpt, addressOf};
