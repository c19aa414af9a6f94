// note: one class for the message, two for where its bytes come from
import * as p from 'posix';

type Done = (err: Error | null, count: number) => void;

abstract class Message {
  protected count = 0;
  protected readonly fd: number;
  protected readonly buffer: Uint8Array;
  readonly #done: Done;
  #open = true;

  constructor(fd: number, buffer: Uint8Array, done: Done) {
    this.fd = fd;
    this.buffer = buffer;
    this.#done = done;
  }

  protected get rest(): Uint8Array {
    return this.buffer.subarray(this.count);
  }

  /** Takes in a piece; true when more is to be awaited. */
  protected took(bytes: number): boolean {
    this.count += bytes;
    if (bytes > 0 && this.count < this.buffer.length) return true;
    this.close(null);
    return false;
  }

  protected close(error: Error | null): void {
    if (!this.#open) return;
    this.#open = false;
    this.closed();
    this.#done(error, this.count);
  }

  protected closed(): void {}
}

class ReadyMessage extends Message {
  static readonly waiting = new Set<ReadyMessage>();

  begin(): void {
    ReadyMessage.waiting.add(this);
    p.fcntl(this.fd, p.F_SETOWN, process.pid);
    p.fcntl(this.fd, p.F_SETFL, p.fcntl(this.fd, p.F_GETFL) | p.O_ASYNC | p.O_NONBLOCK);
    setImmediate(() => this.drain());
  }

  drain(): void {
    if (!ReadyMessage.waiting.has(this)) return;
    try {
      while (this.took(p.recv(this.fd, this.rest)));
    } catch (error) {
      if (!(error instanceof p.PosixError && error.errno === p.EAGAIN)) this.close(error as Error);
    }
  }

  protected override closed(): void {
    ReadyMessage.waiting.delete(this);
  }
}
process.on('SIGIO', () => {
  for (const message of [...ReadyMessage.waiting]) message.drain();
});

class DoneMessage extends Message {
  begin(): void {
    const block = new p.aiocb({
      aio_fildes: this.fd,
      aio_buf: this.rest,
      aio_sigevent: { sigev_notify: p.SIGEV_THREAD, sigev_notify_function: () => this.finished(block) },
    });
    p.aio_read(block);
  }

  finished(block: p.aiocb): void {
    try {
      if (this.took(p.aio_return(block))) this.begin();
    } catch (error) {
      this.close(error as Error);
    }
  }
}

export function createReceivers() {
  return {
    byReadiness: (fd: number, buffer: Uint8Array, done: Done) => new ReadyMessage(fd, buffer, done).begin(),
    byCompletion: (fd: number, buffer: Uint8Array, done: Done) => new DoneMessage(fd, buffer, done).begin(),
  };
}
