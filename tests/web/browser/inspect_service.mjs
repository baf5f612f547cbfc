// Stands in for the service in tests of the inspector's page: the same files and policy, and faults that a service does not have.
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../..', import.meta.url));
const page = join(top, 'web/inspect');
const types = { '.mjs': 'text/javascript', '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.json': 'application/json',
  '.webmanifest': 'application/manifest+json', '.png': 'image/png', '.wasm': 'application/wasm' };
const literal = (name) => [...readFileSync(join(top, 'src/web/inspect/answer_as_inspector.cpp'), 'utf8')
  .split(`${name} =`)[1].split(';\n')[0].matchAll(/"([^"]*)"/g)].map((each) => each[1]).join('');
const policy = literal('kPolicy');
const listed = (name) => [...readFileSync(join(top, 'src/web/inspect/shell_files.cpp'), 'utf8').split(`${name} = {`)[1].split('};')[0].matchAll(/"([^"]*)"/g)].map((each) => each[1]);
const [starts, alone] = [listed('kSaid'), listed('kSaidAlone')];
const isSaid = (key) => alone.includes(key) || starts.some((start) => key.startsWith(start));

function names(folder = '') {
  return readdirSync(join(page, folder), { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? names(`${folder}${each.name}/`) : `${folder}${each.name}`))
    .filter((name) => extname(name) in types && !['sw.js', 'index.html'].includes(name));
}

function made(name) {
  if (name === 'icons.json') {
    const folder = join(top, 'web/icons');
    return JSON.stringify(Object.fromEntries(readdirSync(folder).map((each) => [each.slice(0, -4), readFileSync(join(folder, each), 'utf8')])));
  }
  const words = /^words\.(vi|en)\.json$/.exec(name);
  if (words) return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(readFileSync(join(top, `words/${words[1]}.json`), 'utf8'))).filter(([key]) => isSaid(key))));
  if (name !== 'sw.js') return null;
  const files = [...names().filter((each) => !each.endsWith('512.png')), 'icons.json', 'words.vi.json', 'words.en.json'];
  const digest = createHash('sha256');
  for (const each of files) digest.update(made(each) ?? readFileSync(join(page, each)));
  return readFileSync(join(page, 'sw.js'), 'utf8').replace("'@version@'", `'${digest.digest('hex').slice(0, 16)}'`).replace("['@files@']", JSON.stringify(files));
}

// `realm`: what makeBundleRealm makes. `faults` may be changed between requests: cutAfter (bytes of a bundle), bytes (another file), status.
export async function startService(realm, code = 'ABCD1234EFGH5678') {
  const service = { realm, code, faults: {}, visits: [], pieces: 0, name: 'Nguyễn Thị Lan', expires: new Date(Date.now() + 90 * 86_400_000).toISOString() };
  const said = (response, status, body) => { response.writeHead(status, { 'Content-Type': 'application/json' }); response.end(JSON.stringify(body)); };
  const refused = (response, status, refusal) => said(response, status, { ok: false, error: { code: refusal, message: refusal, hint: null } });

  function bundle(response, form) {
    const bytes = service.faults.bytes ?? service.realm.file;
    if (form.get('have') === service.realm.digest && !service.faults.bytes) { response.writeHead(204, { 'Temgoc-Bundle': service.realm.digest }); response.end(); return; }
    const from = Number(form.get('from'));
    if (service.faults.cutAfter !== undefined && from >= service.faults.cutAfter) { response.socket.destroy(); return; }
    service.pieces += 1;
    const piece = Buffer.from(bytes).subarray(from, from + (service.faults.pieceBytes ?? 262_144));
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Temgoc-Bundle': service.realm.digest, 'Temgoc-Bundle-Kind': 'whole', 'Temgoc-Bundle-Size': String(bytes.length),
      'Temgoc-Now': new Date().toISOString(), 'Temgoc-Enrolled-Until': service.expires });
    response.end(piece);
  }

  function api(name, body, response) {
    if (service.faults.status) { response.writeHead(service.faults.status); response.end(); return; }
    if (name === 'visit') {
      const sent = JSON.parse(body);
      if (sent.code !== service.code) { refused(response, 403, 'inspector_code_unknown'); return; }
      const before = service.visits.findIndex(({ id }) => id === sent.visit.id);
      if (before < 0) service.visits.push(sent.visit);
      said(response, before < 0 ? 202 : 200, { ok: true, kept: before >= 0, receipt: `KT-261130-${String(before < 0 ? service.visits.length : before + 1).padStart(8, '0')}` });
      return;
    }
    const form = new URLSearchParams(body);
    if (form.get('code') !== service.code) { refused(response, 403, 'inspector_code_unknown'); return; }
    if (name === 'bundle') { bundle(response, form); return; }
    if (name === 'whole') { response.end(service.realm.file); return; }  // for bench/inspect_speed.mjs
    said(response, 200, { ok: true, inspector: service.name, expires_at: service.expires, realm: service.realm.realm, host: 'tg.example.vn', roots: service.realm.roots, now: new Date().toISOString() });
  }

  function file(name, response) {
    const path = join(page, name || 'index.html');
    const content = made(name) ?? (existsSync(path) ? readFileSync(path) : null);
    if (content === null) { response.writeHead(404); response.end(); return; }
    response.writeHead(200, { 'Content-Type': types[extname(name || 'index.html')], 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache' });
    response.end(content);
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    if (pathname === '/roots') { response.end(service.realm.roots); return; }
    if (!pathname.startsWith('/kiem-tra/')) { response.writeHead(404); response.end(); return; }
    const name = pathname.slice('/kiem-tra/'.length);
    if (!name.startsWith('api/')) { file(name, response); return; }
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => api(name.slice(4), Buffer.concat(parts).toString('utf8'), response));
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  service.origin = `http://127.0.0.1:${server.address().port}`;
  service.close = () => { server.close(); server.closeAllConnections(); };
  return service;
}
