import { closeSync, readFileSync, readSync, writeSync } from 'node:fs';
import { socketInode } from '../../src/lab/kernel/descriptors.js';
import { SockDiag } from '../../src/lab/kernel/sock-diag.js';
import { acceptOne, connectToLoopback, listenOnLoopback, localPort } from '../../src/lab/libc/libc.js';
import { premakeConnections, type PremadeConnection } from '../../src/lab/peer/premade.js';
import type { Room } from '../../src/lab/peer/inbox.js';
import { socketFrom, StreamWire } from '../../src/lab/peer/stream-wire.js';
import type { PeerWire } from '../../src/lab/peer/wire.js';
import { WireReadings } from '../../src/lab/proctor/wire-readings.js';

/** The peer and its readings on real loopback sockets; the program's end is held here, as a plain descriptor. */
/** <netinet/tcp.h> */
const tcpStates = { established: 1, closeWait: 8 };

const diag = new SockDiag();
const readings = new WireReadings();
const open: { fds: Set<number>; wires: PeerWire[] } = { fds: new Set(), wires: [] };

afterEach(() => {
  for (const wire of open.wires.splice(0)) wire.close();
  for (const fd of open.fds) closeSync(fd);
  open.fds.clear();
});
afterAll(() => {
  diag.close();
  readings.close();
});

function premade(socketBuffer?: number): PremadeConnection {
  const [made] = premakeConnections(1, socketBuffer);
  if (!made) throw new Error('no connection');
  open.fds.add(made.programFd);
  return made;
}

/** The other way round: the program listens, and the peer connects. */
function accepted(socketBuffer?: number): PremadeConnection {
  const listener = listenOnLoopback(1);
  const peerFd = connectToLoopback(listener.port, socketBuffer);
  const { fd: programFd } = acceptOne(listener.fd);
  closeSync(listener.fd);
  open.fds.add(programFd);
  return { over: 'tcp', programFd, programPort: listener.port, peerFd, peerPort: localPort(peerFd) };
}

function wired(made = premade(), room?: Room, programConnected = true) {
  let changed: () => void = () => undefined;
  const ends = {
    over: 'tcp',
    program: made.programPort,
    peer: made.peerPort,
    programConnected,
  } as const;
  const wire = new StreamWire('line', socketFrom(made.peerFd), ends, () => changed(), room);
  open.wires.push(wire);
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  const programEnd = () => diag.read(made.programPort, made.peerPort);
  /** On a busy host the kernel puts a delivery off for a moment; it comes with nothing more done here. */
  const delivered = () => {
    while ((programEnd()?.bytesReceived ?? Infinity) < wire.sentBytes);
    return programEnd();
  };
  return { wire, until, made, programEnd, delivered };
}

function closeProgramEnd({ programFd }: PremadeConnection): void {
  closeSync(programFd);
  open.fds.delete(programFd);
}

function flagsOf(fd: number): number {
  return Number.parseInt(
    /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '',
    8,
  );
}

const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;

describe('connections made before the program', () => {
  it('are blocking at its end, non-blocking at ours, and nobody inherits them by chance', () => {
    const { programFd, peerFd } = premade();
    open.fds.add(peerFd);
    expect(flagsOf(programFd) & O_NONBLOCK).toBe(0);
    expect(flagsOf(peerFd) & O_NONBLOCK).toBe(O_NONBLOCK);
    expect(flagsOf(programFd) & flagsOf(peerFd) & O_CLOEXEC).toBe(O_CLOEXEC);
  });

  it('are as many as asked for, each with ends of its own', () => {
    const made = premakeConnections(12);
    for (const { programFd, peerFd } of made) open.fds.add(programFd).add(peerFd);
    expect(new Set(made.map(({ programPort }) => programPort)).size).toBe(12);
    made.forEach(({ programFd }, n) => writeSync(programFd, Buffer.alloc(n + 1)));
    const queues = () =>
      made.map(({ programPort, peerPort }) => diag.read(peerPort, programPort)?.receiveQueue);
    while (queues().includes(0));
    expect(queues()).toEqual(made.map((_, n) => n + 1));
  });

  it('leave no listener behind', () => {
    const { peerPort, peerFd } = premade();
    open.fds.add(peerFd);
    const hex = peerPort.toString(16).toUpperCase().padStart(4, '0');
    expect(readFileSync('/proc/net/tcp', 'utf8')).not.toMatch(new RegExp(`0100007F:${hex} 00000000:0000 0A`));
  });
});

