// mechanism: notified
// note: everybody hangs on the same promise, which each line replaces by a new one
import { EventEmitter } from 'node:events';
import type * as net from 'node:net';

function fresh(): PromiseWithResolvers<string> {
  const made = Promise.withResolvers<string>();
  made.promise.catch(() => {}); // perhaps nobody waits for it
  return made;
}

async function aborted(signal: AbortSignal, over: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true, signal: over });
  return await promise;
}

export function nextLine(socket: net.Socket) {
  let next = fresh();
  let rest = '';

  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    rest += text.toString();
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const told = next;
      next = fresh();
      told.resolve(rest.slice(0, end));
      rest = rest.slice(end + 1);
    }
  });
  // A rejected promise stays rejected: whoever comes later finds it.
  socket.on('end', () => next.reject(new Error('ended')));
  socket.on('error', (err) => next.reject(err));

  return {
    callback(done: (err: Error | null, line: string | null) => void): void {
      next.promise.then(
        (line) => done(null, line),
        (err: Error) => done(err, null),
      );
    },
    promise: (): Promise<string> => next.promise,
    events(): EventEmitter {
      const emitter = new EventEmitter();
      next.promise.then(
        (line) => emitter.emit('line', line),
        (err: Error) => emitter.emit('error', err),
      );
      return emitter;
    },
    async cancellable(signal: AbortSignal): Promise<string> {
      const over = new AbortController();
      try {
        return await Promise.race([aborted(signal, over.signal), next.promise]);
      } finally {
        over.abort();
      }
    },
  };
}
