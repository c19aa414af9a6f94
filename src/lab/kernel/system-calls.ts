import type { SleepingCall } from './readings.js';

/**
 * The system calls a thread can be found asleep in, x86_64 numbers (asm/unistd_64.h), and what each means
 * for the verdict. All that the filter lets through and that can wait: by the kit a submission makes them itself.
 */
const names: Readonly<Record<number, string>> = {
  0: 'read',
  1: 'write',
  2: 'open',
  3: 'close',
  7: 'poll',
  17: 'pread64',
  18: 'pwrite64',
  19: 'readv',
  20: 'writev',
  23: 'select',
  34: 'pause',
  35: 'nanosleep',
  40: 'sendfile',
  42: 'connect',
  43: 'accept',
  44: 'sendto',
  45: 'recvfrom',
  46: 'sendmsg',
  47: 'recvmsg',
  48: 'shutdown',
  56: 'clone',
  58: 'vfork',
  61: 'wait4',
  62: 'kill',
  72: 'fcntl',
  73: 'flock',
  74: 'fsync',
  75: 'fdatasync',
  128: 'rt_sigtimedwait',
  130: 'rt_sigsuspend',
  202: 'futex',
  219: 'restart_syscall',
  230: 'clock_nanosleep',
  232: 'epoll_wait',
  247: 'waitid',
  257: 'openat',
  270: 'pselect6',
  271: 'ppoll',
  275: 'splice',
  276: 'tee',
  281: 'epoll_pwait',
  288: 'accept4',
  295: 'preadv',
  296: 'pwritev',
  299: 'recvmmsg',
  307: 'sendmmsg',
  327: 'preadv2',
  328: 'pwritev2',
  435: 'clone3',
  441: 'epoll_pwait2',
  449: 'futex_waitv',
};

const epollCalls = new Set(['epoll_wait', 'epoll_pwait', 'epoll_pwait2']);
const setCalls = new Set(['poll', 'ppoll', 'select', 'pselect6']);
const readCalls = new Set([
  'read',
  'pread64',
  'readv',
  'recvfrom',
  'recvmsg',
  'recvmmsg',
  'accept',
  'accept4',
  'preadv',
  'preadv2',
]);
const writeCalls = new Set([
  'write',
  'pwrite64',
  'writev',
  'pwritev',
  'pwritev2',
  'sendto',
  'sendmsg',
  'sendmmsg',
  'connect',
]);

export function isEpoll(call: SleepingCall): boolean {
  return epollCalls.has(call.name);
}

/** poll and select, whose set lies in the caller's memory and not in a kernel object. */
export function isSetInMemory(call: SleepingCall): boolean {
  return setCalls.has(call.name);
}

export function isRead(call: SleepingCall): boolean {
  return readCalls.has(call.name);
}

export function isWrite(call: SleepingCall): boolean {
  return writeCalls.has(call.name);
}

/** clone(2), CLONE_VFORK: the caller sleeps until the child has another program or is gone. */
const CLONE_VFORK = 0x4000;

/** As far as its arguments tell: those of clone3 lie in memory, and it sleeps for nothing else. */
export function isVfork({ name, arguments: [flags = 0] }: SleepingCall): boolean {
  // Of 32 bits in JavaScript, of 64 in the register; this one is among the lower.
  const asked = name === 'clone' && ((flags % 2 ** 32) & CLONE_VFORK) !== 0;
  return asked || name === 'vfork' || name === 'clone3';
}

/** A sleep that only lets time pass: a pause in the midst of something, as in a lock's back-off. */
export function isNap(call: Pick<SleepingCall, 'name'>): boolean {
  return call.name === 'nanosleep' || call.name === 'clock_nanosleep';
}

/**
 * Milliseconds until the sleep ends by itself, as far as the call's arguments tell: 0 or more, `Infinity` when
 * nothing but an event ends it, null when a time lies in memory we do not read. A hint, never a verdict:
 * any armed timer of Node shows here.
 */
export function sleepsFor(call: SleepingCall): number | null {
  const argument = (index: number) => call.arguments[index] ?? 0;
  switch (call.name) {
    case 'epoll_wait':
    case 'epoll_pwait': {
      const timeout = argument(3) | 0;
      return timeout < 0 ? Infinity : timeout;
    }
    case 'poll': {
      const timeout = argument(2) | 0;
      return timeout < 0 ? Infinity : timeout;
    }
    case 'ppoll':
      return argument(2) === 0 ? Infinity : null;
    case 'epoll_pwait2':
    case 'futex':
    case 'futex_waitv':
      return argument(3) === 0 ? Infinity : null;
    case 'select':
    case 'pselect6':
    case 'recvmmsg':
      return argument(4) === 0 ? Infinity : null;
    // A connection is given up after a time (tcp(7)), and SO_LINGER bounds a close (socket(7)): neither is an argument.
    case 'connect':
    case 'close':
    case 'nanosleep':
    case 'clock_nanosleep':
    case 'rt_sigtimedwait':
    case 'restart_syscall':
      return null;
    default:
      return Infinity;
  }
}

/** Reads a line of /proc/P/task/T/syscall; null for `running` and for a thread outside any call (-1). */
export function parseSyscall(text: string): SleepingCall | null {
  const [first = '', ...rest] = text.trim().split(' ');
  const number = Number(first);
  if (first === '' || !Number.isInteger(number) || number < 0) return null;
  return {
    number,
    name: names[number] ?? `call ${number}`,
    // Registers, 64 bits each: a −1 may stand there as 0xffffffffffffffff, which is no number of JavaScript's.
    arguments: rest.slice(0, 6).map((register) => Number(BigInt.asIntN(64, BigInt(register)))),
  };
}
