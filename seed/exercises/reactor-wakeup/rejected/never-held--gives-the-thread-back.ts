// mechanism: none
// fails: asleep-in, fd-kept, from-inside, held, in-order, nothing-left-open, no-task-lost, notified, told, told-at-once, told-once
// note: loop() is back at once, and messages come as events of Node’s
import { close, epoll_create1, epoll_ctl, epoll_wait, EPOLL_CTL_ADD, EPOLLIN, type epoll_event } from 'posix';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

export function openLoop(handle?: MessagePort) {
  const set = epoll_create1();
  const handlers = new Map<number, () => void>();
  const tasks: string[] = [];
  let quitting = false;

  return {
    watch(fd: number, onReadable: () => void): void {
      handlers.set(fd, onReadable);
      epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
    },
    loop(run: (task: string) => void): void {
      const timer = setInterval(() => {
        const events: epoll_event[] = [];
        epoll_wait(set, events, 16, 0);
        for (const { data } of events) handlers.get(data)?.();
        for (const task of tasks.splice(0)) run(task);
        if (quitting) clearInterval(timer);
      }, 20);
    },
    queueInLoop(task: string): void {
      if (handle) handle.postMessage(task);
      else tasks.push(task);
    },
    handle(): MessagePort {
      const { port1, port2 } = new MessageChannel();
      // An event of Node's loop, while the thread that would run it sleeps in `epoll_wait`.
      port1.on('message', (task: string) => tasks.push(task));
      return port2;
    },
    quit(): void {
      quitting = true;
    },
    close(): void {
      close(set);
    },
  };
}
