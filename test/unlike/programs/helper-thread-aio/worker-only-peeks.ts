// mechanism: notified
// passes: no
// note: as ht-peek, errors forwarded: the main thread carries all bytes, so data-path must fail
import { Worker } from 'node:worker_threads';
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

// The worker only looks (MSG_PEEK) and rings; the bytes are fetched here, by the main thread.
const code = `
  const { workerData: fd, parentPort } = require('node:worker_threads');
  import('posix').then(({ recv, MSG_PEEK }) => {
    parentPort.on('message', () => {
      let failed = null; try { recv(fd, new Uint8Array(1), 1, MSG_PEEK); } catch (e) { failed = e.message; }
      parentPort.postMessage(failed);
    });
  });
`;
export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const worker = new Worker(code, { eval: true, workerData: fd });
  let at = 0;
  worker.on('message', (failed: string | null) => {
    if (failed !== null) return done(new Error(failed), at);
    let over = false;
    let err: Error | null = null;
    while (!over) {
      try {
        const n = recv(fd, buffer.subarray(at), buffer.length - at, MSG_DONTWAIT);
        at += n;
        over = n === 0 || at === buffer.length;
      } catch (e) {
        if (e instanceof PosixError && e.code === 'EAGAIN') break;
        err = e as Error;
        over = true;
      }
    }
    if (!over) return worker.postMessage(0);
    void worker.terminate();
    done(err, at);
  });
  worker.postMessage(0);
}
