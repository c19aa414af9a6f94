// mechanism: notified
// passes: yes
// note: a Go programmer: unbuffered channels, goroutines, select, defer, and errors as values
import { Socket } from 'node:net';

type Pair<T> = [value: T, ok: true] | [value: undefined, ok: false];

class Chan<T> {
  private recvq: ((p: Pair<T>) => void)[] = [];
  private sendq: { v: T; sent: () => void }[] = [];
  private closed = false;

  send(v: T): Promise<void> {
    if (this.closed) throw new Error('send on closed channel');
    const r = this.recvq.shift();
    if (r) {
      r([v, true]);
      return Promise.resolve();
    }
    return new Promise((sent) => this.sendq.push({ v, sent }));
  }

  recv(): Promise<Pair<T>> {
    const s = this.sendq.shift();
    if (s) {
      s.sent();
      return Promise.resolve<Pair<T>>([s.v, true]);
    }
    if (this.closed) return Promise.resolve<Pair<T>>([undefined, false]);
    return new Promise((r) => this.recvq.push(r));
  }

  close(): void {
    this.closed = true;
    for (const r of this.recvq.splice(0)) r([undefined, false]);
  }
}

const go = (f: () => Promise<void>): void => void f();
const select = <T>(...cases: Promise<T>[]): Promise<T> => Promise.race(cases);

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const bytes = new Chan<Buffer>();
  const errc = new Chan<Error>();
  const conn = new Socket({ fd, allowHalfOpen: true });
  conn.on('data', (b) => {
    conn.pause();
    go(async () => {
      await bytes.send(b as Buffer);
      conn.resume();
    });
  });
  conn.on('end', () => bytes.close());
  conn.on('error', (err) => go(() => errc.send(err)));

  go(async () => {
    let n = 0;
    const failed = errc.recv().then(([err]) => ({ err, b: undefined, ok: false }));
    while (n < buffer.length) {
      const { err, b, ok } = await select(
        failed,
        bytes.recv().then(([b, ok]) => ({ err: undefined, b, ok })),
      );
      if (err !== undefined) {
        done(err, n);
        return;
      }
      if (!ok || b === undefined) break;
      n += b.copy(buffer, n);
    }
    done(null, n);
  });
}
