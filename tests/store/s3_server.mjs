// A real S3 server (s3rver: signatures, XML, storage) for the tests, and before it what it lacks: the conditions of a PUT.
// s3_server.mjs FOLDER BUCKET [ignore-conditions] prints "listening PORT". A file FOLDER/fail holds how many requests get a 503
// first, a file FOLDER/busy how many checkpoints a 409.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const S3rver = createRequire(import.meta.url)('s3rver');
const [folder, bucket, conditions] = process.argv.slice(2);
const store = new S3rver({ address: '127.0.0.1', silent: true, directory: folder, configureBuckets: [{ name: bucket }] });
await store.configureBuckets();
const answer = store.callback();

const say = (response, status, code) => {
  response.writeHead(status, { 'Content-Type': 'application/xml', Connection: 'close' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
};

function etagOf(path) {
  const file = join(folder, `${decodeURIComponent(path)}._S3rver_object`);
  return existsSync(file) ? `"${createHash('md5').update(readFileSync(file)).digest('hex')}"` : null;
}

function isRefused(request) {
  if (request.method !== 'PUT' || conditions === 'ignore-conditions') return false;
  const etag = etagOf(new URL(request.url, 'http://x').pathname);
  if (request.headers['if-none-match'] === '*' && etag !== null) return true;
  return request.headers['if-match'] !== undefined && request.headers['if-match'] !== etag;
}

// A file of that name holds how many times more.
function isAskedFor(name) {
  const file = join(folder, name);
  const left = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (left > 0) writeFileSync(file, String(left - 1));
  return left > 0;
}

const server = createServer((request, response) => {
  if (isAskedFor('fail')) return say(response, 503, 'SlowDown');
  // What S3 says when another writes the same object at this moment.
  if (request.method === 'PUT' && request.url.endsWith('/checkpoint') && isAskedFor('busy'))
    return say(response, 409, 'ConditionalRequestConflict');
  if (isRefused(request)) return say(response, 412, 'PreconditionFailed');
  return answer(request, response);
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0)); // whoever started it is gone
