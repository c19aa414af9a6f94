import { openPosixSlot, type PosixSlot } from '../support/posix-slot.js';

/** aio(7) on real descriptors in the real sandbox: results, errors, the order of requests, and every way of being told. */
let slot: PosixSlot;
beforeAll(async () => {
  slot = await openPosixSlot();
});
afterAll(async () => await slot?.close());
const evaluate = async (code: string) => await slot.evaluate(code);

describe('a request', () => {
  it('reads and writes so many bytes at a place of a file', async () => {
    expect(
      await evaluate(`
        const fs = require('node:fs');
        const fd = fs.openSync('/tmp/aio', 'w+');
        p.write(fd, bytes('0123456789'));
        const write = new p.aiocb({ aio_fildes: fd, aio_offset: 4, aio_buf: bytes('abcdef'), aio_nbytes: 3 });
        const submitted = p.aio_write(write);
        p.aio_suspend([write]);
        const written = [submitted, p.aio_error(write), p.aio_return(write), fs.readFileSync('/tmp/aio', 'latin1')];
        const room = new Uint8Array(8).fill(46);
        const read = new p.aiocb({ aio_fildes: fd, aio_offset: 2, aio_buf: room.subarray(1, 6) });
        p.aio_read(read);
        p.aio_suspend([read]);
        answer([written, p.aio_return(read), Buffer.from(room).toString('latin1')]);`),
    ).toEqual([[null, 0, 3, '0123abc789'], 5, '.23abc..']);
  });

  it('goes on while its thread does not wait, and then the bytes are in the buffer; 0 at the end of a stream', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair(); const room = new Uint8Array(8);
        const block = new p.aiocb({ aio_fildes: b, aio_buf: room });
        p.aio_read(block);
        await until(() => reading(b));
        const during = [p.aio_error(block) === p.EINPROGRESS, room[0]];
        p.send(a, Uint8Array.of(7, 8));
        p.aio_suspend([block]);
        const after = [p.aio_error(block), [...room.subarray(0, 3)], p.aio_return(block)];
        p.aio_read(block);
        p.close(a);
        p.aio_suspend([block]);
        answer([during, after, p.aio_return(block)]);`),
    ).toEqual([[true, 0], [0, [7, 8, 0], 2], 0]);
  });

  it('that fails has its error number from aio_error, and throws it from aio_return', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair(); const [out, into] = p.pipe2(); p.fcntl(b, p.F_SETFL, p.O_NONBLOCK);
        const failed = (submit, fd) => {
          const block = new p.aiocb({ aio_fildes: fd, aio_buf: new Uint8Array(4) });
          submit(block);
          p.aio_suspend([block]);
          return [p.aio_error(block), code(() => p.aio_return(block)), code(() => p.aio_return(block))];
        };
        answer([failed(p.aio_read, into), failed(p.aio_write, out), failed(p.aio_read, b)]);`),
    ).toEqual([
      [9, 'EBADF', 'EINVAL'],
      [9, 'EBADF', 'EINVAL'],
      // A descriptor in non-blocking mode.
      [11, 'EAGAIN', 'EINVAL'],
    ]);
  });

  it('owns its block: what is undefined in C is an error, and the request goes on', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair();
        const block = new p.aiocb({ aio_fildes: b, aio_buf: new Uint8Array(4) });
        const unused = [() => p.aio_error(block), () => p.aio_return(block), () => p.aio_suspend([block])].map(code);
        p.aio_read(block);
        const used = [() => p.aio_read(block), () => p.aio_write(block), () => p.aio_return(block)].map(code);
        p.send(a, new Uint8Array(3));
        p.aio_suspend([block]);
        const count = p.aio_return(block);
        answer([unused, used, count, code(() => p.aio_error(block))]);`),
    ).toEqual([['EINVAL', 'EINVAL', 'EINVAL'], ['EINVAL', 'EINVAL', 'EINPROGRESS'], 3, 'EINVAL']);
  });

  it('that cannot be made leaves the block free: refused by C, or before it reaches C', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair(); p.send(a, new Uint8Array(2));
        const good = { aio_fildes: b, aio_buf: new Uint8Array(4), aio_nbytes: 4, aio_reqprio: 0, aio_offset: 0, aio_sigevent: { sigev_notify: p.SIGEV_NONE } };
        const never = () => answer('called');
        const block = new p.aiocb(good);
        const refused = [
          { aio_reqprio: -1, aio_sigevent: { sigev_notify: p.SIGEV_THREAD, sigev_notify_function: never } },
          { aio_nbytes: 5 }, { aio_nbytes: -1 }, { aio_buf: null }, { aio_fildes: 0.5 }, { aio_reqprio: 0.5 }, { aio_offset: 0.5 },
          { aio_sigevent: { sigev_notify: p.SIGEV_THREAD } }, { aio_sigevent: { sigev_notify: p.SIGEV_SIGNAL, sigev_signo: 0 } },
          { aio_sigevent: { sigev_notify: 2 ** 32 + p.SIGEV_THREAD } },
        ].map((bad) => { Object.assign(block, good, bad); return code(() => p.aio_read(block)); });
        Object.assign(block, good);
        p.aio_read(block);
        p.aio_suspend([block]);
        answer([refused, p.aio_return(block)]);`),
    ).toEqual([
      [
        ...['EINVAL', 'RangeError', 'RangeError', 'TypeError', 'RangeError', 'RangeError', 'RangeError'],
        ...['TypeError', 'RangeError', 'RangeError'],
      ],
      2,
    ]);
  });

  it('waits behind others of its descriptor, and not behind those of a duplicate', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair(); const room = new Uint8Array(8);
        const of = (fd, aio_buf) => new p.aiocb({ aio_fildes: fd, aio_buf });
        const read = of(b, new Uint8Array(1)); const behind = of(b, bytes('behind')); const beside = of(p.dup(b), bytes('beside'));
        p.aio_read(read); p.aio_write(behind); p.aio_write(beside);
        p.aio_suspend([beside]);
        const first = Buffer.from(room.subarray(0, p.recv(a, room))).toString();
        const pending = [read, behind].map((each) => p.aio_error(each) === p.EINPROGRESS);
        p.send(a, new Uint8Array(1));
        p.aio_suspend([behind]);
        answer([first, pending, p.aio_error(read), Buffer.from(room.subarray(0, p.recv(a, room))).toString()]);`),
    ).toEqual(['beside', [true, true], 0, 'behind']);
  });
});

describe('aio_suspend', () => {
  it('returns when one of several is done, at once when one is already, and throws EAGAIN after its time', async () => {
    expect(
      await evaluate(`
        const [[a, b], [c, d]] = [pair(), pair()];
        const [one, two] = [b, d].map((fd) => new p.aiocb({ aio_fildes: fd, aio_buf: new Uint8Array(4) }));
        p.aio_read(one); p.aio_read(two);
        const start = performance.now();
        const over = code(() => p.aio_suspend([one, two], { tv_sec: 0, tv_nsec: 100_000_000 }));
        const slept = performance.now() - start >= 99;
        p.send(c, new Uint8Array(1));
        p.aio_suspend([one, null, two]);
        const errors = [p.aio_error(one) === p.EINPROGRESS, p.aio_error(two)];
        p.aio_suspend([one, two]);
        answer([over, slept, errors]);`),
    ).toEqual(['EAGAIN', true, [true, 0]]);
  });
});

describe('aio_cancel', () => {
  it('takes back what has not begun, not what has, and tells when all is done', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair();
        const [begun, queued] = [0, 1].map(() => new p.aiocb({ aio_fildes: b, aio_buf: new Uint8Array(4) }));
        p.aio_read(begun); p.aio_read(queued);
        await until(() => reading(b));
        const results = [p.aio_cancel(b, begun) === p.AIO_NOTCANCELED, p.aio_cancel(b, queued) === p.AIO_CANCELED];
        const canceled = [p.aio_error(queued) === p.ECANCELED, code(() => p.aio_return(queued)), p.aio_error(begun) === p.EINPROGRESS];
        p.send(a, new Uint8Array(3));
        p.aio_suspend([begun]);
        const done = [p.aio_cancel(b, begun), p.aio_cancel(b)].map((each) => each === p.AIO_ALLDONE);
        answer([results, canceled, p.aio_return(begun), done]);`),
    ).toEqual([[true, true], [true, 'ECANCELED', true], 3, [true, true]]);
  });

  it('of a descriptor means all its requests; of another’s block, or of no descriptor, it is an error', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair();
        const [begun, ...queued] = [0, 1, 2].map(() => new p.aiocb({ aio_fildes: b, aio_buf: new Uint8Array(4) }));
        for (const each of [begun, ...queued]) p.aio_read(each);
        await until(() => reading(b));
        const wrong = [code(() => p.aio_cancel(a, begun)), code(() => p.aio_cancel(999))];
        const all = p.aio_cancel(b) === p.AIO_NOTCANCELED;
        answer([wrong, all, queued.map((each) => p.aio_error(each) === p.ECANCELED), p.aio_error(begun) === p.EINPROGRESS]);`),
    ).toEqual([['EINVAL', 'EBADF'], true, [true, true], true]);
  });
});

describe('the end of a request is told', () => {
  it('by signal, one of which may stand for several requests, and not where SIGEV_NONE was asked for', async () => {
    expect(
      await evaluate(`
        const of = (aio_sigevent) => { const [a, b] = pair(); return { a, block: new p.aiocb({ aio_fildes: b, aio_buf: new Uint8Array(4), aio_sigevent }) }; };
        const silent = of({ sigev_notify: p.SIGEV_NONE });
        const told = [1, 2, 3].map(() => of({ sigev_notify: p.SIGEV_SIGNAL, sigev_signo: p.SIGUSR2 }));
        let runs = 0;
        const counts = [];
        process.on('SIGUSR2', () => {
          runs += 1;
          for (const each of told) {
            if (each.count !== undefined || p.aio_error(each.block) === p.EINPROGRESS) continue;
            each.count = p.aio_return(each.block);
            counts.push(each.count);
          }
        });
        p.aio_read(silent.block);
        p.send(silent.a, new Uint8Array(1));
        p.aio_suspend([silent.block]);
        await new Promise(setImmediate);
        const before = runs;
        for (const { block } of told) p.aio_read(block);
        told.forEach(({ a }, index) => p.send(a, new Uint8Array(index + 1)));
        await until(() => counts.length === 3);
        answer([before, runs >= 1 && runs <= 3, counts.sort()]);`),
    ).toEqual([0, true, [1, 2, 3]]);
  });

  it('by thread, with the value of each, and only once the JavaScript thread is free, even after aio_return', async () => {
    expect(
      await evaluate(`
        const values = [];
        const requests = [11, 22].map((sigev_value) => {
          const [a, b] = pair();
          return { a, block: new p.aiocb({ aio_fildes: b, aio_buf: new Uint8Array(4),
            aio_sigevent: { sigev_notify: p.SIGEV_THREAD, sigev_value, sigev_notify_function: (value) => values.push(value) } }) };
        });
        for (const { block } of requests) p.aio_read(block);
        for (const { a } of requests) p.send(a, new Uint8Array(2));
        const counts = requests.map(({ block }) => { p.aio_suspend([block]); return p.aio_return(block); });
        const held = values.length;
        await until(() => values.length === 2);
        answer([held, counts, values.sort()]);`),
    ).toEqual([0, [2, 2], [11, 22]]);
  });
});

describe('memory and life', () => {
  it('holds block and buffer until aio_return, and lets go of them then', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair();
        const [block, buffer] = (() => {
          // Small enough to begin on V8's heap, where a collection moves things.
          const aio_buf = new Uint8Array(8);
          const block = new p.aiocb({ aio_fildes: b, aio_buf });
          p.aio_read(block);
          // Not to be done before the end, and still glibc has the address.
          block.aio_buf = null;
          return [new WeakRef(block), new WeakRef(aio_buf)];
        })();
        const witness = new WeakRef(new Uint8Array(8));
        // A turn first: what was asked of a WeakRef stays until the end of the job that asked.
        const collect = async () => { await turn(0); Array.from({ length: 1000 }, () => new Uint8Array(8).fill(255)); gc(); };
        await until(() => reading(b));
        // The collector has proved its worth when what nobody holds is gone.
        while (witness.deref()) await collect();
        for (let times = 0; times < 5; times += 1) await collect();
        const kept = [block.deref() !== undefined, buffer.deref() !== undefined];
        p.send(a, Uint8Array.of(1, 2, 3));
        const finish = () => {
          p.aio_suspend([block.deref()]);
          const bytes = buffer.deref();
          return [p.aio_return(block.deref()), [...bytes]];
        };
        const came = finish();
        while (block.deref() || buffer.deref()) await collect();
        answer([kept, came]);`),
    ).toEqual([
      [true, true],
      [3, [1, 2, 3, 0, 0, 0, 0, 0]],
    ]);
  });

  it('lets go of a function that has been called, and of one that never will be', async () => {
    expect(
      await evaluate(`
        const [a, b] = pair(); p.send(a, new Uint8Array(2));
        let runs = 0;
        const submit = (aio_reqprio) => {
          // A function of its own at every call, which holds nothing.
          const sigev_notify_function = () => { runs += 1; };
          const block = new p.aiocb({ aio_fildes: b, aio_buf: new Uint8Array(2), aio_reqprio, aio_sigevent: { sigev_notify: p.SIGEV_THREAD, sigev_notify_function } });
          const refused = code(() => p.aio_read(block));
          if (refused === 'EINVAL') return [refused, new WeakRef(sigev_notify_function)];
          p.aio_suspend([block]);
          return [p.aio_return(block), new WeakRef(sigev_notify_function)];
        };
        const [[refused, never], [count, called]] = [submit(-1), submit(0)];
        await until(() => runs === 1);
        while (never.deref() || called.deref()) { await turn(0); gc(); }
        answer([refused, count, runs]);`),
    ).toEqual(['EINVAL', 2, 1]);
  });

  // Nothing but the kit keeps these programs: their timers do not.
  const program = (body: string) => `
    import * as p from 'posix';
    const [a, b] = p.socketpair(p.AF_UNIX, p.SOCK_STREAM);
    const of = (aio_sigevent) => new p.aiocb({ aio_fildes: b, aio_buf: new Uint8Array(4), aio_sigevent });
    const soon = (work) => setTimeout(work, 100).unref();
    const told = (name) => ({ sigev_notify: p.SIGEV_THREAD, sigev_notify_function: () => console.log(name) });
    ${body}`;

  it.each<[string, string, string]>([
    [
      'a request that is asked about',
      `const block = of({ sigev_notify: p.SIGEV_NONE });
       p.aio_read(block);
       soon(() => { p.send(a, new Uint8Array(2)); p.aio_suspend([block]); soon(() => console.log(p.aio_return(block))); });`,
      '2\n',
    ],
    [
      'a request that is told of',
      `const block = of({ sigev_notify: p.SIGEV_THREAD, sigev_notify_function: () => console.log(p.aio_return(block)) });
       p.aio_read(block);
       soon(() => p.send(a, new Uint8Array(2)));`,
      '2\n',
    ],
    [
      'a notice that comes after aio_return, of a cancelled request too',
      `const [first, second] = [of(told('first')), of(told('second'))];
       p.aio_read(first); p.aio_read(second);
       p.aio_cancel(b, second);
       try { p.aio_return(second); } catch (error) { console.log(error.code); }
       p.send(a, new Uint8Array(2)); p.aio_suspend([first]); p.aio_return(first);`,
      'ECANCELED\nfirst\nsecond\n',
    ],
  ])('keeps the process alive for %s, and no longer', async (_what, body, said) => {
    const { stdout, stderr, code, timedOut } = await slot.run(program(body));
    const lines = (text: string) => text.split('\n').sort();
    expect({ lines: lines(stdout), stderr, code, timedOut }).toEqual({
      lines: lines(said),
      stderr: '',
      code: 0,
      timedOut: false,
    });
  });
});
