import { openPosixSlot, type PosixSlot } from '../support/posix-slot.js';

/** Every call of the kit except aio, on real descriptors in the real sandbox: what it returns, and what it throws. */
let slot: PosixSlot;
beforeAll(async () => {
  slot = await openPosixSlot();
});
afterAll(async () => await slot?.close());
const evaluate = async (code: string) => await slot.evaluate(code);

describe('sockets', () => {
  it('connect, bind, listen, accept, send, recv, shutdown and close on loopback', async () => {
    expect(
      await evaluate(`
        const listener = p.socket(p.AF_INET, p.SOCK_STREAM);
        p.setsockopt(listener, p.SOL_SOCKET, p.SO_REUSEADDR, 1);
        p.bind(listener, { address: '127.0.0.1', port: 0 });
        p.listen(listener, 4);
        const at = p.getsockname(listener);
        const client = p.socket(p.AF_INET, p.SOCK_STREAM);
        p.connect(client, at);
        const from = {};
        const server = p.accept(listener, from);
        const buffer = new Uint8Array(16);
        const sent = p.send(client, bytes('hello, peer'), 5);
        const peeked = p.recv(server, buffer, 2, p.MSG_PEEK);
        const count = p.recv(server, buffer);
        p.shutdown(client, p.SHUT_WR);
        const end = p.recv(server, buffer);
        p.send(server, bytes('still'));
        const back = p.recv(client, buffer.subarray(8));
        answer({
          names: [from.address, from.port === p.getsockname(client).port, p.getpeername(client).port === at.port],
          counts: [sent, peeked, count, end, back],
          text: Buffer.from(buffer).toString('latin1').replaceAll('\\0', '.'),
          closed: [p.close(client), p.close(server), p.close(listener), code(() => p.close(client))],
        });`),
    ).toEqual({
      names: ['127.0.0.1', true, true],
      counts: [5, 2, 5, 0, 5],
      text: 'hello...still...',
      closed: [null, null, null, 'EBADF'],
    });
  });

  it('options are read and set, as an int and as a struct', async () => {
    expect(
      await evaluate(`
        const s = p.socket(p.AF_INET, p.SOCK_STREAM);
        const before = p.getsockopt(s, p.IPPROTO_TCP, p.TCP_NODELAY);
        p.setsockopt(s, p.IPPROTO_TCP, p.TCP_NODELAY, 1);
        p.setsockopt(s, p.SOL_SOCKET, p.SO_RCVBUF, 8192);
        p.setsockopt(s, p.SOL_SOCKET, p.SO_LINGER, Int32Array.of(1, 0));
        answer([before, p.getsockopt(s, p.IPPROTO_TCP, p.TCP_NODELAY), p.getsockopt(s, p.SOL_SOCKET, p.SO_RCVBUF),
          p.getsockopt(s, p.SOL_SOCKET, p.SO_TYPE), p.getsockopt(s, p.SOL_SOCKET, p.SO_ERROR)]);`),
    ).toEqual([0, 1, 16_384, 1, 0]);
  });

  it('a non-blocking connect is in progress, then writable, then asked for its error', async () => {
    expect(
      await evaluate(`
        const listener = p.socket(p.AF_INET, p.SOCK_STREAM);
        p.bind(listener, { address: '127.0.0.1', port: 0 });
        const at = p.getsockname(listener);
        const outcome = (port) => {
          const s = p.socket(p.AF_INET, p.SOCK_STREAM | p.SOCK_NONBLOCK);
          const first = code(() => p.connect(s, { address: '127.0.0.1', port }));
          const fds = [{ fd: s, events: p.POLLOUT }];
          return [first, p.poll(fds, 2000), (fds[0].revents & p.POLLOUT) !== 0, p.getsockopt(s, p.SOL_SOCKET, p.SO_ERROR)];
        };
        const refused = outcome(at.port);
        p.listen(listener, 1);
        answer([refused, outcome(at.port)]);`),
    ).toEqual([
      ['EINPROGRESS', 1, true, 111],
      ['EINPROGRESS', 1, true, 0],
    ]);
  });
});

