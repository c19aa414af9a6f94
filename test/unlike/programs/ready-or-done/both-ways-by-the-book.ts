// mechanism: notified
// passes: yes
// note: SIGIO + MSG_DONTWAIT, O_ASYNC taken back before the listener; SIGEV_THREAD
import * as p from 'posix';

type Done = (err: Error | null, count: number) => void;

/** What both have in common: how much is there, and when to tell. */
abstract class Message {
  protected count = 0;
  protected readonly fd: number;
  protected readonly buffer: Uint8Array;
  readonly #done: Done;
  constructor(fd: number, buffer: Uint8Array, done: Done) {
    this.fd = fd;
    this.buffer = buffer;
    this.#done = done;
  }
  protected get rest(): Uint8Array {
    return this.buffer.subarray(this.count);
  }
  /** true when that was the last */
  protected took(n: number): boolean {
    this.count += n;
    if (n > 0 && this.count < this.buffer.length) return false;
    this.#done(null, this.count);
    return true;
  }
  protected failed(e: unknown): true {
    this.#done(e as Error, this.count);
    return true;
  }
  abstract start(): void;
}

class Ready extends Message {
  start(): void {
    process.on('SIGIO', this.#look);
    p.fcntl(this.fd, p.F_SETOWN, process.pid);
    p.fcntl(this.fd, p.F_SETFL, p.fcntl(this.fd, p.F_GETFL) | p.O_ASYNC);
    setImmediate(this.#look);
  }
  #over = false;
  #end(): void {
    this.#over = true;
    // first no more signals, then no more listener: without one SIGIO would end the process
    p.fcntl(this.fd, p.F_SETFL, p.fcntl(this.fd, p.F_GETFL) & ~p.O_ASYNC);
    process.off('SIGIO', this.#look);
  }
  readonly #look = (): void => {
    while (!this.#over) {
      let n: number;
      try {
        n = p.recv(this.fd, this.rest, this.rest.length, p.MSG_DONTWAIT);
      } catch (e) {
        if (e instanceof p.PosixError && e.errno === p.EWOULDBLOCK) return;
        this.#end();
        this.failed(e);
        return;
      }
      if (this.count + n === this.buffer.length || n === 0) this.#end();
      this.took(n);
    }
  };
}

class Finished extends Message {
  start(): void {
    const block = new p.aiocb({ aio_fildes: this.fd, aio_buf: this.rest });
    block.aio_sigevent = {
      sigev_notify: p.SIGEV_THREAD,
      sigev_notify_function: () => {
        let n: number;
        try {
          n = p.aio_return(block);
        } catch (e) {
          this.failed(e);
          return;
        }
        if (!this.took(n)) this.start();
      },
    };
    p.aio_read(block);
  }
}

export const createReceivers = () => ({
  byReadiness: (fd: number, buffer: Uint8Array, done: Done) => new Ready(fd, buffer, done).start(),
  byCompletion: (fd: number, buffer: Uint8Array, done: Done) => new Finished(fd, buffer, done).start(),
});
