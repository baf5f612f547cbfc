// This reader and `temgoc-verify` on bundles that `temgoc bundle build` made: the first, the second, and the second out of the first and a delta.
// node real_bundle.mjs <temgoc-verify> <folder>     the folder: roots, texts (one a line), first.bundle, second.bundle, second.delta
import './node_engine.mjs';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromUtf8 } from '../../web/inspect/reader/bytes.mjs';
import { applyDelta } from '../../web/inspect/reader/bundle_file.mjs';
import { Bundle } from '../../web/inspect/reader/bundle.mjs';
import { openRoots } from '../../web/inspect/reader/trust.mjs';
import { judge, knowledgeOf, verdictJson, vietnamDay } from '../../web/inspect/reader/verdict.mjs';

const [program, folder] = process.argv.slice(2);
const file = (name) => new Uint8Array(readFileSync(join(folder, name)));
const roots = await openRoots(readFileSync(join(folder, 'roots'), 'utf8'));
const texts = readFileSync(join(folder, 'texts'), 'utf8').trim().split('\n');
let differences = 0;
const met = {};

const sorted = (value) => (Array.isArray(value) ? value.map(sorted) : typeof value !== 'object' || value === null ? value
  : Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])])));
const bare = ({ ok: _ok, headline: _headline, also_claimed_by: _realms, ...rest }) => JSON.stringify(sorted(rest));

writeFileSync(join(folder, 'applied.bundle'), await applyDelta(file('first.bundle'), file('second.delta'), roots));
for (const name of ['first', 'second', 'applied']) {
  const now = Date.now();
  const run = spawnSync(program, ['--json', '--roots', join(folder, 'roots'), '--bundle', join(folder, `${name}.bundle`), '-'], { input: `${texts.join('\n')}\n` });
  const theirs = run.stdout.toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  const bundle = await Bundle.open(file(`${name}.bundle`), roots);
  const known = await knowledgeOf({ trust: bundle.trust, bundle, now });
  for (const [i, text] of texts.entries()) {
    const ours = verdictJson(await judge(fromUtf8(text), known, { now, today: vietnamDay(now) }));
    met[ours.verdict] = (met[ours.verdict] ?? 0) + 1;
    if (bare(ours) === bare(theirs[i] ?? {})) continue;
    differences += 1;
    console.error(`${name}: ${text.slice(0, 60)}\n  reader  ${bare(ours)}\n  program ${bare(theirs[i] ?? {})}`);
  }
}
const same = (await Bundle.open(file('applied.bundle'), roots)).digest === (await Bundle.open(file('second.bundle'), roots)).digest;
if (!same) { differences += 1; console.error('the delta makes another bundle'); }
console.log(`${texts.length} labels by three bundles, ${differences} differences; ${JSON.stringify(met)}`);
const missing = ['valid', 'recalled', 'void', 'unknown', 'unsealed', 'expired', 'wrong_site', 'cannot_check'].filter((each) => !met[each]);
if (missing.length > 0) console.error(`no label was ${missing}`);
process.exit(differences === 0 && missing.length === 0 ? 0 : 1);
