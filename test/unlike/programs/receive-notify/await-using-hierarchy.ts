// mechanism: notified
// passes: yes
// note: resources as classes, released by await using; nothing is closed that is not ours
import { once } from 'node:events';
import { Socket } from 'node:net';

abstract class Resource implements AsyncDisposable {
  protected abstract release(): Promise<void>;
  async [Symbol.asyncDispose](): Promise<void> {
    await this.release();
  }
}

class BorrowedSocket extends Resource {
  readonly stream: Socket;
  constructor(fd: number) {
    super();
    this.stream = new Socket({ fd, allowHalfOpen: true });
  }
  protected async release(): Promise<void> {
    this.stream.removeAllListeners('readable');
    this.stream.pause();
  }
}

class Cursor extends Resource {
  position = 0;
  readonly #target: Uint8Array;
  constructor(target: Uint8Array) {
    super();
    this.#target = target;
  }
  get full(): boolean {
    return this.position === this.#target.length;
  }
  put(bytes: Uint8Array): void {
    this.#target.set(bytes, this.position);
    this.position += bytes.length;
  }
  protected async release(): Promise<void> {}
}

async function transfer(fd: number, cursor: Cursor): Promise<void> {
  await using borrowed = new BorrowedSocket(fd);
  const { stream } = borrowed;
  const ended = once(stream, 'end').then(() => 'end' as const);
  ended.catch(() => {});
  while (!cursor.full) {
    const bytes = stream.read() as Buffer | null;
    if (bytes !== null) cursor.put(bytes);
    else if ((await Promise.race([ended, once(stream, 'readable')])) === 'end') return;
  }
}

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  await using cursor = new Cursor(buffer);
  const error = await transfer(fd, cursor).then(
    () => null,
    (err: Error) => err,
  );
  done(error, cursor.position);
}
