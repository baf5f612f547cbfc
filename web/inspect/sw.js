// Keeps the whole page on the phone. Whatever belongs to it is answered from there, so it opens with no network;
// what it asks of the service goes through untouched.
const kVersion = '@version@';
const kFiles = ['@files@'];
const kCache = `temgoc-inspect-${kVersion}`;

self.addEventListener('install', (event) => event.waitUntil((async () => {
  const cache = await caches.open(kCache);
  await cache.addAll(['./', ...kFiles].map((name) => new Request(name, { cache: 'reload' })));
  await self.skipWaiting();
})()));

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('temgoc-inspect-') && name !== kCache) await caches.delete(name);
  await self.clients.claim();
})()));

let opened = null;
async function fromPhone(request) {
  opened ??= caches.open(kCache);
  const cache = await opened;
  const kept = await cache.match(request.mode === 'navigate' ? './' : request, { ignoreSearch: true });
  return kept ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const scope = new URL(self.registration.scope);
  const ours = url.origin === scope.origin && url.pathname.startsWith(scope.pathname) && !url.pathname.startsWith(`${scope.pathname}api/`);
  if (request.method === 'GET' && ours) event.respondWith(fromPhone(request));
});