describe('readings of a socket', () => {
  it('count what lies unread, and stop counting what was taken', () => {
    const { wire, made, programEnd, delivered } = wired();
    expect(programEnd()).toMatchObject({ state: tcpStates.established, receiveQueue: 0, bytesReceived: 0 });
    wire.send(Buffer.alloc(100));
    expect(delivered()).toMatchObject({ receiveQueue: 100, bytesReceived: 100 });
    expect(readSync(made.programFd, Buffer.alloc(60))).toBe(60);
    expect(programEnd()).toMatchObject({ receiveQueue: 40, bytesReceived: 100 });
  });

  it('are none where somebody only listens', () => {
    const listener = listenOnLoopback(1);
    open.fds.add(listener.fd);
    expect(diag.read(listener.port, premade().peerPort)).toBeNull();
  });

  it('name the inode of the descriptor, and none once it is closed', async () => {
    const { wire, until, made, programEnd } = wired();
    expect(programEnd()?.inode).toBe(socketInode(process.pid, made.programFd));
    closeProgramEnd(made);
    expect(programEnd()?.inode ?? 0).toBe(0);
    await until(() => wire.ended);
  });

  it('show what the program wrote and the peer does not take', () => {
    const made = premade(4096);
    const { wire } = wired(made);
    wire.stopReading();
    const arrived = () => diag.read(made.peerPort, made.programPort)?.bytesReceived ?? 0;
    let written = 0;
    while (written - arrived() < 512) written += writeSync(made.programFd, Buffer.alloc(512));
    const reading = diag.read(made.programPort, made.peerPort);
    // One more than was written: this end connected.
    expect(reading?.bytesTaken).toBe(written + 1);
    expect(reading?.sendQueue).toBeGreaterThanOrEqual(written - arrived());
  });

  it('are had by the exact addresses only', () => {
    const { made } = wired();
    expect(diag.read(made.programPort, made.peerPort)).not.toBeNull();
    expect(diag.read(made.peerPort, made.programPort)).not.toBeNull();
    expect(diag.read(made.programPort, made.programPort)).toBeNull();
    expect(diag.read(1, made.peerPort)).toBeNull();
    expect(diag.read(made.programPort, 0)).toBeNull();
  });

  it('stay in step after one that found nothing', () => {
    const { wire, made, programEnd, delivered } = wired();
    wire.send(Buffer.alloc(7));
    delivered();
    for (let i = 0; i < 100; i += 1) {
      expect(diag.read(2, made.peerPort)).toBeNull();
      expect(programEnd()?.receiveQueue).toBe(7);
    }
  });
});