describe('descriptors', () => {
  it('read, write, dup, pipe2 and fcntl', async () => {
    expect(
      await evaluate(`
        const [out, into] = p.pipe2(p.O_NONBLOCK);
        const buffer = new Uint8Array(8);
        const empty = code(() => p.read(out, buffer));
        p.write(into, bytes('abcdef'), 3);
        const twin = p.dup(out);
        p.close(out);
        const count = p.read(twin, buffer, 2);
        const flags = p.fcntl(twin, p.F_GETFL);
        p.fcntl(twin, p.F_SETFL, flags & ~p.O_NONBLOCK);
        const high = p.fcntl(twin, p.F_DUPFD_CLOEXEC, 100);
        p.close(into);
        answer([empty, count, buffer[1], flags & p.O_ACCMODE, (flags & p.O_NONBLOCK) !== 0, (p.fcntl(high, p.F_GETFL) & p.O_NONBLOCK) !== 0,
          high >= 100, p.fcntl(high, p.F_GETFD) & p.FD_CLOEXEC, p.read(high, buffer), p.read(high, buffer)]);`),
    ).toEqual(['EAGAIN', 2, 98, 0, true, false, true, 1, 1, 0]);
  });

  it('memory of every kind: views with an offset, other element types, shared', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair();
        const shared = new Uint16Array(new SharedArrayBuffer(8), 2, 2);
        p.send(a, new DataView(Uint8Array.of(0, 1, 2, 3, 4).buffer, 1));
        answer([p.recv(b, shared), [...shared]]);`),
    ).toEqual([4, [0x0201, 0x0403]]);
  });

  it('an eventfd adds up, or counts down one by one', async () => {
    expect(
      await evaluate(`
        const value = new BigUint64Array(1);
        const read = (fd) => { p.read(fd, value); return value[0]; };
        const sum = p.eventfd(3, p.EFD_NONBLOCK);
        p.write(sum, BigUint64Array.of(4n));
        const one = p.eventfd(2, p.EFD_SEMAPHORE | p.EFD_NONBLOCK);
        answer([read(sum), code(() => read(sum)), read(one), read(one), code(() => read(one))]);`),
    ).toEqual([7, 'EAGAIN', 1, 1, 'EAGAIN']);
  });

  it('a timerfd is readable when it has expired; setting it gives the old setting', async () => {
    expect(
      await evaluate(`
        const timer = p.timerfd_create(p.CLOCK_MONOTONIC, p.TFD_NONBLOCK);
        const never = { tv_sec: 0, tv_nsec: 0 };
        const first = p.timerfd_settime(timer, 0, { it_value: { tv_sec: 0, tv_nsec: 5_000_000 }, it_interval: { tv_sec: 7, tv_nsec: 9 } });
        const early = code(() => p.read(timer, new BigUint64Array(1)));
        const ready = p.poll([{ fd: timer, events: p.POLLIN }], 5000);
        const times = new BigUint64Array(1);
        p.read(timer, times);
        const old = p.timerfd_settime(timer, 0, { it_value: never, it_interval: never });
        answer([first.it_value, early, ready, times[0], old.it_interval, old.it_value.tv_sec < 7]);`),
    ).toEqual([{ tv_sec: 0, tv_nsec: 0 }, 'EAGAIN', 1, 1, { tv_sec: 7, tv_nsec: 9 }, true]);
  });
});

describe('multiplexing', () => {
  it('poll tells which, and 0 when the time is over', async () => {
    expect(
      await evaluate(`
        const [[a, b], [c, d]] = [pair(), pair()];
        const fds = [{ fd: b, events: p.POLLIN }, { fd: d, events: p.POLLIN | p.POLLOUT }, { fd: -1, events: p.POLLIN }];
        const none = p.poll([fds[0]], 10);
        p.send(a, bytes('x'));
        const two = p.poll(fds, -1);
        p.close(c);
        p.poll(fds, -1);
        answer([none, two, fds[0].revents, fds[1].revents & p.POLLHUP, fds[2].revents, p.poll([], 0)]);`),
    ).toEqual([0, 2, 1, 16, 0, 0]);
  });

  it('select overwrites the sets, and the time-out with what is left', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair();
        const [reads, writes] = [new p.fd_set(), new p.fd_set()];
        p.FD_SET(b, reads); p.FD_SET(a, reads);
        const short = { tv_sec: 0, tv_usec: 10_000 };
        const none = [p.select(Math.max(a, b) + 1, reads, null, null, short), p.FD_ISSET(b, reads), short];
        p.send(a, bytes('x'));
        p.FD_SET(b, reads); p.FD_SET(a, reads); p.FD_SET(a, writes);
        const long = { tv_sec: 60, tv_usec: 0 };
        const two = p.select(Math.max(a, b) + 1, reads, writes, null, long);
        const found = [p.FD_ISSET(b, reads), p.FD_ISSET(a, reads), p.FD_ISSET(a, writes)];
        p.FD_CLR(b, reads);
        const cleared = p.FD_ISSET(b, reads);
        p.FD_ZERO(writes);
        answer([none, two, found, cleared, p.FD_ISSET(a, writes), long.tv_sec < 60]);`),
    ).toEqual([[0, false, { tv_sec: 0, tv_usec: 0 }], 2, [true, false, true], false, false, true]);
  });

  it('epoll: level- and edge-triggered, one shot, changed and removed', async () => {
    expect(
      await evaluate(`
        const [[a, b], [c, d]] = [pair(), pair()];
        const set = p.epoll_create1(p.EPOLL_CLOEXEC);
        p.epoll_ctl(set, p.EPOLL_CTL_ADD, b, { events: p.EPOLLIN | p.EPOLLET, data: -5 });
        p.epoll_ctl(set, p.EPOLL_CTL_ADD, d, { events: p.EPOLLIN, data: 2 ** 40 });
        const events = [{ events: 1, data: 1 }];
        const none = [p.epoll_wait(set, events, 8, 10), events.length];
        p.send(a, bytes('x')); p.send(c, bytes('x'));
        const both = [p.epoll_wait(set, events, 8, -1), events.map(({ data }) => data), events[0].events];
        const level = [p.epoll_wait(set, events, 8, 0), events.map(({ data }) => data)];
        p.epoll_ctl(set, p.EPOLL_CTL_MOD, d, { events: p.EPOLLIN | p.EPOLLONESHOT, data: 3 });
        const oneShot = [p.epoll_wait(set, events, 8, 0), p.epoll_wait(set, events, 8, 0)];
        p.epoll_ctl(set, p.EPOLL_CTL_DEL, d);
        p.send(a, bytes('x'));
        answer([none, both, level, oneShot, p.epoll_wait(set, events, 1, -1), code(() => p.epoll_ctl(set, p.EPOLL_CTL_DEL, d))]);`),
    ).toEqual([[0, 0], [2, [-5, 2 ** 40], 1], [1, [2 ** 40]], [1, 0], 1, 'ENOENT']);
  });
});

