// What the phone keeps: IndexedDB, one store for each kind of thing. The schema has a number; a later page brings an older one
// forward, and an older page that meets a newer one says so.
const kName = 'temgoc-inspect';
const kVersion = 1;
const kStores = ['settings', 'bundle', 'partial', 'visits'];

let opened = null;

function open() {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(kName, kVersion);
    request.onupgradeneeded = () => {
      for (const name of kStores) if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => { database.close(); opened = null; };
      database.onclose = () => { opened = null; };
      done(database);
    };
    request.onerror = () => { opened = null; fail(request.error); };
    request.onblocked = () => fail(new Error('blocked'));
  });
  return opened;
}

async function run(store, mode, work) {
  const database = await open();
  return new Promise((done, fail) => {
    const transaction = database.transaction(store, mode);
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(request?.result);
    transaction.onabort = () => fail(transaction.error ?? request?.error);
    transaction.onerror = () => fail(transaction.error ?? request?.error);
  });
}

export const get = (store, key) => run(store, 'readonly', (all) => all.get(key));
export const put = (store, key, value) => run(store, 'readwrite', (all) => all.put(value, key));
export const remove = (store, key) => run(store, 'readwrite', (all) => all.delete(key));
export const clear = (store) => run(store, 'readwrite', (all) => all.clear());
// Reads and puts in one transaction. `work` is given what lies there and gives what shall; undefined: all stays.
export async function change(store, key, work) {
  let next;
  await run(store, 'readwrite', (all) => {
    const request = all.get(key);
    request.onsuccess = () => { next = work(request.result); if (next !== undefined) all.put(next, key); };
    return request;
  });
  return next;
}
export const values = (store) => run(store, 'readonly', (all) => all.getAll());

// What tells that there was data, where the browser threw the data itself away.
const kMarker = 'temgoc-inspect-had-data';
export const leaveMarker = (text) => { try { localStorage.setItem(kMarker, text); } catch { /* no storage at all */ } };
export function marker() {
  let kept = null;
  try { kept = localStorage.getItem(kMarker); } catch { /* no storage at all */ }
  return kept ?? (/(?:^|; )kiem-tra=1/.test(document.cookie) ? '' : null);
}

// Everything but the files of the page. `withVisits` false: visits stay.
export async function forgetAll(withVisits) {
  try {
    for (const name of kStores) if (name !== 'visits' || withVisits) await clear(name);
  } catch {
    // A store of a newer page cannot be opened by this one; it can be taken away whole.
    await new Promise((done) => { const request = indexedDB.deleteDatabase(kName); request.onsuccess = done; request.onerror = done; request.onblocked = done; });
    opened = null;
  }
  try { localStorage.removeItem(kMarker); } catch { /* no storage at all */ }
  document.cookie = 'kiem-tra=; path=/kiem-tra/; max-age=0';
}

export const isFull = (error) => error?.name === 'QuotaExceededError' || /quota/i.test(String(error?.message ?? ''));

// Asks the browser not to throw the data away by itself; false where it will not promise.
export async function keepForGood() {
  try { return await navigator.storage?.persist?.() ?? false; } catch { return false; }
}

export async function room() {
  try { return await navigator.storage?.estimate?.() ?? null; } catch { return null; }
}
