// mechanism: notified
// passes: yes
// note: metaprogramming: the buffer is written through a Proxy, listeners are methods found by name, done is callable once
import { Socket } from 'node:net';

const callableOnce = <F extends (...args: never[]) => void>(f: F): F => {
  let used = false;
  return new Proxy(f, {
    apply(target, self, args) {
      if (used) return undefined;
      used = true;
      return Reflect.apply(target, self, args);
    },
  });
};

interface Tail {
  next: Uint8Array;
  readonly filled: number;
  readonly full: boolean;
}
const tailOf = (buffer: Uint8Array): Tail => {
  let filled = 0;
  return new Proxy({} as Tail, {
    set(_target, name, value: Uint8Array) {
      if (name !== 'next') return false;
      buffer.set(value, filled);
      filled += value.length;
      return true;
    },
    get(_target, name) {
      return name === 'filled' ? filled : name === 'full' ? filled === buffer.length : undefined;
    },
  });
};

class Handlers {
  readonly tail: Tail;
  readonly tell: (err: Error | null, count: number) => void;
  constructor(buffer: Uint8Array, done: (err: Error | null, count: number) => void) {
    this.tail = tailOf(buffer);
    this.tell = callableOnce(done);
  }
  onData(bytes: Buffer) {
    this.tail.next = bytes;
    if (this.tail.full) this.tell(null, this.tail.filled);
  }
  onEnd() {
    this.tell(null, this.tail.filled);
  }
  onError(err: Error) {
    this.tell(err, this.tail.filled);
  }
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const socket = new Socket({ fd, allowHalfOpen: true });
  const handlers = new Handlers(buffer, done);
  for (const name of Reflect.ownKeys(Handlers.prototype)) {
    if (typeof name !== 'string' || !name.startsWith('on')) continue;
    const method = Reflect.get(handlers, name) as (...values: unknown[]) => void;
    socket.on(name.slice(2).toLowerCase(), method.bind(handlers));
  }
}
