// This reader and `temgoc-verify` on the same bundle: every label of it, altered labels, altered bundles, deltas, witnesses, other days.
// node bundles.mjs <temgoc-verify> [<labels> [<altered bundles>]]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundleRealm, verifierKey } from './bundle_realm.mjs';
import { mutated, oneLine } from './mutations.mjs';
import { Bundle } from '../../web/inspect/reader/bundle.mjs';
import { openWitness } from '../../web/inspect/reader/merkle.mjs';
import { openRoots } from '../../web/inspect/reader/trust.mjs';
import { judge, knowledgeOf, verdictJson } from '../../web/inspect/reader/verdict.mjs';
import { Speaker } from '../../web/inspect/reader/words.mjs';

const speakers = Object.fromEntries(['vi', 'en'].map((language) => [language,
  new Speaker(JSON.parse(readFileSync(new URL(`../../words/${language}.json`, import.meta.url), 'utf8')))]));
const [program, labelCount = '100000', bundleCount = '400'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'temgoc-js-'));
const file = (name, content) => { const path = join(folder, name); writeFileSync(path, content); return path; };
let differences = 0;
const met = {};

function differ(what, ours, theirs) {
  differences += 1;
  if (differences <= 12) console.error(`${what}\n  reader  ${ours}\n  program ${theirs}`);
}

const sorted = (value) => (Array.isArray(value) ? value.map(sorted) : typeof value !== 'object' || value === null ? value
  : Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])])));

function ask(files, texts, more) {
  const done = spawnSync(program, ['--roots', files.roots, '--bundle', files.bundle, ...more, '-'],
    { input: Buffer.from(`${texts.join('\n')}\n`, 'latin1'), maxBuffer: 1 << 30, env: { ...process.env, TEMGOC_LANG: 'en' } });
  if (done.error && done.error.code !== 'EPIPE') throw done.error;  // who refuses the bundle reads no label
  return done.stdout.toString('utf8').trimEnd().split('\n');
}

const run = (files, texts, more = []) => ask(files, texts, ['--json', ...more]).map((line) => JSON.parse(line));

// Everything that `temgoc-verify --json` says, but its words and what only several realms tell.
function bare({ ok: _ok, headline: _headline, also_claimed_by: _realms, ...rest }) { return JSON.stringify(sorted(rest)); }

async function compare(what, realm, texts, { at = null, witnesses = [] } = {}) {
  const files = { roots: file('roots', realm.roots), bundle: file('bundle', realm.file) };
  const more = at === null ? [] : ['--at', at];
  for (const witness of witnesses) more.push('--witness', file('witness', `${witness}\n`));
  const now = Date.now();
  const theirs = run(files, texts, more);
  const said = Object.fromEntries(['vi', 'en'].map((language) => [language, ask(files, texts, ['--lang', language, ...more])]));
  const bundle = await Bundle.open(realm.file, await openRoots(realm.roots));
  const known = await knowledgeOf({ trust: bundle.trust, bundle, witnesses: await Promise.all(witnesses.map(openWitness)), now });
  const today = at ?? new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);
  for (const [i, text] of texts.entries()) {
    const verdict = await judge(text, known, { today, now });
    const ours = verdictJson(verdict);
    met[ours.verdict] = (met[ours.verdict] ?? 0) + 1;
    const [mine, other] = [bare(ours), theirs[i] ? bare(theirs[i]) : 'nothing'];
    if (mine !== other) differ(`${what}: ${JSON.stringify(text)}`, mine, other);
    for (const [language, speaker] of Object.entries(speakers)) {
      const line = speaker.line(verdict);
      if (line !== said[language][i]) differ(`${what}, in ${language}: ${JSON.stringify(text)}`, line, said[language][i]);
    }
  }
}

async function refusal(work) {
  try { await work(); return 'opened'; } catch (error) { return error.code ?? String(error); }
}

// One byte of the file is another, or some are missing, or two parts change places.
function alteredFile(bytes, below) {
  const altered = Uint8Array.from(bytes);
  const at = below(3) ? below(Math.min(bytes.length, 12_000)) : below(bytes.length);
  if (below(5) === 0) return altered.subarray(0, at);
  if (below(6) === 0) return Uint8Array.from([...altered, 0]);
  altered[at] ^= 1 << below(8);
  return altered;
}

async function compareAltered(realm, count, below) {
  const files = { roots: file('roots', realm.roots) };
  const roots = await openRoots(realm.roots);
  const codes = {};
  for (let i = 0; i < count; i += 1) {
    const altered = alteredFile(realm.file, below);
    const [answer] = run({ ...files, bundle: file('altered', altered) }, [realm.labels[0]]);
    const theirs = answer.ok === false ? answer.error.code : 'opened';
    const ours = await refusal(() => Bundle.open(altered, roots));
    codes[ours] = (codes[ours] ?? 0) + 1;
    if ((ours === 'opened') !== (theirs === 'opened')) differ(`altered bundle ${i}`, ours, theirs);
  }
  console.log(`${count} altered bundles: ${JSON.stringify(codes)}`);
}

const { below, makeMutated } = mutated(1);
const realm = await makeBundleRealm(Date.now(), { lots: 60 });
try {
  await compare('fresh', realm, realm.labels.map(oneLine));
  await compare('altered labels', realm, makeMutated(realm.labels, Number(labelCount)));
  const some = realm.labels.filter((each, i) => i % 3 === 0).map(oneLine);
  await compare('in grace', await makeBundleRealm(Date.now(), { lots: 25, madeAgo: 10 }), some);
  for (const [what, options] of Object.entries({
    'in grace': { madeAgo: 10 }, stale: { madeAgo: 20 }, 'list expired': { madeAgo: 100 }, 'two years old': { madeAgo: 730 },
    'from the future': { madeAgo: -3 }, 'some months left out': { listedFrom: '2026-03' } })) {
    const other = await makeBundleRealm(Date.now(), { lots: 25, seed: 2, ...options });
    await compare(what, other, other.labels.map(oneLine));
  }
  await compare('another day', realm, some, { at: '2028-03-01' });
  await compare('a day long before', realm, some, { at: '2026-01-01' });
  await compare('witnessed', realm, some, { witnesses: [verifierKey(realm.witness)] });
  const stranger = { name: 'la.example', key: realm.bundleKey };
  await compare('not witnessed', realm, some, { witnesses: [verifierKey(stranger)] });
  await compareAltered(realm, Number(bundleCount), below);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${differences} differences; ${JSON.stringify(met)}`);
const missing = ['forged', 'unknown', 'recalled', 'wrong_site', 'void', 'expired', 'unsealed', 'cannot_check', 'valid'].filter((each) => !met[each]);
if (missing.length > 0) console.error(`no label was ${missing}`);
process.exit(differences === 0 && missing.length === 0 ? 0 : 1);