describe('a call that fails', () => {
  it('throws a PosixError that says which call, and the error by name and number', async () => {
    expect(
      await evaluate(`
        try { p.recv(999, new Uint8Array(1)); } catch (e) {
          answer([e instanceof p.PosixError, e instanceof Error, e.name, e.code, e.errno === p.EBADF, e.syscall, e.message, /answer|eval/.test(e.stack)]);
        }`),
    ).toEqual([true, true, 'PosixError', 'EBADF', true, 'recv', 'recv: EBADF: Bad file descriptor', true]);
  });

  it.each<[string, string]>([
    [`p.socket(16, p.SOCK_STREAM)`, 'EAFNOSUPPORT'],
    [`p.socket(p.AF_INET, p.SOCK_DGRAM)`, 'ESOCKTNOSUPPORT'],
    [`p.socketpair(p.AF_INET, p.SOCK_STREAM)`, 'EAFNOSUPPORT'],
    [`p.connect(tcp, { address: '127.0.0.1', port: 1 })`, 'ECONNREFUSED'],
    [`p.bind(tcp, { address: '8.8.8.8', port: 0 })`, 'EADDRNOTAVAIL'],
    [`p.listen(out, 1)`, 'ENOTSOCK'],
    [`p.accept(tcp)`, 'EINVAL'],
    [`p.shutdown(tcp, p.SHUT_WR)`, 'ENOTCONN'],
    [`p.getsockname(out)`, 'ENOTSOCK'],
    [`p.getpeername(tcp)`, 'ENOTCONN'],
    [`p.getsockopt(tcp, p.SOL_SOCKET, 9999)`, 'ENOPROTOOPT'],
    [`p.setsockopt(out, p.SOL_SOCKET, p.SO_REUSEADDR, 1)`, 'ENOTSOCK'],
    [`p.recv(tcp, room)`, 'ENOTCONN'],
    [`p.recv(a, room, 8, p.MSG_DONTWAIT)`, 'EAGAIN'],
    [`(p.close(b), p.send(a, room))`, 'EPIPE'],
    [`p.read(into, room)`, 'EBADF'],
    [`p.write(out, room)`, 'EBADF'],
    [`p.close(-1)`, 'EBADF'],
    [`p.dup(-1)`, 'EBADF'],
    [`p.pipe2(1)`, 'EINVAL'],
    [`p.fcntl(a, 9999)`, 'EINVAL'],
    [`p.select(b + 1, (p.close(b), of(b)), null, null, null)`, 'EBADF'],
    [`p.select(0, null, null, null, { tv_sec: -1, tv_usec: 0 })`, 'EINVAL'],
    [`p.epoll_create1(1)`, 'EINVAL'],
    [`p.epoll_ctl(a, p.EPOLL_CTL_ADD, b, { events: p.EPOLLIN, data: 0 })`, 'EINVAL'],
    [`p.epoll_ctl(set, p.EPOLL_CTL_ADD, set, { events: p.EPOLLIN, data: 0 })`, 'EINVAL'],
    [`p.epoll_ctl(set, p.EPOLL_CTL_MOD, b, { events: p.EPOLLIN, data: 0 })`, 'ENOENT'],
    [`p.epoll_wait(set, [], 0, 0)`, 'EINVAL'],
    [`p.epoll_wait(a, [], 1, 0)`, 'EINVAL'],
    [`p.eventfd(0, 2)`, 'EINVAL'],
    [`p.timerfd_create(99)`, 'EINVAL'],
    [
      `p.timerfd_settime(a, 0, { it_value: { tv_sec: 1, tv_nsec: 0 }, it_interval: { tv_sec: 0, tv_nsec: 0 } })`,
      'EINVAL',
    ],
    [`p.poll(Array.from({ length: 2000 }, () => ({ fd: a, events: 0 })), 0)`, 'EINVAL'],
  ])('%s: %s', async (call, code) => {
    expect(
      await evaluate(`
        const [a, b] = pair(); const [out, into] = p.pipe2(); const tcp = p.socket(p.AF_INET, p.SOCK_STREAM);
        const room = new Uint8Array(8); const set = p.epoll_create1();
        const of = (fd) => { const s = new p.fd_set(); p.FD_SET(fd, s); return s; };
        answer(code(() => ${call}));`),
    ).toBe(code);
  });

  it('never reaches C when it would overrun memory or be cut to size', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair(); const room = new Uint8Array(8); p.send(a, bytes('0123456789abcdef'));
        answer([() => p.recv(b, room, 9), () => p.recv(b, room, -1), () => p.recv(b, room, 1.5), () => p.read(b, room.buffer),
          () => p.send(a, room, 9), () => p.FD_SET(1024, new p.fd_set()), () => p.FD_ISSET(-1, new p.fd_set()),
          () => p.select(1025, null, null, null, null), () => p.epoll_wait(a, [], 1e9, 0), () => p.eventfd(-1),
          () => p.connect(a, { address: 'localhost', port: 1 }), () => p.bind(a, { address: '127.0.0.1', port: 70000 }),
          () => p.setsockopt(a, p.SOL_SOCKET, p.SO_RCVBUF, 2 ** 31), () => p.recv('3', room),
          () => p.poll([{ events: p.POLLIN }], 0), () => p.poll([{ fd: b + 0.5, events: p.POLLIN }], 0), () => p.poll([{ fd: b }], 0),
          () => p.epoll_ctl(p.epoll_create1(), p.EPOLL_CTL_ADD, b, { events: p.EPOLLIN, data: {} }),
          () => p.select(0, null, null, null, { tv_sec: 0.5, tv_usec: 0 }), () => p.aio_suspend([], { tv_sec: 0, tv_nsec: 0.5 }),
          () => p.timerfd_settime(p.timerfd_create(p.CLOCK_MONOTONIC), 0, { it_value: { tv_sec: 0.5, tv_nsec: 0 }, it_interval: { tv_sec: 0, tv_nsec: 0 } }),
        ].map(code));`),
    ).toEqual([
      ...['RangeError', 'RangeError', 'RangeError', 'TypeError', 'RangeError', 'RangeError', 'RangeError'],
      ...['RangeError', 'RangeError', 'RangeError', 'TypeError', 'RangeError', 'RangeError', 'TypeError'],
      ...['TypeError', 'RangeError', 'TypeError', 'TypeError', 'RangeError', 'RangeError', 'RangeError'],
    ]);
  });
});

describe('what the walls leave out of the kit', () => {
  it('timers that no sleep would show, leases, anybody else’s process', async () => {
    expect(
      await evaluate(`
        const koffi = require('koffi');
        const libc = koffi.load('libc.so.6');
        const raw = (result, name, types, ...values) => { const r = Number(libc.func(name, result, types)(...values)); return r < 0 ? Object.entries(koffi.os.errno).find(([, n]) => n === koffi.errno())[0] : r; };
        const memory = new Uint8Array(64);
        const s = p.socket(p.AF_INET, p.SOCK_STREAM);
        const file = require('node:fs').openSync('/tmp/own', 'w');
        answer([
          code(() => p.setsockopt(s, p.SOL_SOCKET, 20, BigInt64Array.of(1n, 0n))),
          code(() => p.setsockopt(s, p.SOL_SOCKET, 21, BigInt64Array.of(1n, 0n))),
          code(() => p.setsockopt(s, p.IPPROTO_TCP, 18, 100)),
          code(() => p.setsockopt(s, p.SOL_SOCKET, 47, 1000)),
          code(() => p.fcntl(file, 1024, 1)),
          raw('int', 'setitimer', ['int', 'void *', 'void *'], 0, memory, null),
          raw('int', 'timer_create', ['int', 'void *', 'void *'], 1, null, memory),
          code(() => p.fcntl(s, p.F_SETOWN, 999_999)),
        ]);`),
    ).toEqual(['EPERM', 'EPERM', 'EPERM', 'EPERM', 'EPERM', 'ENOSYS', 'ENOSYS', 'ESRCH']);
  });
});
