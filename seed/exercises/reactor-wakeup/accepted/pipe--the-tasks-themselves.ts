// note: the older way: no queue besides, the tasks themselves go through a pipe that is in the set; a write of a line is atomic
import { close, epoll_create1, epoll_ctl, epoll_wait, pipe2, read, write, EPOLL_CTL_ADD, EPOLLIN, type epoll_event } from 'posix';

export function openLoop(inlet?: number) {
  const [outlet, entrance] = inlet === undefined ? pipe2() : [-1, inlet];
  const set = inlet === undefined ? epoll_create1() : -1;
  const handlers = new Map<number, () => void>();
  const watch = (fd: number, onReadable: () => void): void => {
    handlers.set(fd, onReadable);
    epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  };
  let running = false;

  return {
    watch,
    loop(run: (task: string) => void): void {
      const buffer = Buffer.alloc(65536);
      let rest = '';
      if (!handlers.has(outlet)) {
        watch(outlet, () => {
          const lines = (rest + buffer.toString('utf8', 0, read(outlet, buffer))).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) run(line);
        });
      }
      const events: epoll_event[] = [];
      for (running = true; running;) {
        epoll_wait(set, events, 4, -1);
        for (const { data } of events) handlers.get(data)?.();
      }
    },
    queueInLoop(task: string): void {
      write(entrance, Buffer.from(`${task}\n`));
    },
    handle: () => entrance,
    quit(): void {
      running = false;
    },
    close(): void {
      for (const fd of [set, outlet, entrance]) close(fd);
    },
  };
}
