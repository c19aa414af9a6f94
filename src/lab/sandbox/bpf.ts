/**
 * Classic BPF as seccomp(2) takes it: `struct sock_filter { u16 code; u8 jt; u8 jf; u32 k; }`, 8 bytes, in the
 * machine's byte order (linux/filter.h, linux/bpf_common.h). Conditional jumps reach 255 instructions forward,
 * so a program is put together from short blocks, each of which ends in a return.
 */
export interface Instruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

const LD_W_ABS = 0x20;
const ALU_AND_K = 0x54;
const JMP_JEQ_K = 0x15;
const JMP_JGE_K = 0x35;
const JMP_JSET_K = 0x45;
const RET_K = 0x06;

/** Offsets into `struct seccomp_data`: nr, arch, instruction pointer, six 64-bit arguments. */
const OFFSET_NR = 0;
const OFFSET_ARCH = 4;
const OFFSET_ARGUMENTS = 16;

const statement = (code: number, k: number): Instruction => ({ code, jt: 0, jf: 0, k });

export const loadNumber = statement(LD_W_ABS, OFFSET_NR);
export const loadArchitecture = statement(LD_W_ABS, OFFSET_ARCH);

/** The low half of an argument: what the kernel itself looks at where it takes an `int` (little endian). */
export const loadArgument = (index: number): Instruction => statement(LD_W_ABS, OFFSET_ARGUMENTS + 8 * index);

/** The high half. */
export const loadArgumentHigh = (index: number): Instruction =>
  statement(LD_W_ABS, OFFSET_ARGUMENTS + 8 * index + 4);

export const and = (mask: number): Instruction => statement(ALU_AND_K, mask >>> 0);

/** `action` is one of the SECCOMP_RET_ values of linux/seccomp.h. */
export const give = (action: number): Instruction => statement(RET_K, action >>> 0);

function unless(code: number, k: number, block: readonly Instruction[]): Instruction[] {
  if (block.length > 255)
    throw new RangeError(`a block of ${block.length} instructions cannot be jumped over`);
  return [{ code, jt: 0, jf: block.length, k: k >>> 0 }, ...block];
}

/** Runs `block` when the loaded value equals `k`, else goes on behind it. */
export const ifEqual = (k: number, block: readonly Instruction[]) => unless(JMP_JEQ_K, k, block);
/** … differs from `k`. */
export function ifOther(k: number, block: readonly Instruction[]): Instruction[] {
  return unless(JMP_JEQ_K, k, block).map((jump, index) =>
    index === 0 ? { ...jump, jt: jump.jf, jf: 0 } : jump,
  );
}
/** … is at least `k`, unsigned. */
export const ifAtLeast = (k: number, block: readonly Instruction[]) => unless(JMP_JGE_K, k, block);
/** … has a bit of `k`. */
export const ifAnyBit = (k: number, block: readonly Instruction[]) => unless(JMP_JSET_K, k, block);

/** The bytes for the kernel. Throws RangeError past 4096 instructions (BPF_MAXINSNS). */
export function assemble(program: readonly Instruction[]): Buffer {
  if (program.length > 4096) throw new RangeError(`${program.length} instructions; the kernel takes 4096`);
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(({ code, jt, jf, k }, index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jt, index * 8 + 2);
    bytes.writeUInt8(jf, index * 8 + 3);
    bytes.writeUInt32LE(k, index * 8 + 4);
  });
  return bytes;
}
