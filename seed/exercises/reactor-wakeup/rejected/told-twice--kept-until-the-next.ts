// mechanism: multiplexed
// fails: from-inside, in-order, told, told-once
// note: runs the tasks and leaves them in the queue
import * as p from 'posix';

const LOCK = 0;
const LENGTH = 1;
const HEADER = 8;

/** One line per task. */
class SharedQueue {
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(memory = new SharedArrayBuffer(1 << 18)) {
    this.memory = memory;
    this.#words = new Int32Array(memory, 0, 2);
    this.#bytes = new Uint8Array(memory, HEADER);
  }

  push(task: string): void {
    const line = Buffer.from(`${task}\n`);
    this.#locked(() => {
      this.#bytes.set(line, this.#words[LENGTH]);
      this.#words[LENGTH] = this.#words[LENGTH]! + line.length;
    });
  }

  takeAll(): string[] {
    return this.#locked(() => {
      const text = Buffer.from(this.#bytes.slice(0, this.#words[LENGTH])).toString();
      return text.split('\n').slice(0, -1);
    });
  }

  #locked<T>(work: () => T): T {
    while (Atomics.compareExchange(this.#words, LOCK, 0, 1) !== 0) Atomics.wait(this.#words, LOCK, 1);
    try {
      return work();
    } finally {
      Atomics.store(this.#words, LOCK, 0);
      Atomics.notify(this.#words, LOCK, 1);
    }
  }
}

export function openLoop(from?: { memory: SharedArrayBuffer; wakeup: number }) {
  const tasks = new SharedQueue(from?.memory);
  const wakeup = from?.wakeup ?? p.eventfd(0, p.EFD_NONBLOCK | p.EFD_CLOEXEC);
  const set = from ? -1 : p.epoll_create1();
  const handlers = new Map<number, () => void>();
  const add = (fd: number) => p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
  let quitting = false;
  if (!from) add(wakeup);

  return {
    watch(fd: number, onReadable: () => void): void {
      handlers.set(fd, onReadable);
      add(fd);
    },
    loop(run: (task: string) => void): void {
      const ready: p.epoll_event[] = [];
      quitting = false;
      while (!quitting) {
        p.epoll_wait(set, ready, 8, -1);
        for (const { data } of ready) {
          if (data === wakeup) p.read(wakeup, new BigUint64Array(1));
          else handlers.get(data)?.();
        }
        for (const task of tasks.takeAll()) run(task);
      }
    },
    queueInLoop(task: string): void {
      tasks.push(task);
      p.write(wakeup, new BigUint64Array([1n]));
    },
    handle: () => ({ memory: tasks.memory, wakeup }),
    quit(): void {
      quitting = true;
    },
    close(): void {
      p.close(set);
      p.close(wakeup);
    },
  };
}
