// mechanism: notified
// passes: yes
// note: Subject pushed by 'data'
import { EventEmitter } from 'node:events';
import type * as net from 'node:net';

type Observer<T> = { next(value: T): void; error(err: Error): void };
class Subject<T> {
  private observers: Observer<T>[] = [];
  private failure: Error | null = null;
  subscribe(observer: Observer<T>): () => void {
    if (this.failure) {
      const err = this.failure;
      let alive = true;
      queueMicrotask(() => alive && observer.error(err));
      return () => void (alive = false);
    }
    this.observers = [...this.observers, observer];
    return () => void (this.observers = this.observers.filter((o) => o !== observer));
  }
  next(value: T): void {
    for (const o of this.observers) o.next(value);
  }
  error(err: Error): void {
    if (this.failure) return;
    this.failure = err;
    const all = this.observers;
    this.observers = [];
    for (const o of all) o.error(err);
  }
}
const first = <T>(subject: Subject<T>, observer: Observer<T>): (() => void) => {
  let over = false;
  const stop = subject.subscribe({
    next(v) {
      if (over) return;
      over = true;
      stop();
      observer.next(v);
    },
    error(e) {
      if (over) return;
      over = true;
      observer.error(e);
    },
  });
  return () => {
    over = true;
    stop();
  };
};

export function nextLine(socket: net.Socket) {
  const lines = new Subject<string>();
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      const line = rest.toString('utf8', 0, at);
      rest = rest.subarray(at + 1);
      lines.next(line);
    }
  });
  socket.on('error', (err) => lines.error(err));
  socket.on('end', () => lines.error(new Error('no more lines')));
  socket.on('close', () => lines.error(new Error('no more lines')));

  const promise = () =>
    new Promise<string>((resolve, reject) => void first(lines, { next: resolve, error: reject }));
  return {
    callback(done: (err: Error | null, line: string | null) => void): void {
      first(lines, { next: (l) => done(null, l), error: (e) => done(e, null) });
    },
    promise,
    events(): EventEmitter {
      const emitter = new EventEmitter();
      first(lines, { next: (l) => emitter.emit('line', l), error: (e) => emitter.emit('error', e) });
      return emitter;
    },
    cancellable(signal: AbortSignal): Promise<string> {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const abort = () => {
          stop();
          reject(signal.reason as Error);
        };
        const stop = first(lines, {
          next: (l) => (signal.removeEventListener('abort', abort), resolve(l)),
          error: (e) => (signal.removeEventListener('abort', abort), reject(e)),
        });
        signal.addEventListener('abort', abort, { once: true });
      });
    },
  };
}
