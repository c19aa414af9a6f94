import koffi from 'koffi';

/**
 * The few system calls that Node has no name for: blocking sockets made in a known state, the length of a
 * receive queue, raw netlink, the time of day to the nanosecond. All are synchronous; a negative result is turned into an `Error` with `code`.
 * Constants: <sys/socket.h>, <netinet/tcp.h>, ioctl_tty(2) for x86_64 and aarch64 (they agree).
 */

const libc = koffi.load('libc.so.6');

const cSocket = libc.func('int socket(int domain, int type, int protocol)');
const cBind = libc.func('int bind(int fd, const uint8_t *address, uint32_t length)');
const cListen = libc.func('int listen(int fd, int backlog)');
const cConnect = libc.func('int connect(int fd, const uint8_t *address, uint32_t length)');
const cAccept4 = libc.func('int accept4(int fd, uint8_t *address, uint32_t *length, int flags)');
const cGetsockname = libc.func('int getsockname(int fd, uint8_t *address, uint32_t *length)');
const cSetsockopt = libc.func(
  'int setsockopt(int fd, int level, int name, const int *value, uint32_t length)',
);
const cShutdown = libc.func('int shutdown(int fd, int how)');
const cPoll = libc.func('int poll(uint8_t *fds, unsigned long count, int timeout)');
const cIoctl = libc.func('int ioctl(int fd, unsigned long request, int *value)');
const cSend = libc.func('int64_t send(int fd, const uint8_t *buffer, size_t length, int flags)');
const cClockGettime = libc.func('int clock_gettime(int clock, int64_t *time)');
const cRecv = libc.func('int64_t recv(int fd, uint8_t *buffer, size_t length, int flags)');

const CLOCK_REALTIME = 0;
const AF_INET = 2;
const AF_NETLINK = 16;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_SNDBUF = 7;
const SO_RCVBUF = 8;
const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;
const SHUT_WR = 1;
const FIONREAD = 0x541b;
/** struct pollfd, poll(2): descriptor, events asked for, events there are. */
const POLLFD_BYTES = 8;
const POLLIN = 1;
const SOCKADDR_IN_BYTES = 16;
const errnoNames = new Map(Object.entries(koffi.os.errno).map(([name, number]) => [number, name]));

function checked(call: string, result: number | bigint): number {
  const value = Number(result);
  if (value >= 0) return value;
  const errno = koffi.errno();
  const code = errnoNames.get(errno) ?? `errno ${errno}`;
  throw Object.assign(new Error(`${call}: ${code}`), { code, errno });
}

/** A socket of ours on 127.0.0.1, its port in host order. */
export interface BoundSocket {
  readonly fd: number;
  readonly port: number;
}

const loopback = Uint8Array.of(127, 0, 0, 1);

function sockaddr(port: number): Uint8Array {
  const address = new Uint8Array(SOCKADDR_IN_BYTES);
  const view = new DataView(address.buffer);
  view.setUint16(0, AF_INET, true);
  view.setUint16(2, port, false);
  address.set(loopback, 4);
  return address;
}

/** A listening TCP socket on 127.0.0.1, close-on-exec, at a port the kernel chose. */
export function listenOnLoopback(backlog: number, socketBuffer?: number): BoundSocket {
  const fd = checked('socket', cSocket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socketBuffer !== undefined) setSocketBuffers(fd, socketBuffer);
  checked('bind', cBind(fd, sockaddr(0), SOCKADDR_IN_BYTES));
  checked('listen', cListen(fd, backlog));
  return { fd, port: localPort(fd) };
}

/** A TCP socket connected to 127.0.0.1:`port`, in blocking mode, close-on-exec. */
export function connectToLoopback(port: number, socketBuffer?: number): number {
  const fd = checked('socket', cSocket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socketBuffer !== undefined) setSocketBuffers(fd, socketBuffer);
  checked('connect', cConnect(fd, sockaddr(port), SOCKADDR_IN_BYTES));
  setNoDelay(fd);
  return fd;
}

/** The next connection waiting at `listener`, non-blocking and close-on-exec, with the other end's port. */
export function acceptOne(listener: number): { fd: number; remotePort: number } {
  const address = new Uint8Array(SOCKADDR_IN_BYTES);
  const fd = checked(
    'accept4',
    cAccept4(listener, address, new Uint32Array([SOCKADDR_IN_BYTES]), SOCK_NONBLOCK | SOCK_CLOEXEC),
  );
  setNoDelay(fd);
  return { fd, remotePort: new DataView(address.buffer).getUint16(2, false) };
}

