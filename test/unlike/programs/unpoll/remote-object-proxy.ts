// mechanism: notified
// passes: yes
// note: a worker behind a Proxy: every method call is a message, every answer settles a promise
import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

const service = `
const { parentPort } = require('node:worker_threads');
let rest = '';
const methods = {
  split(text) { const lines = (rest + text).split('\\n'); rest = lines.pop(); return lines; },
};
parentPort.on('message', async ({ id, method, args }) => {
  try { parentPort.postMessage({ id, value: await methods[method](...args) }); }
  catch (error) { parentPort.postMessage({ id, error }); }
});
`;

interface Splitter {
  split(text: string): Promise<string[]>;
}

function remote<T extends object>(worker: Worker): T {
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let id = 0;
  worker.on('message', (answer: { id: number; value?: unknown; error?: unknown }) => {
    const call = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.error) call?.reject(answer.error);
    else call?.resolve(answer.value);
  });
  return new Proxy({} as T, {
    get:
      (_target, method) =>
      (...args: unknown[]) => {
        const call = Promise.withResolvers<unknown>();
        pending.set((id += 1), call);
        worker.postMessage({ id, method, args });
        return call.promise;
      },
  });
}

export function watch(socket: Socket, tell: (message: string) => void): void {
  const splitter = remote<Splitter>(new Worker(service, { eval: true }));
  let order = Promise.resolve();
  socket.on('data', (bytes) => {
    const lines = splitter.split(String(bytes));
    order = order.then(async () => (await lines).forEach((line) => tell(line)));
  });
}
