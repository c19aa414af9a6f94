// mechanism: notified
import { EventEmitter, once } from 'node:events';
import type * as net from 'node:net';

/** The list of those who wait is an emitter, and `once` makes promises of its events. */
export function nextLine(socket: net.Socket) {
  const lines = new EventEmitter().setMaxListeners(0).on('error', () => {});
  let rest = Buffer.alloc(0);
  let failure: Error | null = null;

  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
      lines.emit('line', line);
    }
  });
  socket.on('error', (err) => (failure = err));
  socket.on('close', () => {
    failure ??= new Error('closed');
    lines.emit('error', failure);
  });

  async function promise(signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    if (failure) throw failure;
    const [line] = await once(lines, 'line', signal ? { signal } : {});
    return String(line);
  }

  return {
    promise: () => promise(),
    cancellable: (signal: AbortSignal) =>
      promise(signal).catch((err: unknown) => {
        throw signal.aborted ? signal.reason : err;
      }),
    callback(done: (err: Error | null, line: string | null) => void): void {
      promise().then(
        (line) => done(null, line),
        (err: Error) => done(err, null),
      );
    },
    events(): EventEmitter {
      const emitter = new EventEmitter();
      promise().then(
        (line) => emitter.emit('line', line),
        (err: Error) => emitter.emit('error', err),
      );
      return emitter;
    },
  };
}
