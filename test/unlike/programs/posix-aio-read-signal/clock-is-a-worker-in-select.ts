// mechanism: timed-poll
// passes: no
// note: looks at aio_error each 150 ms, by a worker that sleeps in select
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS } from 'posix';
import { Worker } from 'node:worker_threads';

type Done = (err: Error | null, count: number) => void;
const jobs = new Map<aiocb, { fd: number; buffer: Uint8Array; at: number; done: Done }>();

// The metronome: a thread that sleeps in select for 150 ms and sends a message, for ever.
const metronome = new Worker(
  `const { parentPort } = require('node:worker_threads');
   import('posix').then(({ select }) => { for (;;) { select(0, null, null, null, { tv_sec: 0, tv_usec: 150000 }); parentPort.postMessage(0); } });`,
  { eval: true },
);
metronome.on('message', () => {
  for (const [block, job] of [...jobs]) {
    if (aio_error(block) === EINPROGRESS) continue;
    jobs.delete(block);
    try {
      const n = aio_return(block);
      job.at += n;
      if (n === 0 || job.at === job.buffer.length) job.done(null, job.at);
      else ask(job);
    } catch (e) {
      job.done(e as Error, job.at);
    }
  }
});
function ask(job: { fd: number; buffer: Uint8Array; at: number; done: Done }) {
  const block = new aiocb({ aio_fildes: job.fd, aio_buf: job.buffer.subarray(job.at) });
  jobs.set(block, job);
  aio_read(block);
}
export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  ask({ fd, buffer, at: 0, done });
}
