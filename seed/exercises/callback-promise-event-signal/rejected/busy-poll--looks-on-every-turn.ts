// mechanism: busy-poll
// fails: fd-kept, idle, not-early, notified, others-wait, told-of-end, told-of-error, withdrawn
// note: the lines are collected, and every wait looks on each turn of the loop whether there is a new one
import { EventEmitter } from 'node:events';
import type * as net from 'node:net';

type Done = (err: Error | null, line: string | null) => void;

export function nextLine(socket: net.Socket) {
  const lines: string[] = [];
  let rest = '';
  let failure: Error | null = null;
  const fail = (err?: Error): void => void (failure ??= err ?? new Error('ended'));
  socket.on('data', (bytes) => {
    const pieces = (rest + bytes.toString()).split('\n');
    rest = pieces.pop() ?? '';
    lines.push(...pieces);
  });
  socket.on('end', fail).on('error', fail);

  function wait(done: Done): () => void {
    const from = lines.length;
    let over = false;
    setImmediate(function look() {
      if (over) return;
      const line = lines[from];
      if (line !== undefined) done(null, line);
      else if (failure) done(failure, null);
      else setImmediate(look);
    });
    return () => (over = true);
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
