import {
  and,
  assemble,
  give,
  ifAnyBit,
  ifAtLeast,
  ifEqual,
  ifOther,
  loadArchitecture,
  loadArgument,
  loadArgumentHigh,
  loadNumber,
  type Instruction,
} from './bpf.js';
import { allowedCalls, forbiddenCalls } from './system-calls.js';

/**
 * The system call filter of a submission: an allowlist. Node must be able to live with every answer, so
 * what is newer than a kernel could lack is ENOSYS (libuv and glibc fall back: io_uring to epoll, clone3 to clone),
 * and what is refused says EPERM. Only a call by another ABI kills: nothing honest makes one here.
 * Sources: seccomp(2), linux/audit.h, linux/sched.h, linux/socket.h, linux/prctl.h.
 */

const KILL_PROCESS = 0x80000000;
const ALLOW = 0x7fff0000;
const fail = (errno: number): Instruction => give(0x00050000 | errno);

const EPERM = 1;
const EINVAL = 22;
const ENOTTY = 25;
const ENOSYS = 38;
const EPROTONOSUPPORT = 93;
const ESOCKTNOSUPPORT = 94;
const EAFNOSUPPORT = 97;

const AUDIT_ARCH_X86_64 = 0xc000003e;
/** x32 calls come with the 64-bit architecture and this bit (asm/unistd.h). */
const X32_BIT = 0x40000000;

const nr = {
  ioctl: 16,
  socket: 41,
  socketpair: 53,
  setsockopt: 54,
  getsockopt: 55,
  clone: 56,
  fcntl: 72,
  mknod: 133,
  prctl: 157,
  setrlimit: 160,
  mknodat: 259,
  prlimit64: 302,
} as const;

const allow = give(ALLOW);
const oneOf = (values: readonly number[], otherwise: Instruction): Instruction[] => [
  ...values.flatMap((value) => ifEqual(value, [allow])),
  otherwise,
];

/** CLONE_NEW{CGROUP,UTS,IPC,USER,PID,NET,NS}, and CLONE_UNTRACED, which would slip away from a tracer. */
const CLONE_REFUSED = 0x7e020000 | 0x00800000;

const clone = [loadArgument(0), ...ifAnyBit(CLONE_REFUSED, [fail(EPERM)]), allow];

const [AF_UNIX, AF_INET, AF_INET6] = [1, 2, 10];
const [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET] = [1, 2, 5];
const SOCK_FLAGS = 0o4000 | 0o2000000;
const [IPPROTO_DEFAULT, IPPROTO_TCP] = [0, 6];

/**
 * Plain TCP and Unix sockets; no netlink, packet, vsock, raw, ping, SCTP or MPTCP. No UDP either: cgroup v1 charges
 * nobody for waiting datagrams, and their memory is the whole host's (udp_mem of udp(7)): eight children of a
 * submission of 512 MB held 130 MB of it uncharged. An exercise on UDP hands its sockets over.
 */
const socket = [
  loadArgument(0),
  ...ifEqual(AF_UNIX, [
    loadArgument(1),
    and(~SOCK_FLAGS),
    ...oneOf([SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET], fail(ESOCKTNOSUPPORT)),
  ]),
  ...[AF_INET, AF_INET6].flatMap((family) =>
    ifEqual(family, [
      loadArgument(1),
      and(~SOCK_FLAGS),
      ...ifEqual(SOCK_STREAM, [
        loadArgument(2),
        ...oneOf([IPPROTO_DEFAULT, IPPROTO_TCP], fail(EPROTONOSUPPORT)),
      ]),
      fail(ESOCKTNOSUPPORT),
    ]),
  ),
  fail(EAFNOSUPPORT),
];

const socketpair = [loadArgument(0), ...oneOf([AF_UNIX], fail(EAFNOSUPPORT))];

const SOL_SOCKET = 1;
/** SO_ATTACH_FILTER, SO_ATTACH_BPF, SO_ATTACH_REUSEPORT_CBPF and _EBPF: programs for the kernel to run. */
const SOCKET_FILTERS = [26, 50, 51, 52];
/** SO_PASSPIDFD and SO_PEERPIDFD: a handle on the proctor, who made the other ends (linux/socket.h, Linux 6.5). */
const SO_PASSPIDFD = 76;
const SO_PEERPIDFD = 77;
/**
 * SO_RCVTIMEO and SO_SNDTIMEO, each by its old and its new number: they would end a sleep in recv or send after a time
 * that no argument of the call shows, and a sleep must show its timer (system-calls.ts). Node uses none of them.
 */
const SOCKET_TIMEOUTS = [20, 21, 66, 67];
/** Holds bytes back for a time of one's choice: a clock that shows nowhere. */
const SO_MAX_PACING_RATE = 47;
/** TCP_ULP (kernel TLS), TCP_REPAIR (rewriting a connection's state); and the timers TCP_SYNCNT and TCP_USER_TIMEOUT. */
const TCP_REFUSED = [31, 19, 7, 18];

const setsockopt = [
  loadArgument(1),
  ...ifEqual(SOL_SOCKET, [
    loadArgument(2),
    ...[...SOCKET_FILTERS, ...SOCKET_TIMEOUTS, SO_MAX_PACING_RATE, SO_PASSPIDFD].flatMap((option) =>
      ifEqual(option, [fail(EPERM)]),
    ),
    allow,
  ]),
  ...ifEqual(IPPROTO_TCP, [
    loadArgument(2),
    ...TCP_REFUSED.flatMap((option) => ifEqual(option, [fail(EPERM)])),
    allow,
  ]),
  allow,
];

