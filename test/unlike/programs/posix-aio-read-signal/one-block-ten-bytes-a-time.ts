// mechanism: notified
// passes: yes
// note: one block used again, 10 bytes a request
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS, SIGEV_SIGNAL, SIGUSR2 } from 'posix';

// One control block for each receive, used again and again: ten bytes a request, a chain of requests.
type Done = (err: Error | null, count: number) => void;
const STEP = 10;
const chains = new Set<Chain>();

class Chain {
  private readonly block = new aiocb({ aio_sigevent: { sigev_notify: SIGEV_SIGNAL, sigev_signo: SIGUSR2, sigev_value: 7 } });
  private count = 0;
  private readonly buffer: Uint8Array;
  private readonly done: Done;

  constructor(fd: number, buffer: Uint8Array, done: Done) {
    this.block.aio_fildes = fd;
    this.buffer = buffer;
    this.done = done;
    chains.add(this);
    this.next();
  }

  private next(): void {
    this.block.aio_buf = this.buffer.subarray(this.count, this.count + STEP);
    this.block.aio_nbytes = this.block.aio_buf.byteLength;
    aio_read(this.block);
  }

  look(): void {
    if (aio_error(this.block) === EINPROGRESS) return;
    let n = 0;
    try {
      n = aio_return(this.block);
    } catch (e) {
      return this.over(e as Error);
    }
    this.count += n;
    if (n === 0 || this.count === this.buffer.length) this.over(null);
    else this.next();
  }

  private over(err: Error | null): void {
    chains.delete(this);
    this.done(err, this.count);
  }
}

process.on('SIGUSR2', () => {
  for (const chain of [...chains]) chain.look();
});

export const receive = (fd: number, buffer: Uint8Array, done: Done): void => void new Chain(fd, buffer, done);
