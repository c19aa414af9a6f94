// mechanism: multiplexed
// passes: no
// note: EPOLLET and one task for each event: tasks queued together are lost
import { close, epoll_create1, epoll_ctl, epoll_wait, eventfd, read, write, EFD_NONBLOCK, EFD_SEMAPHORE, EPOLL_CTL_ADD, EPOLLET, EPOLLIN, type epoll_event } from 'posix';
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

// Edge-triggered is faster. Take one, run one.
export function openLoop(from?: { port: MessagePort; sem: number }) {
  if (from) {
    return {
      watch() {}, loop() {}, handle() {}, quit() {}, close() {},
      queueInLoop(task: string): void {
        from.port.postMessage(task);
        write(from.sem, BigUint64Array.of(1n));
      },
    };
  }
  const sem = eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK);
  const set = epoll_create1();
  epoll_ctl(set, EPOLL_CTL_ADD, sem, { events: EPOLLIN | EPOLLET, data: 0 });
  const handlers: (() => void)[] = [() => undefined];
  const ports: MessagePort[] = [];
  const here: string[] = [];
  let done = false;

  function take(): string {
    for (const port of ports) {
      const m = receiveMessageOnPort(port);
      if (m) return m.message as string;
    }
    return here.shift()!;
  }

  return {
    watch(fd: number, onReadable: () => void): void {
      epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: handlers.push(onReadable) - 1 });
    },
    loop(run: (task: string) => void): void {
      const events: epoll_event[] = [];
      done = false;
      while (!done) {
        epoll_wait(set, events, 5, -1);
        for (const { data } of events) {
          if (data === 0) {
            read(sem, new BigUint64Array(1));
            run(take());
          } else handlers[data]!();
        }
      }
    },
    queueInLoop(task: string): void {
      here.push(task);
      write(sem, BigUint64Array.of(1n));
    },
    handle(): { port: MessagePort; sem: number } {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1);
      return { port: port2, sem };
    },
    quit(): void {
      done = true;
    },
    close(): void {
      ports.forEach((port) => port.close());
      close(set);
      close(sem);
    },
  };
}
