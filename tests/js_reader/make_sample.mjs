// Makes the sample realm of the inspector's page: web/inspect/sample.json. The same every time.
// node make_sample.mjs > ../../web/inspect/sample.json
import { makeBundleRealm } from './bundle_realm.mjs';
import { base64 } from '../../web/inspect/reader/bytes.mjs';
import { Bundle } from '../../web/inspect/reader/bundle.mjs';
import { openRoots } from '../../web/inspect/reader/trust.mjs';
import { judge, knowledgeOf, vietnamDay } from '../../web/inspect/reader/verdict.mjs';

const now = Date.parse('2026-11-24T02:00:00Z');
const realm = await makeBundleRealm(now, { lots: 2, seed: 24, realm: 'tem-mau.example/kiem-tra', host: 'tem-mau.example' });
const bundle = await Bundle.open(realm.file, await openRoots(realm.roots));
const known = await knowledgeOf({ trust: bundle.trust, bundle, now });
const moment = { now, today: vietnamDay(now) };
const [valid, recalled] = await Promise.all(['valid', 'recalled'].map(async (headline) => {
  for (const text of realm.labels) if ((await judge(text, known, moment)).verdict === headline && !text.includes('/21/')) return text;
  throw new Error(`no label is ${headline}`);
}));
// A digit of the signature is another.
const forged = `${valid.slice(0, 120)}${(Number(valid[120]) + 1) % 10}${valid.slice(121)}`;
if ((await judge(forged, known, moment)).verdict !== 'forged') throw new Error('not forged');
process.stdout.write(`${JSON.stringify({
  at: new Date(now).toISOString(), roots: realm.roots, bundle: base64(realm.file),
  labels: [['valid', valid], ['recalled', recalled], ['forged', forged]].map(([headline, text]) => ({ headline, text })) })}\n`);
