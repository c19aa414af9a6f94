// mechanism: notified
// passes: yes
// note: F_SETSIG SIGIO explicit, drains all in 16-byte pieces at each signal
import { fcntl, getsockopt, recv, PosixError, F_GETFL, F_SETFL, F_SETOWN, F_SETSIG, F_GETSIG, O_ASYNC, O_NONBLOCK, SIGIO } from 'posix';

type Done = (err: Error | null, count: number) => void;

class Receiving {
  readonly fd: number;
  readonly buffer: Uint8Array;
  readonly done: Done;
  have = 0;

  constructor(fd: number, buffer: Uint8Array, done: Done) {
    this.fd = fd;
    this.buffer = buffer;
    this.done = done;
  }

  /** true: told, and over */
  advance(): boolean {
    try {
      while (this.have < this.buffer.length) {
        const n = recv(this.fd, this.buffer.subarray(this.have, this.have + 16));
        if (n === 0) break;
        this.have += n;
      }
    } catch (e) {
      if (e instanceof PosixError && e.code === 'EAGAIN') return false;
      this.done(e as Error, this.have);
      return true;
    }
    this.done(null, this.have);
    return true;
  }
}

const pending = new Map<number, Receiving[]>();

function look(): void {
  for (const [fd, queue] of [...pending]) {
    while (queue.length > 0 && queue[0]!.advance()) queue.shift();
    if (queue.length === 0) pending.delete(fd);
  }
}

process.on('SIGIO', look);

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  const queue = pending.get(fd) ?? [];
  pending.set(fd, queue);
  queue.push(new Receiving(fd, buffer, done));
  // say which signal in so many words: then it comes with siginfo, and is still SIGIO
  fcntl(fd, F_SETSIG, SIGIO);
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK | O_ASYNC);
  setImmediate(look);
}
