// This reader and `temgoc-verify` on the same altered labels, one a line; every difference is named.
// node agreement.mjs <temgoc-verify> [<count> [<seed>]]
import './node_engine.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutated } from './mutations.mjs';
import { makeRealm } from './realm.mjs';
import { openRoots, openTrust } from '../../web/inspect/reader/trust.mjs';
import { judge } from '../../web/inspect/reader/verdict.mjs';

const [program, count = '100000', seed = '1'] = process.argv.slice(2);

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
const texts = mutated(seed).makeMutated(realm.labels, Number(count));
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
