// mechanism: timed-poll
// fails: notified, from-the-call, told-of-end, told-of-error
// note: a worker strikes every 30 ms, and at each stroke the main thread looks whether the line has come
import type * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const clock = `setInterval(() => require('node:worker_threads').parentPort.postMessage(0), 30)`;

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const until = Date.now() + ms;
  const worker = new Worker(clock, { eval: true });
  let text = '';
  worker.on('message', () => {
    text += String(socket.read() ?? '');
    const end = text.indexOf('\n');
    const closed = socket.destroyed || socket.readableEnded;
    if (end < 0 && !closed && Date.now() < until) return;
    void worker.terminate();
    worker.removeAllListeners('message');
    if (end >= 0) done(null, text.slice(0, end));
    else done(new Error(closed ? 'closed' : 'timeout'), null);
  });
}
