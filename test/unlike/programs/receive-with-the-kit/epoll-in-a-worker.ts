// mechanism: notified
// passes: yes
// note: a reactor in a worker: its own epoll set, an eventfd to hand it work, messages to the main thread
import { EPOLL_CTL_ADD, EPOLLIN, epoll_create1, epoll_ctl, eventfd, write } from 'posix';
import { Worker } from 'node:worker_threads';

const reactor = `
const { parentPort, workerData: { set, bell }, receiveMessageOnPort } = require('node:worker_threads');
import('posix').then((p) => {
  const jobs = new Map();
  for (;;) {
    const ready = [];
    p.epoll_wait(set, ready, 16, -1);
    for (const { data } of ready) {
      if (data === bell) {
        p.read(bell, new BigUint64Array(1));
        for (let mail; (mail = receiveMessageOnPort(parentPort)); ) {
          const { fd, length } = mail.message;
          jobs.set(fd, { length, count: 0, bytes: new Uint8Array(length) });
          p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
        }
        continue;
      }
      const job = jobs.get(data);
      const n = p.recv(data, job.bytes.subarray(job.count));
      job.count += n;
      if (n > 0 && job.count < job.length) continue;
      p.epoll_ctl(set, p.EPOLL_CTL_DEL, data);
      jobs.delete(data);
      parentPort.postMessage({ fd: data, bytes: job.bytes, count: job.count });
    }
  }
});
`;
const set = epoll_create1();
const bell = eventfd(0);
epoll_ctl(set, EPOLL_CTL_ADD, bell, { events: EPOLLIN, data: bell });
const worker = new Worker(reactor, { eval: true, workerData: { set, bell } });
const waiting = new Map<number, (bytes: Uint8Array, count: number) => void>();
worker.on('message', ({ fd, bytes, count }: { fd: number; bytes: Uint8Array; count: number }) => {
  const tell = waiting.get(fd);
  waiting.delete(fd);
  tell?.(bytes, count);
});

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  waiting.set(fd, (bytes, count) => {
    buffer.set(bytes);
    done(null, count);
  });
  worker.postMessage({ fd, length: buffer.length });
  write(bell, new BigUint64Array([1n]));
}
