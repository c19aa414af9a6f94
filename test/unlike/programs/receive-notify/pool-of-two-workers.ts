// mechanism: notified
// passes: yes
// note: an executor service: two workers made at load, jobs queued, each job with a port of its own
import { MessageChannel, Worker } from 'node:worker_threads';

interface Job {
  readonly fd: number;
  readonly length: number;
  readonly answer: (result: { bytes: Uint8Array; count: number; error: Error | null }) => void;
}

const body = `
const { parentPort } = require('node:worker_threads');
const { readSync } = require('node:fs');
parentPort.on('message', ({ fd, length, port }) => {
  const bytes = new Uint8Array(length);
  let count = 0, error = null;
  try {
    while (count < length) {
      const n = readSync(fd, bytes, count, length - count, null);
      if (n === 0) break;
      count += n;
    }
  } catch (e) { error = e; }
  port.postMessage({ bytes, count, error });
  port.close();
  parentPort.postMessage('free');
});
`;

class Pool {
  readonly #free: Worker[] = [];
  readonly #queue: Job[] = [];

  constructor(size: number) {
    for (let i = 0; i < size; i++) {
      const worker = new Worker(body, { eval: true });
      worker.on('message', () => this.#release(worker));
      this.#free.push(worker);
    }
  }

  submit(job: Job): void {
    this.#queue.push(job);
    this.#dispatch();
  }

  #release(worker: Worker): void {
    this.#free.push(worker);
    this.#dispatch();
  }

  #dispatch(): void {
    while (this.#free.length > 0 && this.#queue.length > 0) {
      const worker = this.#free.pop() as Worker;
      const { fd, length, answer } = this.#queue.shift() as Job;
      const { port1, port2 } = new MessageChannel();
      port1.once('message', answer);
      worker.postMessage({ fd, length, port: port2 }, [port2]);
    }
  }
}

const pool = new Pool(2);

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  pool.submit({
    fd,
    length: buffer.length,
    answer: ({ bytes, count, error }) => {
      buffer.set(bytes.subarray(0, count));
      done(error, count);
    },
  });
}
