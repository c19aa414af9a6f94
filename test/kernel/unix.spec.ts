import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { listDescriptors, socketInode, watchedInodes } from '../../src/lab/kernel/descriptors.js';
import { isAsleep, quietBetween, sleptThrough, threadOf } from '../../src/lab/kernel/rules.js';
import { UnixDiag } from '../../src/lab/kernel/unix-diag.js';
import { StreamWire } from '../../src/lab/peer/stream-wire.js';
import type { PeerWire } from '../../src/lab/peer/wire.js';
import { WireReadings } from '../../src/lab/proctor/wire-readings.js';
import { RealProgram } from '../support/real-program.js';

/** Unix sockets between this process, as the peer, and a real program that serves; nothing is replaced. */
const readings = new WireReadings();
const diag = new UnixDiag();
const open: { programs: RealProgram[]; wires: PeerWire[] } = { programs: [], wires: [] };

afterEach(async () => {
  for (const wire of open.wires.splice(0)) wire.close();
  await Promise.all(open.programs.splice(0).map((program) => program.end()));
});
afterAll(() => {
  readings.close();
  diag.close();
});

const turn = async () => await new Promise((resolve) => setImmediate(resolve));

/** A program that serves; `body` may use `c`, the connection, and is run in it by `hears`. */
async function serving(onConnection: string): Promise<{ program: RealProgram; path: string }> {
  const path = `\0test-${randomBytes(8).toString('hex')}`;
  const program = await RealProgram.start(`
    const say = (text) => require('fs').writeSync(1, text + '\\n');
    let c;
    const server = require('net').createServer({ allowHalfOpen: true, pauseOnConnect: true }, (connection) => {
      c = connection.on('error', (error) => say(error.code)).on('end', () => say('end'));
      ${onConnection}
      say('accepted');
    });
    process.stdin.on('data', (code) => eval(String(code)));
    server.listen(${JSON.stringify(path)}, () => say('ready'));`);
  open.programs.push(program);
  return { program, path };
}

async function connected(path: string) {
  const socket = connect({ path, allowHalfOpen: true });
  let changed: () => void = () => undefined;
  const wire = new StreamWire('line', socket, { over: 'unix' }, () => changed());
  open.wires.push(wire);
  await once(socket, 'connect');
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  return { wire, until };
}

async function accepted(onConnection = '') {
  const { program, path } = await serving(onConnection);
  const told = program.says();
  const { wire, until } = await connected(path);
  await told;
  return { program, wire, until };
}

async function asleep(program: RealProgram) {
  for (let before = program.read(); ;) {
    await turn();
    const after = program.read();
    if (quietBetween(before, after)) return after;
    before = after;
  }
}

describe('readings of a Unix socket', () => {
  it('count what lies unread, and stop counting what was taken', async () => {
    const { program, wire } = await accepted();
    expect(readings.unread(wire)).toBe(0);
    wire.send(Buffer.alloc(100));
    wire.send(Buffer.alloc(23));
    expect(readings.unread(wire)).toBe(123);
    program.hears(`c.resume().once('data', () => say('taken'));`);
    await program.says();
    while (readings.unread(wire) > 0) await turn();
    expect(readings.underWay(wire)).toBe(0);
  });

  it('name the inode of the program’s descriptor, and none once it is closed', async () => {
    const { program, wire, until } = await accepted();
    const inode = readings.inode(wire);
    program.hears('say(String(c._handle.fd));');
    expect(socketInode(program.pid, Number(await program.says()))).toBe(inode);
    program.hears('c.destroy();');
    await until(() => wire.ended);
    while (readings.inode(wire) > 0) await turn();
    expect(readings.unread(wire)).toBe(0);
  });

  it('go on when our own end is closed and the program’s is not', async () => {
    const { program, wire } = await accepted();
    const inode = readings.inode(wire);
    wire.send(Buffer.alloc(9));
    expect(readings.unread(wire)).toBe(9);
    const heard = program.says();
    wire.reset();
    expect([readings.unread(wire), readings.inode(wire), readings.underWay(wire)]).toEqual([9, inode, 0]);
    program.hears('c.resume();');
    expect(await heard).toBe('end\n');
  });

  it('show bytes that lie in a connection nobody has accepted', async () => {
    const { program, path } = await serving('');
    program.signal('SIGSTOP');
    const { wire } = await connected(path);
    expect([readings.inode(wire), readings.unread(wire)]).toEqual([0, 0]);
    wire.send(Buffer.alloc(1));
    expect(readings.inode(wire)).toBe(0);
    expect(readings.unread(wire)).toBeGreaterThan(0);
    const told = program.says();
    program.signal('SIGCONT');
    await told;
    expect(readings.inode(wire)).toBeGreaterThan(0);
    expect(readings.unread(wire)).toBe(1);
  });

  it('show what the kernel has not taken from us, and the program’s end before we have heard of it', async () => {
    const { program, wire, until } = await accepted();
    expect(wire.send(Buffer.alloc(8 << 20))).toBe(false);
    expect(readings.underWay(wire)).toBeGreaterThan(0);
    program.hears(`c.resume(); c.end('bye');`);
    // In this very turn of ours: nothing that Node would tell us has been looked at.
    while (!wire.pending());
    while (readings.underWay(wire) > 0) await turn();
    await until(() => wire.ended);
    expect([wire.unread().toString(), readings.taken(wire)]).toEqual(['bye', 3]);
    while (readings.unread(wire) > 0) await turn();
    expect(readings.underWay(wire)).toBe(0);
  });

  it('are refused of what is not there', () => {
    expect(diag.read(0x7fff_fff0)).toBeNull();
    expect(() => diag.readOwn(0x7fff_fff0)).toThrow('no readings of Unix sockets');
  });
});

