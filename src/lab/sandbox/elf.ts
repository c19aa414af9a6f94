import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PT_INTERP = 3;

/**
 * The dynamic linker a 64-bit little-endian ELF file names (PT_INTERP, elf(5)); null for a static one.
 * @throws Error when the file is no such ELF file.
 */
export async function interpreterOf(file: string): Promise<string | null> {
  const handle = await open(file, 'r');
  try {
    const read = async (position: number, length: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      if (bytesRead < length) throw new Error(`${file} ends in the middle of its ELF headers`);
      return buffer;
    };
    const header = await read(0, 64);
    const magic = header.readUInt32BE(0);
    if (magic !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) {
      throw new Error(`${file} is not a 64-bit little-endian ELF file`);
    }
    const tableAt = Number(header.readBigUInt64LE(32));
    const entrySize = header.readUInt16LE(54);
    const entries = header.readUInt16LE(56);
    const table = await read(tableAt, entrySize * entries);
    for (let index = 0; index < entries; index += 1) {
      const entry = table.subarray(index * entrySize, (index + 1) * entrySize);
      if (entry.readUInt32LE(0) !== PT_INTERP) continue;
      const name = await read(Number(entry.readBigUInt64LE(8)), Number(entry.readBigUInt64LE(32)));
      return name.toString('latin1').replace(/\0.*$/s, '');
    }
    return null;
  } finally {
    await handle.close();
  }
}

/**
 * The interpreter and every library a program needs, the linker's own answer (`ld.so --list`, ld.so(8)), so that
 * caches, run paths and multiarch directories count as they do when it starts.
 * @throws Error naming a library that is not to be found.
 */
export async function librariesOf(file: string): Promise<string[]> {
  const interpreter = await interpreterOf(file);
  if (interpreter === null) return [];
  const { stdout } = await run(interpreter, ['--list', file], { env: {} });
  const missing = /^\s*(\S+) => not found/m.exec(stdout);
  if (missing) throw new Error(`${file} needs ${missing[1]}, which this host does not have`);
  const found = [...stdout.matchAll(/^\s*\S+ => (\/\S+) \(0x[0-9a-f]+\)$/gm)].map(
    (match) => match[1] as string,
  );
  return [...new Set([interpreter, ...found])];
}
