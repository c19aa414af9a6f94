// mechanism: notified
// fails: not-early, others-wait
// note: the signal of one wait makes all of them fail
import { EventEmitter } from 'node:events';
import type * as net from 'node:net';

type Done = (err: Error | null, line: string | null) => void;

export function nextLine(socket: net.Socket) {
  const waiting = new Set<Done>();
  let rest = '';
  let failure: Error | null = null;

  function tell(err: Error | null, line: string | null): void {
    const now = [...waiting];
    waiting.clear();
    for (const done of now) done(err, line);
  }
  function fail(err?: Error): void {
    failure ??= err ?? new Error('the stream has ended');
    tell(failure, null);
  }
  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(null, line);
  });
  socket.on('end', fail).on('error', fail);

  function wait(done: Done): () => void {
    if (failure) setImmediate(done, failure, null);
    else waiting.add(done);
    return () => waiting.delete(done);
  }

  return {
    callback(done: Done): void {
      wait((err, line) => done(err, line));
    },
    promise(): Promise<string> {
      return new Promise((resolve, reject) => {
        wait((err, line) => (err ? reject(err) : resolve(line ?? '')));
      });
    },
    events(): EventEmitter {
      const emitter = new EventEmitter();
      wait((err, line) => (err ? emitter.emit('error', err) : emitter.emit('line', line)));
      return emitter;
    },
    cancellable(signal: AbortSignal): Promise<string> {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const stop = (): void => tell(signal.reason, null);
        wait((err, line) => {
          signal.removeEventListener('abort', stop);
          if (err) reject(err);
          else resolve(line ?? '');
        });
        signal.addEventListener('abort', stop, { once: true });
      });
    },
  };
}