describe('a delivery on a Unix socket', () => {
  it('has woken the waiter when send returns', async () => {
    const { program, wire, until } = await accepted(`c.resume().on('data', (bytes) => c.write(bytes));`);
    for (let n = 1; n <= 100; n += 1) {
      const before = await asleep(program);
      wire.send(Buffer.from('x'));
      // Awake, or it has been: in no reading from now on has it slept through.
      const after = program.read();
      expect(sleptThrough(before, after, program.pid)).toBe(false);
      await until(() => wire.totalBytes === n);
    }
  });

  it('of which nobody waits leaves the bytes lying, and wakes nobody', async () => {
    const { program, wire } = await accepted();
    const before = await asleep(program);
    for (let n = 1; n <= 100; n += 1) {
      wire.send(Buffer.from('x'));
      expect(readings.unread(wire)).toBe(n);
      expect(readings.underWay(wire)).toBe(0);
    }
    const after = program.read();
    expect(sleptThrough(before, after, program.pid)).toBe(true);
    const thread = threadOf(after, program.pid);
    expect(thread && isAsleep(thread)).toBe(true);
  });

  it('is waited for in the set that watches the program’s end', async () => {
    const { program, wire } = await accepted('c.resume();');
    await asleep(program);
    const call = program.tree.sleepingCall(program.pid, program.pid);
    expect(watchedInodes(program.pid, call?.arguments[0] ?? -1)).toContain(readings.inode(wire));
  });
});

describe('a reset on a Unix socket', () => {
  it('is the end of the stream where nothing is on its way to us', async () => {
    const { program, wire } = await accepted('c.resume();');
    const told = program.says();
    wire.reset();
    expect(await told).toBe('end\n');
  });

  it('right behind a question is an error for who answers it, whichever comes first, answer or close', async () => {
    const { program, wire } = await accepted(`c.on('data', () => c.write('answer')).resume();`);
    const told = program.says();
    wire.send(Buffer.from('question'));
    wire.reset();
    expect(await told).toMatch(/^(EPIPE|ECONNRESET)\n/);
  });
});

describe('what else comes over a Unix socket', () => {
  it('is not taken: descriptors sent along are closed by the kernel, the bytes arrive', async () => {
    const { program, wire, until } = await accepted();
    const before = listDescriptors(process.pid).length;
    // sendmsg(2) with SCM_RIGHTS, unix(7): struct msghdr, one byte, and descriptor 0 in a struct cmsghdr of 20 bytes.
    program.hears(`
      const koffi = require('koffi');
      const sendmsg = koffi.load('libc.so.6').func('int64_t sendmsg(int fd, const uint8_t *message, int flags)');
      const [byte, iovec, control, message] = [1, 16, 24, 56].map((size) => Buffer.alloc(size));
      iovec.writeBigUInt64LE(koffi.address(byte), 0); iovec.writeBigUInt64LE(1n, 8);
      control.writeBigUInt64LE(20n, 0); control.writeInt32LE(1, 8); control.writeInt32LE(1, 12); control.writeInt32LE(0, 16);
      message.writeBigUInt64LE(koffi.address(iovec), 16); message.writeBigUInt64LE(1n, 24);
      message.writeBigUInt64LE(koffi.address(control), 32); message.writeBigUInt64LE(24n, 40);
      say('sent ' + sendmsg(c._handle.fd, message, 0));`);
    expect(await program.says()).toBe('sent 1\n');
    await until(() => wire.totalBytes === 1);
    expect(listDescriptors(process.pid)).toHaveLength(before);
  });
});
