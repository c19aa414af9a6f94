// mechanism: notified
import type * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const clock = `
  const { parentPort, workerData: ms } = require('node:worker_threads');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  parentPort.postMessage('timeout');
`;

/** A thread of its own sleeps until the time is up; the line ends it before that. */
export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const worker = new Worker(clock, { eval: true, workerData: ms });
  let text = '';
  let over = false;

  function finish(err: Error | null, line: string | null): void {
    if (over) return;
    over = true;
    void worker.terminate();
    socket.pause();
    socket.off('data', onData).off('close', onClose).off('error', onError);
    done(err, line);
  }
  function onData(bytes: Buffer): void {
    text += bytes.toString();
    const [line, rest] = text.split('\n');
    if (rest !== undefined) finish(null, line ?? '');
  }
  const onClose = (): void => finish(new Error('closed'), null);
  const onError = (err: Error): void => finish(err, null);

  worker.on('message', (word: string) => finish(new Error(word), null));
  socket.on('data', onData).on('close', onClose).on('error', onError);
  socket.resume();
}
