// mechanism: notified
// data-path: readiness-then-read
import { EventEmitter } from 'node:events';
import * as net from 'node:net';

class Result extends EventEmitter {
  readonly asyncState: unknown;
  readonly completedSynchronously = false;
  readonly #buffer: Uint8Array;
  #outcome: number | Error | null = null;
  ended = false;

  constructor(buffer: Uint8Array, state: unknown) {
    super();
    this.#buffer = buffer;
    this.asyncState = state;
  }

  get isCompleted(): boolean {
    return this.#outcome !== null;
  }

  get outcome(): number | Error | null {
    return this.#outcome;
  }

  get room(): number {
    return this.#buffer.length;
  }

  fill(bytes: Uint8Array): void {
    this.#buffer.set(bytes);
    this.complete(bytes.length);
  }

  complete(outcome: number | Error): void {
    this.#outcome = outcome;
    this.emit('completed', this);
  }
}

export function createReceiver(fd: number) {
  const socket = new net.Socket({ fd, allowHalfOpen: true });
  const waiting: Result[] = [];
  const mine = new WeakSet<Result>();
  let over: number | Error | null = null;

  function serve(): void {
    for (let first = waiting[0]; first; first = waiting[0]) {
      const bytes = socket.read(Math.min(first.room, socket.readableLength)) as Buffer | null;
      if (bytes) {
        waiting.shift();
        first.fill(bytes);
      } else if (over !== null) {
        waiting.shift();
        first.complete(over);
      } else return;
    }
  }

  function finish(how: number | Error): void {
    over = how;
    serve();
  }

  socket.on('readable', serve);
  socket.on('end', () => finish(0));
  socket.on('error', finish);

  return {
    beginReceive(buffer: Uint8Array, callback?: (result: Result) => void, state?: unknown): Result {
      const result = new Result(buffer, state);
      if (callback) result.once('completed', callback);
      mine.add(result);
      waiting.push(result);
      setImmediate(serve);
      return result;
    },
    async endReceive(result: Result): Promise<number> {
      if (!mine.delete(result)) throw new Error('nothing to end');
      const outcome =
        result.outcome ?? (await new Promise<number | Error>((resolve) => result.once('completed', () => resolve(result.outcome ?? 0))));
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
}
