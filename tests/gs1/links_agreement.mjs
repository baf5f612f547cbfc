// A second reader of GS1 Digital Links, made from GS1's syntax dictionary and the standard's rules alone, and ours on the same links;
// every difference is named. Which AIs may stand together in a query is no matter of reading, but for a signature (AI 8030).
// node links_agreement.mjs <gs1_links> <dictionary> [<count> [<seed>]]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [program, dictionaryFile, count = '20000', seed = '1'] = process.argv.slice(2);

// The dictionary: of each AI its parts, whether it may be an attribute, and the sequences of its qualifiers.
const dictionary = new Map();
for (const line of readFileSync(dictionaryFile, 'utf8').split('\n')) {
  const found = /^(\d+)(?:-(\d+))?\s+(?:([^\sNXYZ[]+)\s+)?([NXYZ[].*?)\s*(?:#.*)?$/.exec(line);
  if (!found) continue;
  const [, first, last = first, flags = '', rest] = found;
  const words = rest.split(/\s+/);
  const parts = words.filter((word) => /^\[?[NXYZ](\.\.)?\d/.test(word)).map((word) => {
    const [, optional, set, variable, size, linters] = /^(\[?)([NXYZ])(\.\.)?(\d+)\]?((?:,.*)?)$/.exec(word);
    return { optional: optional !== '', set, least: variable ? 1 : Number(size), most: Number(size), linters: linters.split(',').slice(1) };
  });
  const pick = (name) => words.filter((word) => word === name || word.startsWith(`${name}=`)).map((word) => word.slice(name.length + 1));
  const [key] = pick('dlpkey');
  const entry = {
    parts, attribute: flags.includes('?'), key: key !== undefined, requires: pick('req'),
    sequences: key ? key.split('|').map((sequence) => sequence.split(',')) : [] };
  for (let ai = Number(first); ai <= Number(last); ai += 1) dictionary.set(String(ai).padStart(first.length, '0'), entry);
}
if (dictionary.size < 400) throw new Error('the dictionary was not understood');

const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const sets = { N: '0123456789', X: set82, Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Z: '-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz' };

// GS1 General Specifications, 7.9.1: weights 3 and 1 from the right.
const checkDigit = (digits) => String((10 - [...digits].reverse().reduce((sum, d, i) => sum + Number(d) * (i % 2 ? 1 : 3), 0) % 10) % 10);
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];
function checkPair(content) {
  const sum = [...content].reduce((total, c, i) => total + set82.indexOf(c) * primes[content.length - 1 - i], 0) % 1021;
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return signs[Math.floor(sum / 32)] + signs[sum % 32];
}
const isDate = (year, month, day) => {
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return month !== '00' && date.getUTCFullYear() === Number(year) && date.getUTCMonth() === Number(month) - 1
    && date.getUTCDate() === Number(day);
};
const cut = (text, ...sizes) => { let at = 0; return sizes.map((size) => text.slice(at, (at += size))); };
const below = (limit) => (text) => Number(text) < limit;
const linters = {
  csum: (t) => checkDigit(t.slice(0, -1)) === t.at(-1),
  csumalpha: (t) => t.length > 2 && t.length <= 25 && checkPair(t.slice(0, -2)) === t.slice(-2),
  gcppos1: (t) => /^\d{4}/.test(t),
  gcppos2: (t) => /^.\d{4}/.test(t),
  yymmdd: (t) => isDate(...cut(`20${t}`, 4, 2, 2)),
  yymmd0: (t) => isDate(...cut(`20${t.replace(/00$/, '01')}`, 4, 2, 2)),
  yyyymmdd: (t) => isDate(...cut(t, 4, 2, 2)),
  hh: below(24), mi: below(60), ss: below(60),
  hhmi: (t) => below(24)(t.slice(0, 2)) && below(60)(t.slice(2)),
  nonzero: (t) => /[^0]/.test(t), zero: (t) => /^0*$/.test(t), nozeroprefix: (t) => /^(0|[^0].*)$/.test(t),
  yesno: (t) => /^[01]$/.test(t), winding: (t) => /^[019]$/.test(t), hyphen: (t) => /^-+$/.test(t), iso5218: (t) => /^[0129]$/.test(t),
  hasnondigit: (t) => /\D/.test(t), iso3166alpha2: (t) => /^[A-Z]{2}$/.test(t), importeridx: (t) => /^[-_0-9A-Za-z]$/.test(t),
  mediatype: (t) => /^(0[1-9]|10|[89]\d)$/.test(t),
  latitude: (t) => BigInt(t) <= 1800000000n, longitude: (t) => BigInt(t) <= 3600000000n,
  pieceoftotal: (t) => t.slice(0, 2) !== '00' && t.slice(0, 2) <= t.slice(2),
  posinseqslash: (t) => {
    const found = /^([1-9]\d*)\/([1-9]\d*)$/.exec(t);
    return found !== null && BigInt(found[1]) <= BigInt(found[2]);
  },
  pcenc: (t) => !/%(?![0-9A-Fa-f]{2})/.test(t),
  iban: (t) => /^[A-Z]{2}\d\d[A-Z0-9]+$/.test(t)
    && BigInt([...t.slice(4), ...t.slice(0, 4)].map((c) => parseInt(c, 36)).join('')) % 97n === 1n,
};

function isValue(ai, value) {
  const entry = dictionary.get(ai);
  if (!entry) return false;
  let rest = value;
  for (const part of entry.parts) {
    const text = rest.slice(0, part.most);
    rest = rest.slice(text.length);
    if (text === '' && part.optional) continue;
    if (text.length < part.least || [...text].some((c) => !sets[part.set].includes(c))) return false;
    if (part.linters.some((name) => linters[name] && !linters[name](text))) return false;
  }
  return rest === '';
}

const decoded = (text) => (/%(?![0-9A-Fa-f]{2})/.test(text) ? null
  : text.replace(/%(..)/g, (_, digits) => String.fromCharCode(parseInt(digits, 16))));
const isInOrder = (sequence, ais) => {
  const places = ais.map((ai) => sequence.indexOf(ai));
  return places.every((place, i) => place >= 0 && (i === 0 || places[i - 1] < place));
};

// What the link says, as JSON; "no key" where it is somebody else's path, "refused" otherwise.
function read(link) {
  const [path, query = ''] = link.split('\t');
  const segments = path.replace(/^\//, '').replace(/\/$/, '').split('/');
  if (!segments.some((segment) => dictionary.get(segment)?.key)) return 'no key';
  const at = segments.findLastIndex((segment, i) => (segments.length - i) % 2 === 0 && dictionary.get(segment)?.key);
  if (at < 0) return 'refused';
  const pairs = [];
  for (let i = at; i < segments.length; i += 2) pairs.push([segments[i], decoded(segments[i + 1])]);
  if (pairs.some(([ai, value]) => value === null || !isValue(ai, value))) return 'refused';
  const [[key], ...qualifiers] = pairs;
  const { sequences } = dictionary.get(key);
  if (qualifiers.length && !sequences.some((sequence) => isInOrder(sequence, qualifiers.map(([ai]) => ai)))) return 'refused';
  const attributes = query.split('&').filter((pair) => /^\d+(=|$)/.test(pair))
    .map((pair) => [pair.split('=', 1)[0], decoded(pair.slice(pair.split('=', 1)[0].length + 1))]);
  const met = new Set(pairs.map(([ai]) => ai));
  for (const [ai, value] of attributes) {
    if (value === null || !isValue(ai, value) || met.has(ai) || sequences.flat().includes(ai) || !dictionary.get(ai).attribute) return 'refused';
    met.add(ai);
  }
  if (attributes.some(([ai]) => ai === '8030')) {
    const inPath = new Set(pairs.map(([ai]) => ai));
    const stands = dictionary.get('8030').requires[0].split(',').some((all) => all.split('+').every((ai) => inPath.has(ai)));
    if (!stands) return 'refused';
  }
  return JSON.stringify([pairs, attributes]);
}

// Links: values of the dictionary's forms, most of them good, then altered.
let state = Number(seed) * 2654435761 >>> 0 || 1;
function chance(limit) {
  state ^= state << 13; state >>>= 0;
  state ^= state >>> 17;
  state ^= state << 5; state >>>= 0;
  return state % limit;
}
const one = (list) => list[chance(list.length)];
const text = (set, size) => Array.from({ length: size }, () => one(set)).join('');
const usual = {
  yymmdd: () => `2${chance(10)}${one(['01', '02', '12'])}${one(['01', '28', '29', '30', '31'])}`,
  yymmd0: () => `26${one(['02', '11', '00', '13'])}${one(['00', '01', '29', '31'])}`,
  yyyymmdd: () => `${one(['1900', '2000', '2026', '0000'])}${one(['02', '04'])}${one(['28', '29', '30', '31'])}`,
  hh: () => one(['00', '23', '24']), mi: () => one(['00', '59', '60']), ss: () => one(['00', '59', '60']),
  hhmi: () => one(['0000', '2359', '2400', '1260']), pieceoftotal: () => one(['0102', '0202', '0302', '0002', '9999']),
  posinseqslash: () => one(['1/3', '3/3', '4/3', '01/3', '1/', '12/1200', '/1']), hyphen: () => '-', iso3166alpha2: () => one(['VN', 'vn', 'V1']),
  latitude: () => one(['1800000000', '1800000001', '0900000000']), longitude: () => one(['3600000000', '3600000001', '0900000000']),
  iban: () => one(['GB29NWBK60161331926819', 'GB28NWBK60161331926819', 'DE89370400440532013000']),
};
function partValue(part) {
  if (part.optional && chance(2)) return '';
  for (const name of part.linters) if (usual[name]) return usual[name]();
  const size = part.least + chance(Math.min(part.most, 24) - Math.min(part.least, 24) + 1);
  let made = text(part.set === 'X' && chance(2) ? 'ABC0123-./%' : sets[part.set], Math.max(size, part.least));
  if (part.linters.some((name) => name.startsWith('gcppos')) && part.set !== 'N') made = `9521${made}`.slice(0, part.most);
  if (part.linters.includes('csum')) made = made.slice(0, -1) + checkDigit(made.slice(0, -1));
  if (part.linters.includes('csumalpha') && made.length > 2) made = made.slice(0, -2) + checkPair(made.slice(0, Math.min(made.length - 2, 23)));
  if (part.linters.includes('zero')) made = '0'.repeat(made.length);
  return made;
}
const valueOf = (ai) => dictionary.get(ai).parts.map(partValue).join('');
const encoded = (value) => [...value].map((c) => (/[-.\w~!'()*:,;=@+$]/.test(c) ? c : `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`)).join('');
const ais = [...dictionary.keys()];
const keys = ais.filter((ai) => dictionary.get(ai).key);
function makeLink() {
  const key = chance(2) ? '01' : one(keys);
  const sequence = one(dictionary.get(key).sequences) ?? [];
  const inPath = [key, ...sequence.filter(() => chance(2))];
  if (!chance(12)) inPath.splice(1 + chance(inPath.length), 0, one(ais));
  if (!chance(6)) inPath.push(...inPath.splice(1).reverse());
  const path = `${one(['', '', '/a/b', '/01'])}/${inPath.map((ai) => `${ai}/${encoded(valueOf(ai))}`).join('/')}${chance(8) ? '' : '/'}`;
  const query = Array.from({ length: chance(3) }, () => {
    const ai = !chance(6) ? '8030' : one(ais);
    return chance(8) ? `${ai}=${encoded(valueOf(ai))}` : one(['linkType=all', '', 'a', '10', '1=', `${ai}`]);
  });
  return path + (query.length ? `\t${query.join('&')}` : '');
}
function altered(link) {
  const at = chance(link.length);
  switch (chance(6)) {
    case 0: return link.slice(0, at) + one('0123456789/%&=?aZ~') + link.slice(at + 1);
    case 1: return link.slice(0, at) + link.slice(at + 1);
    case 2: return link.slice(0, at) + one(['/', '//', '%2F', '%', '1']) + link.slice(at);
    default: return link;
  }
}

// What is written as an EPC's binary is read by other rules.
const isBinary = (link) => /(^|\/)e[hx][^/\t]*\/?(\t|$)/.test(link);
const links = Array.from({ length: Number(count) }, () => altered(makeLink()).replace(/[\n\r]/g, ' '))
  .filter((link) => !isBinary(link));
const run = spawnSync(program, [], { input: Buffer.from(`${links.join('\n')}\n`, 'latin1'), maxBuffer: 1 << 30 });
if (run.error || run.status !== 0) throw new Error(`gs1_links: ${run.error ?? run.stderr}`);
const theirs = run.stdout.toString('latin1').split('\n').slice(0, -1);
let differences = theirs.length === links.length ? 0 : 1;
const met = { read: 0, refused: 0, 'no key': 0 };
for (const [i, link] of links.entries()) {
  const ours = read(link);
  met[ours.startsWith('[') ? 'read' : ours] += 1;
  if (ours === theirs[i]) continue;
  differences += 1;
  if (differences <= 12) console.error(`${JSON.stringify(link)}\n  rules   ${ours}\n  program ${theirs[i]}`);
}
console.log(`${links.length} links, ${differences} differences; ${JSON.stringify(met)}`);
process.exit(differences === 0 && met.read * 5 > links.length && met.refused * 5 > links.length ? 0 : 1);
