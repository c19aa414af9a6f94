import { bind } from './libc.js';
import { integer, long } from './memory.js';

/** select(2): three bit sets of FD_SETSIZE descriptors each, and a struct timeval of two longs. */

const cSelect = bind('select', 'int', ['int', 'void *', 'void *', 'void *', 'void *']);
export const FD_SETSIZE = 1024;

export interface timeval {
  tv_sec: number;
  tv_usec: number;
}

/** A set of descriptors. The bits lie in `bits`, for C to read and write. */
export class fd_set {
  readonly bits: Uint8Array = new Uint8Array(FD_SETSIZE / 8);
}

/** In C a descriptor of FD_SETSIZE or more writes past the set. */
function place(fd: number): { at: number; bit: number } {
  integer('a descriptor in an fd_set', fd, 0, FD_SETSIZE - 1);
  return { at: fd >> 3, bit: 1 << (fd & 7) };
}

/** FD_ZERO of select(2) */
export function FD_ZERO(set: fd_set): void {
  set.bits.fill(0);
}

/** FD_SET of select(2) */
export function FD_SET(fd: number, set: fd_set): void {
  const { at, bit } = place(fd);
  set.bits[at] = (set.bits[at] ?? 0) | bit;
}

/** FD_CLR of select(2) */
export function FD_CLR(fd: number, set: fd_set): void {
  const { at, bit } = place(fd);
  set.bits[at] = (set.bits[at] ?? 0) & ~bit;
}

/** FD_ISSET of select(2) */
export function FD_ISSET(fd: number, set: fd_set): boolean {
  const { at, bit } = place(fd);
  return ((set.bits[at] ?? 0) & bit) !== 0;
}

/** select(2); as on Linux, `timeout` afterwards holds what was left of it */
export function select(
  nfds: number,
  readfds: fd_set | null,
  writefds: fd_set | null,
  exceptfds: fd_set | null,
  timeout: timeval | null,
): number {
  integer('nfds', nfds, 0, FD_SETSIZE);
  const time =
    timeout &&
    BigInt64Array.of(long('timeout.tv_sec', timeout.tv_sec), long('timeout.tv_usec', timeout.tv_usec));
  try {
    return cSelect(nfds, readfds?.bits ?? null, writefds?.bits ?? null, exceptfds?.bits ?? null, time);
  } finally {
    if (timeout && time) {
      timeout.tv_sec = Number(time[0]);
      timeout.tv_usec = Number(time[1]);
    }
  }
}
