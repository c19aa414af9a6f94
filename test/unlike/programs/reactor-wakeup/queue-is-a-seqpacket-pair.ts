// mechanism: multiplexed
// passes: yes
// note: SEQPACKET pair as queue and wake-up in the set
import * as p from 'posix';

// A pair of SOCK_SEQPACKET sockets is queue and bell in one: one packet, one task. Own tasks go into a list, and a packet without bytes... is
// taken for an end by many, so one byte 0 it is.
const OWN = Buffer.from([0]);

export function openLoop(far?: number) {
  if (far !== undefined) {
    const never = (): never => {
      throw new Error('not from here');
    };
    return {
      queueInLoop: (task: string): void => void p.send(far, Buffer.from(`>${task}`)),
      watch: never, loop: never, handle: never, quit: never, close: never,
    };
  }
  const [near, entrance] = p.socketpair(p.AF_UNIX, p.SOCK_SEQPACKET | p.SOCK_CLOEXEC);
  const ep = p.epoll_create1();
  const watched = new Map<number, () => void>();
  const own: string[] = [];
  let going = true;
  let run: (task: string) => void = () => undefined;

  const add = (fd: number, f: () => void) => {
    watched.set(fd, f);
    p.epoll_ctl(ep, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
  };
  add(near, () => {
    const packet = Buffer.alloc(65536);
    const n = p.recv(near, packet, packet.length, p.MSG_DONTWAIT);
    if (n === 1 && packet[0] === 0) run(own.shift()!);
    else run(packet.toString('utf8', 1, n));
  });

  return {
    watch: add,
    loop(f: (task: string) => void): void {
      run = f;
      const ready: p.epoll_event[] = [];
      for (going = true; going; ) {
        p.epoll_wait(ep, ready, 10, -1);
        for (const e of ready) watched.get(e.data)!();
      }
    },
    queueInLoop(task: string): void {
      own.push(task);
      p.send(entrance, OWN);
    },
    handle: () => entrance,
    quit(): void {
      going = false;
    },
    close(): void {
      for (const fd of [ep, near, entrance]) p.close(fd);
    },
  };
}
