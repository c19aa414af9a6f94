import { bind } from './libc.js';
import { integer, long } from './memory.js';

/** Events and timers as descriptors: eventfd(2), timerfd_create(2). */

const cEventfd = bind('eventfd', 'int', ['uint32_t', 'int']);
const cTimerfdCreate = bind('timerfd_create', 'int', ['int', 'int']);
const cTimerfdSettime = bind('timerfd_settime', 'int', ['int', 'int', 'void *', 'void *']);

export interface timespec {
  tv_sec: number;
  tv_nsec: number;
}

export interface itimerspec {
  it_interval: timespec;
  it_value: timespec;
}

/** The two longs of a struct timespec. */
export function longs(what: string, { tv_sec, tv_nsec }: timespec): bigint[] {
  return [long(`${what}.tv_sec`, tv_sec), long(`${what}.tv_nsec`, tv_nsec)];
}

/** eventfd(2) */
export function eventfd(initval: number, flags = 0): number {
  return cEventfd(integer('initval', initval, 0, 2 ** 32 - 1), flags);
}

/** timerfd_create(2) */
export function timerfd_create(clockid: number, flags = 0): number {
  return cTimerfdCreate(clockid, flags);
}

/** timerfd_settime(2); returns the setting from before */
export function timerfd_settime(fd: number, flags: number, newValue: itimerspec): itimerspec {
  const { it_interval, it_value } = newValue;
  const fresh = BigInt64Array.of(...longs('it_interval', it_interval), ...longs('it_value', it_value));
  const old = new BigInt64Array(4);
  cTimerfdSettime(fd, flags, fresh, old);
  const [intervalSec, intervalNsec, valueSec, valueNsec] = [...old].map(Number);
  return {
    it_interval: { tv_sec: intervalSec ?? 0, tv_nsec: intervalNsec ?? 0 },
    it_value: { tv_sec: valueSec ?? 0, tv_nsec: valueNsec ?? 0 },
  };
}
