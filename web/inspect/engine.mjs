// Asks the reader in its worker; one answer for each question.
const waiting = new Map();
let worker = null;
let next = 1;

function started() {
  if (worker !== null) return worker;
  worker = new Worker('engine_worker.mjs', { type: 'module' });
  worker.onmessage = ({ data: { id, result, error } }) => {
    const { done, fail } = waiting.get(id);
    waiting.delete(id);
    if (error) fail(Object.assign(new Error(error.message), { code: error.code, args: error.args })); else done(result);
  };
  worker.onerror = (event) => {
    for (const { fail } of waiting.values()) fail(Object.assign(new Error(event.message ?? 'worker'), { code: 'inspect_failed', args: {} }));
    waiting.clear();
    worker = null;
  };
  return worker;
}

// `work`: a name of engine_worker.mjs. Rejects with an error that has a code of docs/errors.md, and its args.
export function ask(work, given = {}, transfer = []) {
  return new Promise((done, fail) => {
    const id = next;
    next += 1;
    waiting.set(id, { done, fail });
    started().postMessage({ id, work, given }, transfer);
  });
}
