// mechanism: notified
// passes: no
// note: SIGIO works, but setInterval 50 ms beside it: idle fails
import { fcntl, recv, PosixError, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC, O_NONBLOCK } from 'posix';

type Done = (err: Error | null, count: number) => void;
const all: { fd: number; buffer: Uint8Array; count: number; done: Done }[] = [];

function look() {
  for (const one of [...all]) {
    let over = false;
    let err: Error | null = null;
    while (!over) {
      try {
        const n = recv(one.fd, one.buffer.subarray(one.count));
        one.count += n;
        over = n === 0 || one.count === one.buffer.length;
      } catch (e) {
        if (e instanceof PosixError && e.code === 'EAGAIN') break;
        err = e as Error;
        over = true;
      }
    }
    if (over) {
      all.splice(all.indexOf(one), 1);
      one.done(err, one.count);
    }
  }
}

process.on('SIGIO', look);
// Signals can be lost, I have read. So look every now and then, too.
setInterval(look, 50);

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  all.push({ fd, buffer, count: 0, done });
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK);
  setImmediate(look);
}