describe('the peer', () => {
  it('has delivered when its send returns, or is seen to have something under way', () => {
    const { wire, programEnd, delivered } = wired();
    let atOnce = 0;
    for (let n = 1; n <= 200; n += 1) {
      expect(wire.send(Buffer.alloc(10))).toBe(true);
      if (programEnd()?.bytesReceived === wire.sentBytes) atOnce += 1;
      expect(delivered()?.receiveQueue).toBe(10 * n);
    }
    expect(atOnce).toBeGreaterThan(0);
  });

  it('says when the kernel has not taken all at once', () => {
    const { wire, programEnd } = wired();
    expect(wire.send(Buffer.alloc(64 << 20))).toBe(false);
    expect(programEnd()?.bytesReceived).toBeLessThan(wire.sentBytes);
  });

  it('half-closes at once, after all it has sent', () => {
    const { wire, made, delivered } = wired();
    wire.send(Buffer.from('last'));
    wire.halfClose();
    expect(delivered()?.state).toBe(tcpStates.closeWait);
    const buffer = Buffer.alloc(10);
    expect(readSync(made.programFd, buffer)).toBe(4);
    expect(readSync(made.programFd, buffer)).toBe(0);
    expect(writeSync(made.programFd, 'still heard')).toBe(11);
  });

  it('hears on after its half-close', async () => {
    const { wire, made, until } = wired();
    wire.halfClose();
    writeSync(made.programFd, 'answer');
    await until(() => wire.unreadBytes === 6);
    expect(wire.unread().toString()).toBe('answer');
  });

  it('resets at once', () => {
    const { wire, made, programEnd } = wired();
    expect(wire.wasReset).toBe(false);
    wire.reset();
    expect(wire.wasReset).toBe(true);
    while (programEnd());
    expect(() => readSync(made.programFd, Buffer.alloc(1))).toThrow('ECONNRESET');
  });

  it('knows of bytes the kernel holds and it has not heard yet', async () => {
    const { wire, made, until } = wired();
    await until(() => true);
    expect(wire.pending()).toBe(false);
    writeSync(made.programFd, 'told');
    while (!wire.pending());
    await until(() => wire.unreadBytes === 4);
    expect(wire.pending()).toBe(false);
    expect(wire.totalBytes).toBe(4);
  });

  it.each([
    ['closes', ({ made }: ReturnType<typeof wired>) => closeProgramEnd(made)],
    [
      'closes after the peer did',
      ({ wire, made, delivered }: ReturnType<typeof wired>) => {
        wire.halfClose();
        delivered();
        closeProgramEnd(made);
      },
    ],
    [
      'breaks off',
      ({ wire, made, delivered }: ReturnType<typeof wired>) => {
        wire.send(Buffer.from('unread'));
        delivered();
        closeProgramEnd(made);
      },
    ],
  ])('knows that the program %s before it hears of it', async (_, end) => {
    const line = wired();
    const { wire, until } = line;
    await until(() => true);
    expect(wire.pending()).toBe(false);
    end(line);
    // In this very turn of ours: nothing that Node would tell us has been looked at.
    while (!wire.pending());
    expect([wire.ended, wire.broken]).toEqual([false, null]);
    await until(() => wire.ended || wire.broken !== null);
    expect(wire.pending()).toBe(false);
  });

  it.each([
    ['the program', premade, true],
    ['the peer', accepted, false],
  ])('counts what is under way to the byte where %s connected', (_, make, programConnected) => {
    const { wire, made } = wired(make(4096), undefined, programConnected);
    const arrived = () => diag.read(made.peerPort, made.programPort)?.bytesReceived ?? 0;
    // In this very turn of ours nothing is taken, until our end has no room left.
    for (let written = 0, underWay = 0; underWay === 0;) {
      written += writeSync(made.programFd, Buffer.alloc(300));
      expect(readings.taken(wire)).toBe(written);
      let before: number;
      do {
        before = arrived();
        underWay = readings.underWay(wire);
      } while (arrived() !== before);
      expect(underWay).toBe(written - before);
    }
  });

  it('keeps what no condition has used up', async () => {
    const { wire, made, until } = wired();
    writeSync(made.programFd, 'one two');
    await until(() => wire.unreadBytes === 7);
    wire.consume(4);
    expect([wire.unread().toString(), wire.unreadBytes, wire.totalBytes]).toEqual(['two', 3, 7]);
    writeSync(made.programFd, ' three');
    await until(() => wire.unreadBytes === 9);
    expect(wire.unread().toString()).toBe('two three');
  });

  it('keeps no more than there is room for, counts the rest, and says so', async () => {
    let excess = 0;
    const room: Room = { bytes: 100_000, onExcess: () => (excess += 1) };
    const { wire, made, until } = wired(premade(), room);
    for (let i = 0; i < 30; i += 1) writeSync(made.programFd, Buffer.alloc(10_000));
    await until(() => wire.totalBytes === 300_000);
    expect(wire.unreadBytes).toBeLessThanOrEqual(100_000);
    expect(excess).toBeGreaterThan(0);
    wire.consume(wire.unreadBytes);
    expect(room.bytes).toBe(100_000);
  });

  it('that does not read leaves the bytes with the kernel, until it reads', async () => {
    const { wire, made, until } = wired();
    await new Promise((resolve) => setImmediate(resolve));
    wire.stopReading();
    writeSync(made.programFd, Buffer.alloc(400_000));
    while (wire.waitingBytes() < 100_000) await new Promise((resolve) => setImmediate(resolve));
    expect(wire.totalBytes).toBe(0);
    expect(wire.pending()).toBe(false);
    wire.startReading();
    await until(() => wire.totalBytes === 400_000);
    expect(wire.waitingBytes()).toBe(0);
  });

  it('learns of the program’s end and of its breaking off', async () => {
    const ended = wired();
    closeProgramEnd(ended.made);
    await ended.until(() => ended.wire.ended);
    expect(ended.wire.broken).toBeNull();
    const broken = wired();
    broken.wire.send(Buffer.from('unread'));
    // Closed with bytes unread: the kernel sends a reset (RFC 2525, 2.17).
    closeProgramEnd(broken.made);
    await broken.until(() => broken.wire.broken !== null);
    expect(broken.wire.broken).toMatch(/ECONNRESET/);
    expect(broken.wire.send(Buffer.from('x'))).toBe(false);
    broken.wire.halfClose();
    expect(broken.wire.pending()).toBe(false);
  });
});