const getsockopt = [
  loadArgument(1),
  ...ifEqual(SOL_SOCKET, [loadArgument(2), ...ifEqual(SO_PEERPIDFD, [fail(EPERM)]), allow]),
  allow,
];

const F_SETLEASE = 1024;
const F_NOTIFY = 1026;

/**
 * A lease makes everybody else's open of the file wait, up to 45 s (fcntl(2)): the files of the image are the same
 * for all slots, and belong to a submission's user where the grader is not root.
 */
const fcntl = [
  loadArgument(1),
  ...[F_SETLEASE, F_NOTIFY].flatMap((command) => ifEqual(command, [fail(EPERM)])),
  allow,
];

const RLIMIT_CORE = 4;

/** RLIMIT_CORE stays at the byte that confinement.ts set. Reading it, prlimit64 without a new value, is allowed. */
const setrlimit = [loadArgument(0), ...ifEqual(RLIMIT_CORE, [fail(EPERM)]), allow];
const prlimit64 = [
  loadArgument(1),
  ...ifEqual(RLIMIT_CORE, [
    loadArgument(2),
    ...ifOther(0, [fail(EPERM)]),
    loadArgumentHigh(2),
    ...ifOther(0, [fail(EPERM)]),
    allow,
  ]),
  allow,
];

/** TIOCSTI and TIOCLINUX type into somebody's terminal: EPERM, said aloud. */
const IOCTL_REFUSED = [0x5412, 0x541c];
/** TCGETS, TCGETS2, TIOCGPGRP, TIOCOUTQ, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX, FIOASYNC, SIOCATMARK, FIOSETOWN, FIOGETOWN. */
const IOCTL_ALLOWED = [
  0x5401, 0x802c542a, 0x540f, 0x5411, 0x5413, 0x541b, 0x5421, 0x5450, 0x5451, 0x5452, 0x8905, 0x8901, 0x8903,
];

const ioctl = [
  loadArgument(1),
  ...IOCTL_REFUSED.flatMap((request) => ifEqual(request, [fail(EPERM)])),
  ...oneOf(IOCTL_ALLOWED, fail(ENOTTY)),
];

const PR_SET_DUMPABLE = 4;
const PR_SET_SECCOMP = 22;
const PR_SET_TIMERSLACK = 29;
const PR_SET_SYSCALL_USER_DISPATCH = 59;
/**
 * PDEATHSIG (set, get), GET_DUMPABLE, GET_KEEPCAPS, SET_NAME, GET_NAME, GET_SECCOMP, CAPBSET_READ, GET_SECUREBITS,
 * GET_TIMERSLACK, SET_ and GET_NO_NEW_PRIVS, SET_ and GET_THP_DISABLE, SET_VMA.
 */
const PRCTL_ALLOWED = [1, 2, 3, 7, 15, 16, 21, 23, 27, 30, 38, 39, 41, 42, 0x53564d41];

/**
 * Dumpable must stay: without it the `/proc` files of the process, our evidence, would close. The slack of its timers is
 * the lab's to set, after an arrival.
 */
const prctl = [
  loadArgument(0),
  ...[PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_TIMERSLACK, PR_SET_SYSCALL_USER_DISPATCH].flatMap((option) =>
    ifEqual(option, [fail(EPERM)]),
  ),
  ...oneOf(PRCTL_ALLOWED, fail(EINVAL)),
];

const S_IFMT = 0o170000;
const S_IFIFO = 0o010000;
const onlyFifo = (modeArgument: number) => [
  loadArgument(modeArgument),
  and(S_IFMT),
  ...oneOf([S_IFIFO], fail(EPERM)),
];

const withArguments: readonly (readonly [number, readonly Instruction[]])[] = [
  [nr.clone, clone],
  [nr.socket, socket],
  [nr.socketpair, socketpair],
  [nr.setsockopt, setsockopt],
  [nr.getsockopt, getsockopt],
  [nr.fcntl, fcntl],
  [nr.setrlimit, setrlimit],
  [nr.prlimit64, prlimit64],
  [nr.ioctl, ioctl],
  [nr.prctl, prctl],
  [nr.mknod, onlyFifo(1)],
  [nr.mknodat, onlyFifo(2)],
];

/**
 * The filter as bytes for `bwrap --seccomp`.
 * @throws Error on a processor other than x86_64: the numbers above would mean other calls there.
 */
export function seccompProgram(architecture: string = process.arch): Buffer {
  if (architecture !== 'x64') {
    throw new Error(
      `the system call filter is written for x86_64 only; this machine is ${architecture}, so no submission can be run on it`,
    );
  }
  return assemble([
    loadArchitecture,
    ...ifOther(AUDIT_ARCH_X86_64, [give(KILL_PROCESS)]),
    loadNumber,
    ...ifAtLeast(X32_BIT, [fail(ENOSYS)]),
    ...withArguments.flatMap(([number, block]) => ifEqual(number, block)),
    ...Object.values(allowedCalls).flatMap((number) => ifEqual(number, [allow])),
    ...Object.values(forbiddenCalls).flatMap((number) => ifEqual(number, [fail(EPERM)])),
    fail(ENOSYS),
  ]);
}
