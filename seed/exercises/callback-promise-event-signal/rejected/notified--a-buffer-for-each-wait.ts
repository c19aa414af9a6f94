// mechanism: notified
// fails: told
// note: each wait collects for itself, and one that begins in the middle of a line gets the rest of it
import { EventEmitter } from 'node:events';
import type * as net from 'node:net';

type Done = (err: Error | null, line: string | null) => void;

export function nextLine(socket: net.Socket) {
  let failure: Error | null = null;
  const fail = (err?: Error): void => void (failure ??= err ?? new Error('ended'));
  socket.on('end', fail).on('error', fail);

  function wait(done: Done): () => void {
    let text = '';
    const off = (): void => {
      socket.off('data', onData).off('end', onEnd).off('error', onEnd);
    };
    const onData = (bytes: Buffer): void => {
      text += bytes.toString();
      const end = text.indexOf('\n');
      if (end < 0) return;
      off();
      done(null, text.slice(0, end));
    };
    const onEnd = (err?: Error): void => {
      off();
      done(err ?? new Error('ended'), null);
    };
    if (failure) setImmediate(done, failure, null);
    else socket.on('data', onData).on('end', onEnd).on('error', onEnd);
    return off;
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
        const stop = (): void => {
          cancel();
          reject(signal.reason);
        };
        const cancel = wait((err, line) => {
          signal.removeEventListener('abort', stop);
          if (err) reject(err);
          else resolve(line ?? '');
        });
        signal.addEventListener('abort', stop, { once: true });
      });
    },
  };
}
