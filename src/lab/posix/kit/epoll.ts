import { bind } from './libc.js';
import { integer, littleEndian, long } from './memory.js';

/** epoll(7). struct epoll_event is packed on x86_64: uint32_t events @0, epoll_data_t data @4, 12 bytes. */

const cEpollCreate1 = bind('epoll_create1', 'int', ['int']);
const cEpollCtl = bind('epoll_ctl', 'int', ['int', 'int', 'int', 'void *']);
const cEpollWait = bind('epoll_wait', 'int', ['int', 'void *', 'int', 'int']);
const EPOLL_EVENT_BYTES = 12;
/** As many as one call may report here: memory is set aside for all of them. */
const MOST_EVENTS = 65_536;

export interface epoll_event {
  events: number;
  data: number;
}

/** epoll_create1(2) */
export function epoll_create1(flags = 0): number {
  return cEpollCreate1(flags);
}

/** epoll_ctl(2) */
export function epoll_ctl(epfd: number, op: number, fd: number, event: epoll_event | null = null): void {
  if (!event) {
    cEpollCtl(epfd, op, fd, null);
    return;
  }
  const memory = new DataView(new ArrayBuffer(EPOLL_EVENT_BYTES));
  // Bit 31, EPOLLET, makes the number negative in JavaScript; the bits are the same.
  memory.setUint32(0, integer('events', event.events, -(2 ** 31), 2 ** 32 - 1) >>> 0, littleEndian);
  memory.setBigInt64(4, long('data', event.data), littleEndian);
  cEpollCtl(epfd, op, fd, memory);
}

/** epoll_wait(2); `events` afterwards holds exactly what was reported */
export function epoll_wait(epfd: number, events: epoll_event[], maxevents: number, timeout: number): number {
  integer('maxevents', maxevents, -(2 ** 31), MOST_EVENTS);
  // A count that C refuses (EINVAL) is C's to refuse; the memory for it is not needed then.
  const memory = new DataView(new ArrayBuffer(Math.max(1, maxevents) * EPOLL_EVENT_BYTES));
  const count = cEpollWait(epfd, memory, maxevents, timeout);
  events.length = 0;
  for (let at = 0; at < count * EPOLL_EVENT_BYTES; at += EPOLL_EVENT_BYTES) {
    events.push({
      events: memory.getUint32(at, littleEndian),
      data: Number(memory.getBigInt64(at + 4, littleEndian)),
    });
  }
  return count;
}
