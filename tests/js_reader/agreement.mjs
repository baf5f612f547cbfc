// This reader and `temgoc-verify` on the same altered labels, one a line; every difference is named.
// node agreement.mjs <temgoc-verify> [<count> [<seed>]]
import './node_engine.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRealm } from './realm.mjs';
import { openRoots, openTrust } from '../../web/inspect/reader/trust.mjs';
import { judge } from '../../web/inspect/reader/verdict.mjs';

const [program, count = '100000', seed = '1'] = process.argv.slice(2);

// xorshift32: the same seed, the same alterations.
let state = Number(seed) >>> 0 || 1;
function below(limit) {
  state ^= state << 13; state >>>= 0;
  state ^= state >>> 17;
  state ^= state << 5; state >>>= 0;
  return state % limit;
}

const replaceAt = (text, at, by, length = 1) => text.slice(0, at) + by + text.slice(at + length);
const start = (text) => text.indexOf('/', 8) + 1;
const anyByte = () => String.fromCharCode(below(256));

const kMutations = [
  (t) => t,
  (t) => replaceAt(t, start(t) + below(187), String(below(10))),
  (t) => replaceAt(t, below(t.length), String(below(10))),
  (t) => replaceAt(t, below(t.length), anyByte()),
  (t) => t.slice(0, below(t.length) + 1),
  (t) => t.slice(below(t.length)),
  (t) => { const at = below(t.length); return replaceAt(t, at, ''); },
  (t) => replaceAt(t, below(t.length), anyByte(), 0),
  (t) => { const at = below(t.length - 1); return replaceAt(t, at, t[at + 1] + t[at], 2); },
  (t, other) => replaceAt(t, start(t), other.slice(start(other), start(other) + 187), 187),
  (t, other) => t.slice(0, start(t) + 187) + other.slice(start(other) + 187),
  (t) => replaceAt(t, start(t), '', 188),
  (t) => t.toUpperCase(),
  (t) => `${t}/21/${String(below(100)).padStart(7, '0')}`,
  (t) => t.replace(/\/21\/.*/, ''),
  (t) => `${t}?${'q'.repeat(below(300))}`,
  (t) => ` \xc2\xa0${t.replace('https', 'HTTP')}/#x\xef\xbb\xbf`.replace('\xef\xbb\xbf', below(2) ? '\xef\xbb\xbf' : ''),
  (t) => replaceAt(t, start(t) + 17 * below(11), String(72057594037927936n + BigInt(below(9))), 17),
  (t) => t.replace('://', ['://a@', '://', ':/', '://xn--', '://-'][below(5)]),
  (t) => t.replace('.example', ['.example:443', '.example.', '..example', '.EXAMPLE', '.other'][below(5)]),
  () => [...Array(below(14))].map(() => '0123456789ABCDEFGHJKMNPQRSTVWXYZOIL- '[below(37)]).join(''),
];

const oneLine = (text) => text.replace(/[\n\r]/g, '\t');

function makeTexts(labels) {
  const texts = [];
  for (let i = 0; i < Number(count); i += 1) {
    let text = labels[below(labels.length)];
    for (let times = 1 + below(2); times > 0 && text.length > 1; times -= 1) {
      text = kMutations[below(kMutations.length)](text, labels[below(labels.length)]);
    }
    texts.push(oneLine(text));
  }
  return texts;
}

function askProgram(folder, realm, texts, today) {
  writeFileSync(join(folder, 'roots'), realm.roots);
  writeFileSync(join(folder, 'trust'), realm.trust);
  const run = spawnSync(program, ['--roots', join(folder, 'roots'), '--trust', join(folder, 'trust'), '--at', today, '--json', '-'],
    { input: Buffer.from(`${texts.join('\n')}\n`, 'latin1'), maxBuffer: 1 << 30 });
  if (run.error || run.stderr.length > 0) throw new Error(`temgoc-verify: ${run.error ?? run.stderr}`);
  return run.stdout.toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
}

const brief = (v) => JSON.stringify([v.verdict, v.reason, v.also.map(({ verdict, reason }) => [verdict, reason]), v.basis, v.realm, v.checks]);

const now = Date.now();
const today = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);
const realm = await makeRealm(now, 40, Number(seed) % 2 ? 'own' : 'none');  // lists of either version
const texts = makeTexts(realm.labels);
const folder = mkdtempSync(join(tmpdir(), 'temgoc-js-'));
let theirs;
try { theirs = askProgram(folder, realm, texts, today); } finally { rmSync(folder, { recursive: true }); }

const trust = await openTrust(realm.trust, await openRoots(realm.roots));
const met = {};
let differences = theirs.length === texts.length ? 0 : 1;
for (const [i, text] of texts.entries()) {
  const ours = await judge(text, trust, { today, now });
  met[ours.verdict] = (met[ours.verdict] ?? 0) + 1;
  if (brief(ours) === brief(theirs[i] ?? { also: [] })) continue;
  differences += 1;
  if (differences <= 10) console.error(`${JSON.stringify(text)}\n  reader  ${brief(ours)}\n  program ${brief(theirs[i])}`);
}
console.log(`${texts.length} texts, ${differences} differences; ${JSON.stringify(met)}`);
process.exit(differences === 0 && (met.valid ?? 0) > 0 && (met.forged ?? 0) > 0 && (met.void ?? 0) > 0 ? 0 : 1);
