import { forbiddenCalls } from './system-calls.js';
import { seccompProgram } from './seccomp.js';

/** A small machine for the subset of classic BPF that bpf.ts writes. Returns the SECCOMP_RET_ value. */
function decide(program: Buffer, arch: number, nr: number, args: readonly number[] = []): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(nr >>> 0, 0);
  data.writeUInt32LE(arch >>> 0, 4);
  args.forEach((value, index) => data.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), 16 + 8 * index));
  let accumulator = 0;
  for (let at = 0; ; at += 1) {
    const code = program.readUInt16LE(at * 8);
    const [jt, jf] = [program.readUInt8(at * 8 + 2), program.readUInt8(at * 8 + 3)];
    const k = program.readUInt32LE(at * 8 + 4);
    if (code === 0x20) accumulator = data.readUInt32LE(k);
    else if (code === 0x54) accumulator = (accumulator & k) >>> 0;
    else if (code === 0x15) at += accumulator === k ? jt : jf;
    else if (code === 0x35) at += accumulator >= k ? jt : jf;
    else if (code === 0x45) at += (accumulator & k) !== 0 ? jt : jf;
    else if (code === 0x06) return k;
    else throw new Error(`instruction ${code.toString(16)} at ${at}`);
  }
}

const x86 = 0xc000003e;
const i386 = 0x40000003;
const allow = 0x7fff0000;
const errno = (value: number) => 0x00050000 | value;
const program = seccompProgram('x64');
const answer = (nr: number, ...args: number[]) => decide(program, x86, nr, args);

describe('the system call filter', () => {
  it('is a program the kernel takes: whole instructions, at most 4096', () => {
    expect(program.length % 8).toBe(0);
    expect(program.length / 8).toBeLessThanOrEqual(4096);
  });

  it('kills calls by the 32-bit ABI and does not know x32', () => {
    expect(decide(program, i386, 1)).toBe(0x80000000);
    expect(answer(0x40000000 + 1)).toBe(errno(38));
    expect(answer(-1)).toBe(errno(38));
  });

  it('allows what a program needs', () => {
    for (const nr of [0, 1, 9, 45, 59, 202, 232, 281, 288, 290]) expect(answer(nr)).toBe(allow);
  });

  it('does not know io_uring, clone3, memfd_create, execveat, kernel AIO, System V IPC, nor what is not invented yet', () => {
    for (const nr of [425, 426, 427, 435, 319, 322, 206, 209, 29, 64, 68, 71, 240, 700])
      expect(answer(nr)).toBe(errno(38));
  });

  it.each(Object.entries(forbiddenCalls))('forbids %s', (_name, nr) => {
    expect(answer(nr)).toBe(errno(1));
  });

  it('lets threads and children be made, but no namespaces and nothing untraced', () => {
    const thread = 0x3d0f00;
    expect(answer(56, thread)).toBe(allow);
    expect(answer(56, 0x01200011)).toBe(allow);
    for (const flag of [
      0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x00800000,
    ]) {
      expect(answer(56, thread | flag)).toBe(errno(1));
    }
  });

  it('gives plain sockets of three families only, whatever flags come along', () => {
    const flags = 0o4000 | 0o2000000;
    expect(answer(41, 2, 1 | flags, 0)).toBe(allow);
    expect(answer(41, 10, 1, 6)).toBe(allow);
    expect(answer(41, 1, 5 | flags, 0)).toBe(allow);
    for (const family of [16, 17, 40, 38, 31, 15, 21]) expect(answer(41, family, 3, 0)).toBe(errno(97));
    expect(answer(41, 2, 3, 1)).toBe(errno(94));
    expect(answer(41, 2, 2, 0)).toBe(errno(94));
    expect(answer(41, 10, 2 | flags, 17)).toBe(errno(94));
    expect(answer(41, 2, 1, 262)).toBe(errno(93));
    expect(answer(53, 1, 1, 0)).toBe(allow);
    expect(answer(53, 16, 3, 0)).toBe(errno(97));
  });

  it('lets nobody type into a terminal, whatever the upper half of the request', () => {
    expect(answer(16, 0, 0x541b)).toBe(allow);
    expect(answer(16, 0, 0x5412)).toBe(errno(1));
    expect(answer(16, 0, 0x100000000 + 0x5412)).toBe(errno(1));
    expect(answer(16, 0, 0x8946)).toBe(errno(25));
  });

  it('keeps the process dumpable, its evidence readable, its filter the only one', () => {
    for (const option of [4, 22, 29, 59]) expect(answer(157, option, 0)).toBe(errno(1));
    expect(answer(157, 15)).toBe(allow);
    expect(answer(157, 35)).toBe(errno(22));
  });

  it('attaches no program to a socket', () => {
    expect(answer(54, 3, 1, 8)).toBe(allow);
    expect(answer(54, 3, 1, 26)).toBe(errno(1));
    expect(answer(54, 3, 6, 1)).toBe(allow);
    expect(answer(54, 3, 6, 31)).toBe(errno(1));
  });

  it('lets no sleep in a socket’s call end by a timer that the call does not show', () => {
    for (const option of [20, 21, 66, 67]) expect(answer(54, 3, 1, option)).toBe(errno(1));
    for (const option of [7, 18]) expect(answer(54, 3, 6, option)).toBe(errno(1));
    // What Node sets: linger for a reset, keep-alive and its numbers.
    for (const option of [9, 13]) expect(answer(54, 3, 1, option)).toBe(allow);
    for (const option of [4, 5, 6]) expect(answer(54, 3, 6, option)).toBe(allow);
    // alarm, setitimer, timer_create, timer_settime: not known here.
    for (const nr of [37, 38, 222, 223]) expect(answer(nr)).toBe(errno(38));
  });

  it('lets a program be told by signal, also by itself', () => {
    for (const command of [8, 9, 10, 11]) expect(answer(72, 3, command)).toBe(allow);
    for (const nr of [13, 14, 62, 129, 200, 234, 297]) expect(answer(nr)).toBe(allow);
  });

  it('gives no handle on whoever made the other end of a socket', () => {
    expect(answer(55, 3, 1, 4)).toBe(allow);
    expect(answer(55, 3, 1, 77)).toBe(errno(1));
    expect(answer(54, 3, 1, 76)).toBe(errno(1));
  });

  it('lets nobody hold a file that others open', () => {
    for (const command of [0, 1, 3, 4, 8, 10, 1031]) expect(answer(72, 3, command)).toBe(allow);
    for (const command of [1024, 1026]) expect(answer(72, 3, command, 1)).toBe(errno(1));
  });

  it('keeps the limit on cores as it is, and lets it be read', () => {
    expect(answer(160, 4, 0x1000)).toBe(errno(1));
    expect(answer(160, 7, 0x1000)).toBe(allow);
    expect(answer(302, 0, 4, 0)).toBe(allow);
    for (const pointer of [0x1000, 0x100000000]) expect(answer(302, 0, 4, pointer)).toBe(errno(1));
    expect(answer(302, 0, 7, 0x1000)).toBe(allow);
  });

  it('makes FIFOs but no devices', () => {
    expect(answer(259, -100, 0, 0o010644)).toBe(allow);
    expect(answer(259, -100, 0, 0o020644)).toBe(errno(1));
    expect(answer(133, 0, 0o060644)).toBe(errno(1));
  });

  it('refuses to be built for a processor whose numbers differ', () => {
    expect(() => seccompProgram('arm64')).toThrow(/x86_64 only/);
  });
});
