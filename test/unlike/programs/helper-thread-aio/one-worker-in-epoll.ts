// mechanism: notified
// passes: yes
// note: one worker in epoll_wait + eventfd for new jobs; worker carries, main is told by message
import { Worker } from 'node:worker_threads';
import { eventfd, write } from 'posix';

// One worker for all: it sleeps in epoll_wait, an eventfd tells it that there is something new in its port.
const wake = eventfd(0);
const worker = new Worker(
  `
  const { parentPort, workerData: wake, receiveMessageOnPort } = require('node:worker_threads');
  import('posix').then((p) => {
    const set = p.epoll_create1();
    const jobs = new Map();
    p.epoll_ctl(set, p.EPOLL_CTL_ADD, wake, { events: p.EPOLLIN, data: -1 });
    const events = [];
    for (;;) {
      p.epoll_wait(set, events, 32, -1);
      for (const { data } of events) {
        if (data === -1) {
          p.read(wake, new BigUint64Array(1));
          for (let m = receiveMessageOnPort(parentPort); m; m = receiveMessageOnPort(parentPort)) {
            const { id, fd, length } = m.message;
            jobs.set(fd, { id, bytes: new Uint8Array(length), at: 0 });
            p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
          }
          continue;
        }
        const job = jobs.get(data);
        let over = false, error = null;
        try {
          const n = p.recv(data, job.bytes.subarray(job.at));
          job.at += n;
          over = n === 0 || job.at === job.bytes.length;
        } catch (e) {
          error = e.message;
          over = true;
        }
        if (!over) continue;
        p.epoll_ctl(set, p.EPOLL_CTL_DEL, data);
        jobs.delete(data);
        parentPort.postMessage({ id: job.id, count: job.at, bytes: job.bytes, error });
      }
    }
  });
`,
  { eval: true, workerData: wake },
);

type Done = (err: Error | null, count: number) => void;
const waiting = new Map<number, { buffer: Uint8Array; done: Done }>();
let ids = 0;

worker.on('message', ({ id, count, bytes, error }: { id: number; count: number; bytes: Uint8Array; error: string | null }) => {
  const { buffer, done } = waiting.get(id)!;
  waiting.delete(id);
  buffer.set(bytes.subarray(0, count));
  done(error === null ? null : new Error(error), count);
});

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  ids += 1;
  waiting.set(ids, { buffer, done });
  worker.postMessage({ id: ids, fd, length: buffer.length });
  write(wake, new BigUint64Array([1n]));
}
