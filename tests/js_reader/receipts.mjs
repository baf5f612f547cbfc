// This reader and `temgoc-verify` on receipts of a real log: none, the lot's, the print job's, both, an altered one.
// node receipts.mjs <temgoc-verify> <folder>     the folder: roots, trust, texts (one a line), lot.tlog-proof, job.tlog-proof
import './node_engine.mjs';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromUtf8 } from '../../web/inspect/reader/bytes.mjs';
import { openReceipt } from '../../web/inspect/reader/merkle.mjs';
import { openRoots, openTrust } from '../../web/inspect/reader/trust.mjs';
import { judge, knowledgeOf, verdictJson, vietnamDay } from '../../web/inspect/reader/verdict.mjs';

const [program, folder] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');
const trust = await openTrust(read('trust'), await openRoots(read('roots')));
const texts = read('texts').trim().split('\n');
const altered = read('lot.tlog-proof').replace(/\nindex (\d+)/, (whole, index) => `\nindex ${Number(index) + 1}`);
writeFileSync(join(folder, 'altered.tlog-proof'), altered);
let differences = 0, compared = 0;
const brief = (v) => JSON.stringify([v.verdict, v.reason, v.also, v.basis, v.checks]);

for (const names of [[], ['lot'], ['job'], ['lot', 'job'], ['altered']]) {
  const files = names.map((name) => `${name}.tlog-proof`);
  const now = Date.now();
  const run = spawnSync(program, ['--json', '--roots', join(folder, 'roots'), '--trust', join(folder, 'trust'), ...files.flatMap((name) => ['--receipt', join(folder, name)]), '-'],
    { input: `${texts.join('\n')}\n` });
  const theirs = run.stdout.toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  let receipts = [], refusal = null;
  try { for (const name of files) receipts.push(await openReceipt(read(name), trust, { now })); } catch (error) { refusal = error.code; receipts = []; }
  compared += 1;
  if (refusal !== null || theirs[0].ok === false) {
    if (theirs[0].error?.code !== refusal) { differences += 1; console.error(`${names}: reader ${refusal}, program ${JSON.stringify(theirs[0].error)}`); }
    continue;
  }
  const known = await knowledgeOf({ trust, receipts, now });
  for (const [i, text] of texts.entries()) {
    const ours = brief(verdictJson(await judge(fromUtf8(text), known, { now, today: vietnamDay(now) })));
    compared += 1;
    if (ours === brief(theirs[i])) continue;
    differences += 1;
    console.error(`${names}: ${text.slice(0, 60)}\n  reader  ${ours}\n  program ${brief(theirs[i])}`);
  }
}
console.log(`${compared} comparisons, ${differences} differences`);
process.exit(differences === 0 && compared > 20 ? 0 : 1);
