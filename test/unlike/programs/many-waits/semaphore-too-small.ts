// mechanism: none
// passes: no
// note: a polite one: a semaphore of ten, so that nobody is flooded; the barrier is never reached
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

class Semaphore {
  #permits: number;
  #waiting: (() => void)[] = [];
  constructor(permits: number) {
    this.#permits = permits;
  }
  async with<T>(work: () => Promise<T>): Promise<T> {
    if (this.#permits > 0) this.#permits -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#permits += 1;
    }
  }
}

export function collect(ports: number[]): Promise<(string | Error)[]> {
  const ten = new Semaphore(10);
  return Promise.all(
    ports.map((port) =>
      ten.with(() => {
        const socket = connect(port, '127.0.0.1');
        socket.write('ready\n');
        return text(socket).catch((err: Error) => err);
      }),
    ),
  );
}
