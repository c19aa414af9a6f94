// mechanism: notified
import type * as net from 'node:net';
import { on, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

async function line(socket: net.Socket, signal: AbortSignal): Promise<string> {
  let text = '';
  for await (const [bytes] of on(socket, 'data', { signal, close: ['end'] }) as AsyncIterable<[Buffer]>) {
    text += bytes.toString();
    if (text.includes('\n')) {
      socket.pause();
      return text.slice(0, text.indexOf('\n'));
    }
  }
  throw new Error('ended');
}

async function timeUp(ms: number, signal: AbortSignal): Promise<never> {
  await sleep(ms, null, { signal });
  throw new Error('timeout');
}

async function ended(socket: net.Socket, signal: AbortSignal): Promise<never> {
  await once(socket, 'end', { signal });
  throw new Error('ended');
}

/** Whoever wins the race, one `abort` takes the listeners and the timer of all the others away. */
async function race(socket: net.Socket, ms: number): Promise<string> {
  const over = new AbortController();
  socket.resume();
  try {
    return await Promise.race([
      line(socket, over.signal),
      ended(socket, over.signal),
      timeUp(ms, over.signal),
    ]);
  } finally {
    socket.pause();
    over.abort();
  }
}

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  race(socket, ms).then(
    (text) => done(null, text),
    (err: Error) => done(err, null),
  );
}
