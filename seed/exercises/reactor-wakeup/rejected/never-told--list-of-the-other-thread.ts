// mechanism: multiplexed
// fails: fd-kept, from-inside, in-order, told
// note: pushes into a list of the module and writes the eventfd; but each thread has a module of its own
import * as p from 'posix';

let tasks: string[] = [];

export function openLoop(from?: { wakeup: number }) {
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
        const taken = tasks;
        tasks = [];
        for (const task of taken) run(task);
      }
    },
    queueInLoop(task: string): void {
      tasks.push(task);
      p.write(wakeup, new BigUint64Array([1n]));
    },
    handle: () => ({ wakeup }),
    quit(): void {
      quitting = true;
    },
    close(): void {
      p.close(set);
      p.close(wakeup);
    },
  };
}
