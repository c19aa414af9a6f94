import { openPosixSlot, type PosixSlot } from '../support/posix-slot.js';

/** Calls that wait: the kernel shows the thread that made them asleep in them, and a signal ends those that it may. */
let slot: PosixSlot;
beforeAll(async () => {
  slot = await openPosixSlot();
});
afterAll(async () => await slot?.close());

/** x86_64 numbers, asm/unistd_64.h. */
const nr = {
  read: 0,
  write: 1,
  poll: 7,
  connect: 42,
  accept: 43,
  sendto: 44,
  recvfrom: 45,
  futex: 202,
  epoll_wait: 232,
  pselect6: 270,
};

describe('a blocking call', () => {
  it.each<[string, string, string, string, keyof typeof nr]>([
    ['recv', '', 'p.recv(b, room)', 'p.send(a, new Uint8Array(3))', 'recvfrom'],
    [
      'recv with MSG_WAITALL',
      'p.send(a, new Uint8Array(1))',
      'p.recv(b, room, 4, p.MSG_WAITALL)',
      'p.send(a, new Uint8Array(3))',
      'recvfrom',
    ],
    ['read', '', 'p.read(b, room)', 'p.send(a, new Uint8Array(3))', 'read'],
    [
      'read of an eventfd at 0',
      '',
      'p.read(counter, new BigUint64Array(1))',
      'p.write(counter, BigUint64Array.of(1n))',
      'read',
    ],
    [
      'read of a timerfd',
      'const timer = p.timerfd_create(p.CLOCK_MONOTONIC); const at = { tv_sec: 0, tv_nsec: 600_000_000 }; p.timerfd_settime(timer, 0, { it_value: at, it_interval: at })',
      'p.read(timer, new BigUint64Array(1))',
      '',
      'read',
    ],
    [
      'send into a full buffer',
      'fill(a)',
      'p.send(a, new Uint8Array(1 << 16))',
      'for (let i = 0; i < 64; i += 1) p.recv(b, new Uint8Array(1 << 20))',
      'sendto',
    ],
    [
      'write into a full pipe',
      'fill(into)',
      'p.write(into, room)',
      'p.read(out, new Uint8Array(1 << 20))',
      'write',
    ],
    ['accept', '', 'p.accept(listener)', 'p.connect(p.socket(p.AF_INET, p.SOCK_STREAM), at)', 'accept'],
    [
      'connect to a full queue',
      'crowd()',
      'p.connect(p.socket(p.AF_INET, p.SOCK_STREAM), at)',
      'for (let i = 0; i < 2; i += 1) p.accept(listener)',
      'connect',
    ],
    ['poll', '', 'p.poll([{ fd: b, events: p.POLLIN }], -1)', 'p.send(a, new Uint8Array(3))', 'poll'],
    [
      'select',
      'const set = new p.fd_set(); p.FD_SET(b, set)',
      'p.select(b + 1, set, null, null, null)',
      'p.send(a, new Uint8Array(3))',
      'pselect6',
    ],
    [
      'epoll_wait',
      'const set = p.epoll_create1(); p.epoll_ctl(set, p.EPOLL_CTL_ADD, b, { events: p.EPOLLIN, data: b })',
      'p.epoll_wait(set, [], 1, -1)',
      'p.send(a, new Uint8Array(3))',
      'epoll_wait',
    ],
    [
      'aio_suspend',
      'const block = new p.aiocb({ aio_fildes: b, aio_buf: room }); p.aio_read(block)',
      'p.aio_suspend([null, block])',
      'p.send(a, new Uint8Array(3))',
      'futex',
    ],
  ])('%s holds its thread until the peer acts', async (_name, before, call, release, name) => {
    const seen = await slot.evaluate(`
      const [a, b] = pair(); const room = new Uint8Array(8); const counter = p.eventfd(0); const [out, into] = p.pipe2();
      const listener = p.socket(p.AF_INET, p.SOCK_STREAM);
      p.bind(listener, { address: '127.0.0.1', port: 0 });
      p.listen(listener, 0);
      const at = p.getsockname(listener);
      const fill = (fd) => { const flags = p.fcntl(fd, p.F_GETFL); p.fcntl(fd, p.F_SETFL, flags | p.O_NONBLOCK); while (typeof code(() => p.write(fd, new Uint8Array(1024))) !== 'string'); p.fcntl(fd, p.F_SETFL, flags); };
      const crowd = () => p.connect(p.socket(p.AF_INET, p.SOCK_STREAM), at);
      {
        ${before};
        const seen = await asleep("function release(p, { a, b, counter, out, into, listener, at }) { ${release} }", { a, b, counter, out, into, listener, at });
        const result = code(() => ${call});
        answer([Array.isArray(result), seen()]);
      }`);
    expect(seen).toEqual([true, nr[name]]);
  });
});

