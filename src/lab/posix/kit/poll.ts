import { bind } from './libc.js';
import { descriptor, integer, littleEndian } from './memory.js';

/** poll(2). struct pollfd: int fd @0, short events @4, short revents @6. */

const cPoll = bind('poll', 'int', ['void *', 'unsigned long', 'int']);
const POLLFD_BYTES = 8;

export interface pollfd {
  fd: number;
  events: number;
  revents?: number;
}

/** poll(2) */
export function poll(fds: pollfd[], timeout: number): number {
  const memory = new DataView(new ArrayBuffer(fds.length * POLLFD_BYTES));
  for (const [index, { fd, events }] of fds.entries()) {
    memory.setInt32(index * POLLFD_BYTES, descriptor(`fds[${index}].fd`, fd), littleEndian);
    const wanted = integer(`fds[${index}].events`, events, -(2 ** 15), 2 ** 16 - 1);
    memory.setInt16(index * POLLFD_BYTES + 4, wanted, littleEndian);
  }
  const ready = cPoll(memory, fds.length, timeout);
  for (const [index, each] of fds.entries()) {
    each.revents = memory.getInt16(index * POLLFD_BYTES + 6, littleEndian);
  }
  return ready;
}
