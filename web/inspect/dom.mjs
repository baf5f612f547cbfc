// Elements from values. Texts are always texts: nothing that a label or a server says becomes markup.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'disabled') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  add(element, children);
  return element;
}

export function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== '') element.append(child);
  }
}

export function fill(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

let icons = {};
export async function loadIcons() { icons = await (await fetch('icons.json')).json(); }
// The signs are files of this page, parsed apart.
export function icon(name) {
  const parsed = new DOMParser().parseFromString(icons[name] ?? '', 'text/html').querySelector('svg');
  return parsed === null ? '' : document.importNode(parsed, true);
}

export const button = (text, onclick, kind = '') => h('button', { type: 'button', class: kind, onclick }, text);
export const rows = (pairs) => h('dl', {}, pairs.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
