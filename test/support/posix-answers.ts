/** Ways to wait for one message with the kit: answers to `receive(fd, buffer, done)` of scenes.ts, by name. */

const answer = (head: string, body: string): string => `
import * as p from 'posix';
import { Worker } from 'node:worker_threads';
${head}
export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
${body}
}
`;

/** Runs `work` once \`receive\` has returned. */
const later = (work: string): string => answer('', `  setImmediate(() => { ${work} });`);
const read = 'done(null, p.recv(fd, buffer));';

const epoll = (wait: string): string => `
  const set = p.epoll_create1();
  p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
  const events: p.epoll_event[] = [];
  ${wait}
  p.close(set);
  ${read}`;

const select = (timeout: string): string => `
  const set = new p.fd_set();
  do { p.FD_ZERO(set); p.FD_SET(fd, set); } while (p.select(fd + 1, set, null, null, ${timeout}) === 0);
  ${read}`;

const finished = `
    if (p.aio_error(block) === p.EINPROGRESS) return;
    done(null, p.aio_return(block));`;

export const posixAnswers = {
  'recv inside': answer('', `  ${read}`),
  recv: later(read),
  read: later('done(null, p.read(fd, buffer));'),
  'recv until it works': later(`
    for (;;) {
      try { done(null, p.recv(fd, buffer, buffer.length, p.MSG_DONTWAIT)); return; }
      catch (e) { if (!(e instanceof p.PosixError && e.code === 'EAGAIN')) throw e; }
    }`),
  'recv at every turn of the loop': answer(
    '',
    `
    const again = (): void => {
      try { done(null, p.recv(fd, buffer, buffer.length, p.MSG_DONTWAIT)); }
      catch (e) { if (e instanceof p.PosixError && e.errno === p.EAGAIN) setImmediate(again); else throw e; }
    };
    setImmediate(again);`,
  ),
  'recv every 700 ms': answer(
    '',
    `
    const timer = setInterval(() => {
      try { const n = p.recv(fd, buffer, buffer.length, p.MSG_DONTWAIT); clearInterval(timer); done(null, n); }
      catch (e) { if (!(e instanceof p.PosixError && e.errno === p.EAGAIN)) throw e; }
    }, 700);`,
  ),
  epoll_wait: later(epoll('p.epoll_wait(set, events, 8, -1);')),
  'epoll_wait in slices': later(epoll('while (p.epoll_wait(set, events, 8, 400) === 0);')),
  // It hands control back at every event, so it answers pings.
  'epoll_wait on the set of the loop': answer(
    `import { readdirSync, readlinkSync } from 'node:fs';
const isSet = (fd: string): boolean => {
  try { return readlinkSync('/proc/self/fd/' + fd) === 'anon_inode:[eventpoll]'; } catch { return false; }
};
const set = Number(readdirSync('/proc/self/fd').filter(isSet).at(-1));`,
    `
    const turn = (): void => {
      const events: p.epoll_event[] = [];
      p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: 999 });
      p.epoll_wait(set, events, 8, -1);
      p.epoll_ctl(set, p.EPOLL_CTL_DEL, fd);
      if (events.some(({ data }) => data === 999)) done(null, p.recv(fd, buffer));
      else setImmediate(turn);
    };
    setImmediate(turn);`,
  ),
  poll: later(`p.poll([{ fd, events: p.POLLIN }], -1); ${read}`),
  'poll in slices': later(`while (p.poll([{ fd, events: p.POLLIN }], 400) === 0); ${read}`),
  select: later(select('null')),
  'select in slices': later(select('{ tv_sec: 0, tv_usec: 400_000 }')),
  'SIGIO and recv': answer(
    `
let current: (() => void) | null = null;
process.on('SIGIO', () => current?.());`,
    `
    current = () => {
      let count: number;
      try { count = p.recv(fd, buffer); } catch (e) { if (e instanceof p.PosixError && e.code === 'EAGAIN') return; throw e; }
      current = null;
      done(null, count);
    };
    p.fcntl(fd, p.F_SETOWN, process.pid);
    p.fcntl(fd, p.F_SETFL, p.fcntl(fd, p.F_GETFL) | p.O_ASYNC | p.O_NONBLOCK);`,
  ),
  'aio_read and a signal': answer(
    `
let current: (() => void) | null = null;
process.on('SIGUSR2', () => current?.());`,
    `
    const block = new p.aiocb({ aio_fildes: fd, aio_buf: buffer,
      aio_sigevent: { sigev_notify: p.SIGEV_SIGNAL, sigev_signo: p.SIGUSR2 } });
    current = () => {${finished}
      current = null;
    };
    p.aio_read(block);`,
  ),
  'aio_read and a thread': answer(
    '',
    `
    const block = new p.aiocb({ aio_fildes: fd, aio_buf: buffer,
      aio_sigevent: { sigev_notify: p.SIGEV_THREAD, sigev_notify_function: () => {${finished} } } });
    p.aio_read(block);`,
  ),
  aio_suspend: later(`
    const block = new p.aiocb({ aio_fildes: fd, aio_buf: buffer });
    p.aio_read(block);
    p.aio_suspend([block]);
    done(null, p.aio_return(block));`),
  'aio_error every 700 ms': answer(
    '',
    `
    const block = new p.aiocb({ aio_fildes: fd, aio_buf: buffer });
    p.aio_read(block);
    const timer = setInterval(() => {
      if (p.aio_error(block) === p.EINPROGRESS) return;
      clearInterval(timer);
      done(null, p.aio_return(block));
    }, 700);`,
  ),
  'a worker in recv': answer(
    '',
    `
    const shared = new Uint8Array(new SharedArrayBuffer(buffer.length));
    const worker = new Worker(
      \`const { workerData, parentPort } = require('node:worker_threads');
       import('posix').then((p) => parentPort.postMessage(p.recv(workerData.fd, workerData.shared)));\`,
      { eval: true, workerData: { fd, shared } },
    );
    worker.once('message', (count: number) => { buffer.set(shared); done(null, count); });`,
  ),
  'a worker with a timerfd': answer(
    '',
    `
    const shared = new Uint8Array(new SharedArrayBuffer(buffer.length));
    const worker = new Worker(
      \`const { workerData, parentPort } = require('node:worker_threads');
       import('posix').then((p) => {
         const timer = p.timerfd_create(p.CLOCK_MONOTONIC);
         const every = { tv_sec: 0, tv_nsec: 700_000_000 };
         p.timerfd_settime(timer, 0, { it_value: every, it_interval: every });
         for (;;) {
           p.read(timer, new BigUint64Array(1));
           try { parentPort.postMessage(p.recv(workerData.fd, workerData.shared, workerData.shared.length, p.MSG_DONTWAIT)); p.close(timer); return; }
           catch (e) { if (e.code !== 'EAGAIN') throw e; }
         }
       });\`,
      { eval: true, workerData: { fd, shared } },
    );
    worker.once('message', (count: number) => { buffer.set(shared); done(null, count); });`,
  ),
} as const;