describe('a signal', () => {
  const interrupted = (call: string) => `
    const [a, b] = pair(); const room = new Uint8Array(8); const set = p.epoll_create1(); const few = new p.fd_set();
    let runs = 0;
    process.on('SIGUSR2', () => { runs += 1; });
    p.epoll_ctl(set, p.EPOLL_CTL_ADD, b, { events: p.EPOLLIN, data: b }); p.FD_SET(b, few);
    const block = new p.aiocb({ aio_fildes: b, aio_buf: room }); p.aio_read(block);
    await until(() => reading(b));
    await asleep("() => process.kill(process.pid, 'SIGUSR2')");
    const result = code(() => ${call});
    const inside = runs;
    await until(() => runs > 0);
    answer([result, inside, runs]);`;

  it.each([
    `p.poll([{ fd: b, events: p.POLLIN }], -1)`,
    `p.select(b + 1, few, null, null, null)`,
    `p.epoll_wait(set, [], 1, -1)`,
    // Without a time-out the futex is restarted, as recv is.
    `p.aio_suspend([block], { tv_sec: 15, tv_nsec: 0 })`,
  ])('ends %s with EINTR; its handler runs when the loop is free', async (call) => {
    expect(await slot.evaluate(interrupted(call))).toEqual(['EINTR', 0, 1]);
  });

  it('does not end aio_suspend without a time-out, which is restarted', async () => {
    expect(
      await slot.evaluate(`
        const [a, b] = pair(); const block = new p.aiocb({ aio_fildes: b, aio_buf: new Uint8Array(8) });
        let runs = 0;
        process.on('SIGUSR2', () => { runs += 1; });
        p.aio_read(block);
        await until(() => reading(b));
        await asleep("(p, { a }, restarted) => { process.kill(process.pid, 'SIGUSR2'); restarted(); p.send(a, new Uint8Array(3)); }", { a });
        const result = code(() => p.aio_suspend([block]));
        await until(() => runs > 0);
        answer([result.length, p.aio_return(block), runs]);`),
    ).toEqual([1, 3, 1]);
  });

  it('does not end recv, which is restarted: Node’s handlers have SA_RESTART', async () => {
    expect(
      await slot.evaluate(`
        const [a, b] = pair(); const room = new Uint8Array(8);
        let runs = 0;
        process.on('SIGUSR2', () => { runs += 1; });
        await asleep("(p, { a }, restarted) => { process.kill(process.pid, 'SIGUSR2'); restarted(); p.send(a, new Uint8Array(3)); }", { a });
        const result = code(() => p.recv(b, room));
        await until(() => runs > 0);
        answer([result, runs]);`),
    ).toEqual([[3], 1]);
  });

  it('SIGIO tells of readiness: one may stand for several arrivals, so the handler reads until EAGAIN', async () => {
    expect(
      await slot.evaluate(`
        const [a, b] = pair();
        p.fcntl(b, p.F_SETOWN, process.pid);
        p.fcntl(b, p.F_SETFL, p.fcntl(b, p.F_GETFL) | p.O_ASYNC | p.O_NONBLOCK);
        const room = new Uint8Array(1);
        const runs = [];
        process.on('SIGIO', () => {
          let taken = 0;
          while (typeof code(() => p.recv(b, room)) !== 'string') taken += 1;
          runs.push(taken);
        });
        for (let i = 0; i < 5; i += 1) p.send(a, new Uint8Array(1));
        const taken = () => runs.reduce((sum, each) => sum + each, 0);
        await until(() => taken() === 5);
        answer([p.fcntl(b, p.F_GETOWN) === process.pid, runs[0], taken(), code(() => p.recv(b, room))]);`),
    ).toEqual([true, 5, 5, 'EAGAIN']);
  });

  it('of SIGIO coalesces in the kernel while the process is stopped: three arrivals, one handler run', async () => {
    const child = `
      import * as p from 'posix';
      p.fcntl(3, p.F_SETOWN, process.pid);
      p.fcntl(3, p.F_SETFL, p.fcntl(3, p.F_GETFL) | p.O_ASYNC | p.O_NONBLOCK);
      let runs = 0, bytes = 0;
      process.on('SIGIO', () => {
        runs += 1;
        for (;;) try { bytes += p.recv(3, new Uint8Array(16)); } catch (e) { break; }
        if (bytes === 3) setTimeout(() => { console.log(runs, bytes); process.exit(); }, 50);
      });
      console.log('ready');
      setInterval(() => 0, 1e6);`;
    expect(
      await slot.evaluate(`
        const [a, b] = pair();
        const child = require('node:child_process').spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(child)}],
          { stdio: ['ignore', 'pipe', 'inherit', b] });
        const [ready] = await once(child.stdout, 'data');
        child.kill('SIGSTOP');
        const state = () => require('node:fs').readFileSync('/proc/' + child.pid + '/status', 'utf8').match(/State:\\s(.)/)[1];
        while (state() !== 'T') await turn(5);
        for (let i = 0; i < 3; i += 1) p.send(a, new Uint8Array(1));
        child.kill('SIGCONT');
        const [said] = await once(child.stdout, 'data');
        answer([ready.toString().trim(), said.toString().trim()]);`),
    ).toEqual(['ready', '1 3']);
  });
});
