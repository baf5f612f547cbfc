// Altered labels: the same seed, the same alterations.
const replaceAt = (text, at, by, length = 1) => text.slice(0, at) + by + text.slice(at + length);
const start = (text) => text.indexOf('/', 8) + 1;

const mutations = (below) => [
  (t) => t,
  (t) => replaceAt(t, start(t) + below(187), String(below(10))),
  (t) => replaceAt(t, below(t.length), String(below(10))),
  (t) => replaceAt(t, below(t.length), String.fromCharCode(below(256))),
  (t) => t.slice(0, below(t.length) + 1),
  (t) => t.slice(below(t.length)),
  (t) => { const at = below(t.length); return replaceAt(t, at, ''); },
  (t) => replaceAt(t, below(t.length), String.fromCharCode(below(256)), 0),
  (t) => { const at = below(t.length - 1); return replaceAt(t, at, t[at + 1] + t[at], 2); },
  (t, other) => replaceAt(t, start(t), other.slice(start(other), start(other) + 187), 187),
  (t, other) => t.slice(0, start(t) + 187) + other.slice(start(other) + 187),
  (t) => replaceAt(t, start(t), '', 188),
  (t) => t.replace(/[a-z]/g, (c) => c.toUpperCase()),
  (t) => `${t}/21/${String(below(100)).padStart(7, '0')}`,
  (t) => t.replace(/\/21\/.*/, ''),
  (t) => `${t}?${'q'.repeat(below(300))}`,
  (t) => ` \xc2\xa0${t.replace('https', 'HTTP')}/#x\xef\xbb\xbf`.replace('\xef\xbb\xbf', below(2) ? '\xef\xbb\xbf' : ''),
  (t) => replaceAt(t, start(t) + 17 * below(11), String(72057594037927936n + BigInt(below(9))), 17),
  (t) => t.replace('://', ['://a@', '://', ':/', '://xn--', '://-'][below(5)]),
  (t) => t.replace('.example', ['.example:443', '.example.', '..example', '.EXAMPLE', '.other'][below(5)]),
  () => [...Array(below(14))].map(() => '0123456789ABCDEFGHJKMNPQRSTVWXYZOIL- '[below(37)]).join(''),
];

export const oneLine = (text) => text.replace(/[\n\r]/g, '\t');

// `below(limit)`: xorshift32 of the seed. `makeMutated`: `count` texts made of the labels.
export function mutated(seed) {
  let state = Number(seed) >>> 0 || 1;
  const below = (limit) => {
    state ^= state << 13; state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5; state >>>= 0;
    return state % limit;
  };
  const all = mutations(below);
  const makeMutated = (labels, count) => {
    const texts = [];
    for (let i = 0; i < count; i += 1) {
      let text = labels[below(labels.length)];
      for (let times = 1 + below(2); times > 0 && text.length > 1; times -= 1) {
        text = all[below(all.length)](text, labels[below(labels.length)]);
      }
      texts.push(oneLine(text));
    }
    return texts;
  };
  return { below, makeMutated };
}
