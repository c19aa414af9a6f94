// mechanism: multiplexed
// passes: yes
// note: wake-up by a one-shot timerfd of 1 ns, disarmed otherwise
import * as p from 'posix';
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

// The bell is a timerfd that is never armed but to ring now: one nanosecond, once. Nothing repeats.
const NOW = { it_value: { tv_sec: 0, tv_nsec: 1 }, it_interval: { tv_sec: 0, tv_nsec: 0 } };
type Handle = { bell: number; port: MessagePort };

class Loop {
  readonly #set = p.epoll_create1();
  readonly #bell = p.timerfd_create(p.CLOCK_MONOTONIC, p.TFD_NONBLOCK);
  readonly #handlers = new Map<number, () => void>();
  readonly #ports: MessagePort[] = [];
  readonly #own: string[] = [];
  #quit = false;

  constructor() {
    this.watch(this.#bell, () => {
      try {
        p.read(this.#bell, new BigUint64Array(1));
      } catch (e) {
        if ((e as p.PosixError).code !== 'EAGAIN') throw e;
      }
    });
  }
  watch(fd: number, onReadable: () => void): void {
    this.#handlers.set(fd, onReadable);
    p.epoll_ctl(this.#set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
  }
  loop(run: (task: string) => void): void {
    this.#quit = false;
    const ready: p.epoll_event[] = [];
    while (!this.#quit) {
      p.epoll_wait(this.#set, ready, 8, -1);
      for (const e of ready) this.#handlers.get(e.data)!();
      const tasks = this.#own.splice(0);
      for (const port of this.#ports) for (let m; (m = receiveMessageOnPort(port)); ) tasks.push(m.message as string);
      tasks.forEach((task) => run(task));
    }
  }
  queueInLoop(task: string): void {
    this.#own.push(task);
    p.timerfd_settime(this.#bell, 0, NOW);
  }
  handle(): Handle {
    const { port1, port2 } = new MessageChannel();
    this.#ports.push(port1);
    return { bell: this.#bell, port: port2 };
  }
  quit(): void {
    this.#quit = true;
  }
  close(): void {
    for (const port of this.#ports) port.close();
    p.close(this.#set);
    p.close(this.#bell);
  }
}

class Far extends Loop {
  readonly #to: Handle;
  constructor(to: Handle) {
    super();
    super.close();
    this.#to = to;
  }
  override queueInLoop(task: string): void {
    this.#to.port.postMessage(task);
    p.timerfd_settime(this.#to.bell, 0, NOW);
  }
}

export const openLoop = (handle?: Handle): Loop => (handle ? new Far(handle) : new Loop());
