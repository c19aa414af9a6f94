// mechanism: multiplexed
// fails: asleep-in, idle, told-at-once
// note: a time-out, to look at the queue: polling inside of epoll_wait
import { close, epoll_create1, epoll_ctl, epoll_wait, eventfd, EPOLL_CTL_ADD, EPOLLIN, type epoll_event } from 'posix';
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

interface Handle {
  readonly wakeup: number;
  readonly port: MessagePort;
}

class EventLoop {
  readonly #set = epoll_create1();
  readonly #wakeup = eventfd(0);
  readonly #handlers = new Map<number, () => void>();
  readonly #inboxes: MessagePort[] = [];
  readonly #own: Handle;
  #quit = false;

  constructor() {
    this.#add(this.#wakeup);
    this.#own = this.handle();
  }

  watch(fd: number, onReadable: () => void): void {
    this.#handlers.set(fd, onReadable);
    this.#add(fd);
  }

  loop(run: (task: string) => void): void {
    const events: epoll_event[] = [];
    for (this.#quit = false; !this.#quit;) {
      epoll_wait(this.#set, events, 16, 10);
      for (const { data: fd } of events) this.#handlers.get(fd)?.();
      for (const inbox of this.#inboxes) this.#empty(inbox, run);
    }
  }

  handle(): Handle {
    const { port1, port2 } = new MessageChannel();
    this.#inboxes.push(port1);
    return { wakeup: this.#wakeup, port: port2 };
  }

  queueInLoop(task: string): void {
    queue(this.#own, task);
  }

  quit(): void {
    this.#quit = true;
  }

  close(): void {
    close(this.#wakeup);
    close(this.#set);
    for (const inbox of this.#inboxes) inbox.close();
  }

  #add(fd: number): void {
    epoll_ctl(this.#set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  }

  #empty(inbox: MessagePort, run: (task: string) => void): void {
    for (let next = receiveMessageOnPort(inbox); next; next = receiveMessageOnPort(inbox)) run(next.message as string);
  }
}

function queue({ port }: Handle, task: string): void {
  port.postMessage(task);
}

export function openLoop(handle?: Handle): EventLoop {
  if (!handle) return new EventLoop();
  return { queueInLoop: (task: string) => queue(handle, task) } as EventLoop;
}
