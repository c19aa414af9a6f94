import { createSocket } from 'node:dgram';
import { closeSync, fstatSync } from 'node:fs';
import { datagramsTaken } from '../../src/lab/kernel/udp-diag.js';
import { DatagramWire } from '../../src/lab/peer/datagram-wire.js';
import { premakeDatagramPairs } from '../../src/lab/peer/premade.js';
import { WireReadings } from '../../src/lab/proctor/wire-readings.js';
import { RealProgram } from '../support/real-program.js';

/** UDP sockets between this process, as the peer, and a real program that takes what comes when it is told to; nothing is replaced. */
const readings = new WireReadings();
const open: { programs: RealProgram[]; wires: DatagramWire[] } = { programs: [], wires: [] };

afterEach(async () => {
  for (const wire of open.wires.splice(0)) wire.close();
  await Promise.all(open.programs.splice(0).map((program) => program.end()));
});
afterAll(() => readings.close());

/** A program that evaluates what it hears; `say` answers. Its socket is descriptor 3, in blocking mode. */
async function started(socketBuffer?: number) {
  const [made] = premakeDatagramPairs(1, socketBuffer);
  if (!made) throw new Error('no pair was made');
  const { ino } = fstatSync(made.programFd);
  const program = await RealProgram.start(
    `const fs = require('fs'), dgram = require('dgram');
     const say = (text) => fs.writeSync(1, text + '\\n');
     const room = Buffer.alloc(65536);
     const take = () => room.toString('utf8', 0, fs.readSync(3, room));
     process.stdin.on('data', (code) => eval(String(code)));
     say('ready');`,
    [made.programFd],
  );
  closeSync(made.programFd);
  let changed: () => void = () => undefined;
  const ends = { over: 'udp', program: made.programPort, peer: made.peerPort } as const;
  const wire = new DatagramWire('line', made.peerFd, ends, () => changed(), datagramsTaken);
  open.programs.push(program);
  open.wires.push(wire);
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  return { program, wire, until, inode: ino };
}

/** The kernel may put a delivery off; whoever waits for one looks until nothing is under way. */
async function arrived(wire: DatagramWire): Promise<void> {
  while (readings.underWay(wire) > 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('a datagram', () => {
  it.each([
    ['with text', 5],
    ['that is empty', 0],
    ['as large as they come', 65_507],
  ])('%s lies unread until it is taken, and is taken whole', async (_what, length) => {
    const { program, wire } = await started();
    expect(wire.send(Buffer.alloc(length, 'x'))).toBe(true);
    await arrived(wire);
    expect(readings.unread(wire)).toBeGreaterThan(0);
    expect(wire.untaken).toBe(1);
    program.hears(`say(take() === 'x'.repeat(${length}));`);
    expect(await program.says()).toBe('true\n');
    expect(readings.unread(wire)).toBe(0);
    expect(wire.untaken).toBe(0);
    expect(readings.underWay(wire)).toBe(0);
  });

  it('is under way, lies there or was taken, whenever one looks', async () => {
    const { program, wire } = await started();
    program.hears(`dgram.createSocket('udp4').on('message', () => 0).bind({ fd: 3 }, () => say('bound'));`);
    await program.says();
    for (let sent = 1; sent <= 500; sent += 1) {
      wire.send(Buffer.from(String(sent)));
      const lies = readings.unread(wire) > 0;
      const underWay = readings.underWay(wire);
      if (!lies && underWay === 0) expect(wire.untaken).toBe(0);
      if (sent % 7 === 0) await arrived(wire);
      // A program that gets no CPU must not be sent more than its socket holds: what finds no room is another test.
      if (sent % 50 === 0)
        while (readings.unread(wire) > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await arrived(wire);
    while (readings.unread(wire) > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(wire.untaken).toBe(0);
  });

  it('that finds no room is dropped, and not waited for', async () => {
    const { program, wire } = await started(4096);
    for (let sent = 0; sent < 64; sent += 1) wire.send(Buffer.alloc(1000));
    await arrived(wire);
    program.hears(`
      let taken = 0;
      dgram.createSocket('udp4').on('message', () => { taken += 1; }).bind({ fd: 3 });
      setTimeout(() => say(taken), 50);`);
    const taken = Number(await program.says());
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(64);
    expect(wire.untaken).toBe(64 - taken);
    expect(readings.underWay(wire)).toBe(0);
  });
});

describe('the program’s end', () => {
  it('is known by its inode, until it is closed', async () => {
    const { program, wire, inode } = await started();
    expect(readings.inode(wire)).toBe(inode);
    program.hears(`fs.closeSync(3); say('closed');`);
    await program.says();
    expect(readings.inode(wire)).toBe(0);
    // What is sent to nobody comes back as an error, at the latest with the next one.
    wire.send(Buffer.from('x'));
    wire.send(Buffer.from('x'));
    expect(wire.broken).toContain('ECONNREFUSED');
    expect([readings.unread(wire), readings.underWay(wire)]).toEqual([0, 0]);
  });

  it('is heard by its peer', async () => {
    const { program, wire, until } = await started();
    program.hears(`fs.writeSync(3, 'to you');`);
    await until(() => wire.totalBytes > 0);
    expect(wire.unread().toString()).toBe('to you');
    expect(readings.taken(wire)).toBe(6);
  });

  it('hears nobody but its peer', async () => {
    const { program, wire } = await started();
    const port = wire.ends.over === 'udp' ? wire.ends.program : 0;
    const stranger = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      stranger.send('of a stranger', port, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
    });
    wire.send(Buffer.from('of its peer'));
    program.hears('say(take());');
    expect(await program.says()).toBe('of its peer\n');
    await new Promise<void>((resolve) => void stranger.close(resolve));
  });
});

it('no step that ends or holds back a stream can be played on it', async () => {
  const { wire } = await started();
  for (const step of ['halfClose', 'reset', 'stopReading', 'startReading'] as const)
    expect(() => wire[step]()).toThrow('no stream');
});