export function localPort(fd: number): number {
  const address = new Uint8Array(SOCKADDR_IN_BYTES);
  checked('getsockname', cGetsockname(fd, address, new Uint32Array([SOCKADDR_IN_BYTES])));
  return new DataView(address.buffer).getUint16(2, false);
}

/** Two UDP sockets on 127.0.0.1, connected to each other: neither hears or reaches anybody else (udp(7)). Close-on-exec. */
export function datagramPair(socketBuffer?: number): { blocking: BoundSocket; nonBlocking: BoundSocket } {
  const [blocking, nonBlocking] = [
    boundDatagram(0, socketBuffer),
    boundDatagram(SOCK_NONBLOCK, socketBuffer),
  ];
  checked('connect', cConnect(blocking.fd, sockaddr(nonBlocking.port), SOCKADDR_IN_BYTES));
  checked('connect', cConnect(nonBlocking.fd, sockaddr(blocking.port), SOCKADDR_IN_BYTES));
  return { blocking, nonBlocking };
}

function boundDatagram(flags: number, socketBuffer?: number): BoundSocket {
  const fd = checked('socket', cSocket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | flags, 0));
  if (socketBuffer !== undefined) setSocketBuffers(fd, socketBuffer);
  checked('bind', cBind(fd, sockaddr(0), SOCKADDR_IN_BYTES));
  return { fd, port: localPort(fd) };
}

/** SO_SNDBUF and SO_RCVBUF, bytes; the kernel doubles the value (socket(7)). Set before connect or listen. */
function setSocketBuffers(fd: number, bytes: number): void {
  for (const option of [SO_SNDBUF, SO_RCVBUF]) {
    checked('setsockopt', cSetsockopt(fd, SOL_SOCKET, option, new Int32Array([bytes]), 4));
  }
}

/** So that each piece of a drip is a segment of its own (tcp(7)). */
function setNoDelay(fd: number): void {
  checked('setsockopt', cSetsockopt(fd, IPPROTO_TCP, TCP_NODELAY, new Int32Array([1]), 4));
}

/** Sends FIN at once (shutdown(2)); Node's own `end` waits for the next turn of its loop. */
export function shutdownWrite(fd: number): void {
  checked('shutdown', cShutdown(fd, SHUT_WR));
}

/** Bytes in the receive queue of a descriptor of ours, not yet read (FIONREAD, tcp(7)). */
export function bytesWaiting(fd: number): number {
  const value = new Int32Array(1);
  checked('ioctl', cIoctl(fd, FIONREAD, value));
  return value[0] ?? 0;
}

/** Whether a read of a descriptor of ours would not wait: for bytes, the end of the stream or an error (poll(2)). */
export function isReadable(fd: number): boolean {
  const asked = new Uint8Array(POLLFD_BYTES);
  const view = new DataView(asked.buffer);
  view.setInt32(0, fd, true);
  view.setInt16(4, POLLIN, true);
  return checked('poll', cPoll(asked, 1, 0)) > 0;
}

/** A netlink socket for `protocol` (netlink(7)), blocking. */
export function openNetlink(protocol: number): number {
  return checked('socket', cSocket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
}

/** Sends a whole message; returns bytes sent. */
export function send(fd: number, message: Uint8Array): number {
  return checked('send', cSend(fd, message, message.length, 0));
}

/** Receives one message into `buffer`, blocking; returns its length in bytes. */
export function receive(fd: number, buffer: Uint8Array): number {
  return checked('recv', cRecv(fd, buffer, buffer.length, 0));
}

/** The time of day, ms since 1970 with a fraction: the clock that strace stamps its lines with. */
export function realTimeMs(): number {
  const time = new BigInt64Array(2);
  checked('clock_gettime', cClockGettime(CLOCK_REALTIME, time));
  return Number(time[0]) * 1e3 + Number(time[1]) / 1e6;
}

/** A clock read between two looks at another; so many tries, of which the closest pair counts. */
const CLOCK_TRIES = 10;

/**
 * What has to be added to `performance.now()` for the time of day, ms. `performance.timeOrigin` will not do: it is read
 * once, a moment away from the other clock, and who lost the CPU just then is wrong for life (8 ms, one start in 25 on a
 * host with six endless loops).
 */
export function realTimeOffsetMs(): number {
  let closest = Infinity;
  let offset = 0;
  for (let tries = 0; tries < CLOCK_TRIES; tries++) {
    const before = performance.now();
    const realTime = realTimeMs();
    const after = performance.now();
    if (after - before >= closest) continue;
    closest = after - before;
    offset = realTime - (before + after) / 2;
  }
  return offset;
}
