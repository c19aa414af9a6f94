// mechanism: timed-poll
// passes: no
// note: SIGEV_NONE, looked at each 60 ms by timerfd read in the pool
import { aiocb, aio_error, aio_read, aio_return, timerfd_create, timerfd_settime, CLOCK_MONOTONIC, EINPROGRESS } from 'posix';
import { read } from 'node:fs';

type Done = (err: Error | null, count: number) => void;
const open = new Map<aiocb, { fd: number; buffer: Uint8Array; at: number; done: Done }>();

// No setInterval: a descriptor tells me, by callback, when it is time to look.
const clock = timerfd_create(CLOCK_MONOTONIC);
timerfd_settime(clock, 0, { it_value: { tv_sec: 0, tv_nsec: 60_000_000 }, it_interval: { tv_sec: 0, tv_nsec: 60_000_000 } });
const eight = new Uint8Array(8);
function round(): void {
  read(clock, eight, 0, 8, null, () => {
    for (const [block, job] of [...open]) {
      if (aio_error(block) === EINPROGRESS) continue;
      open.delete(block);
      try {
        const n = aio_return(block);
        job.at += n;
        if (n === 0 || job.at === job.buffer.length) job.done(null, job.at);
        else ask(job);
      } catch (e) {
        job.done(e as Error, job.at);
      }
    }
    round();
  });
}
round();

function ask(job: { fd: number; buffer: Uint8Array; at: number; done: Done }): void {
  const block = new aiocb({ aio_fildes: job.fd, aio_buf: job.buffer.subarray(job.at) });
  open.set(block, job);
  aio_read(block);
}

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  ask({ fd, buffer, at: 0, done });
}
