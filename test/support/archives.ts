import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** Archives as a test wants them, byte by byte: ordinary packers refuse to write what a hostile one sends. */

export interface TarEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** `0` a file, `5` a folder, `2` a symbolic link, …; of POSIX’s table. */
  readonly type?: string;
  readonly link?: string;
  /** As the header says; without it, as the content is. */
  readonly size?: number;
  readonly prefix?: string;
  /** Bytes of the header to be overwritten after its checksum was written. */
  readonly spoil?: (header: Buffer) => void;
}

/** One header with its content, padded. */
export function tarEntry(entry: TarEntry): Buffer {
  const { name, content = '', type = '0', link = '', prefix = '', spoil } = entry;
  const bytes = Buffer.from(content as string);
  const header = Buffer.alloc(512);
  (Buffer.isBuffer(name) ? name : Buffer.from(name)).copy(header, 0);
  header.write('0000644\0', 100);
  header.write('0000000\x000000000\0', 108);
  header.write(`${(entry.size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write(type, 156);
  header.write(link, 157);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  spoil?.(header);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

export const tarEnd = Buffer.alloc(1024);

export function tarGz(...entries: TarEntry[]): Buffer {
  return gzipSync(Buffer.concat([...entries.map(tarEntry), tarEnd]));
}

/** A record of an extended header: `LENGTH KEY=VALUE\n`. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (`${length}${rest}`.length !== length) length += 1;
  return `${length}${rest}`;
}

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** 8 is deflate, 0 is none. */
  readonly method?: number;
  /** `st_mode` of the file, as a packer on Unix writes it. */
  readonly mode?: number;
  readonly flags?: number;
  /** What the directory says of the unpacked length and the checksum; without them, the truth. */
  readonly size?: number;
  readonly crc?: number;
}

export function zipOf(...entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', method = 8, mode = 0o100644, flags = 0, size, crc } of entries) {
    const raw = Buffer.isBuffer(name) ? name : Buffer.from(name);
    const bytes = Buffer.from(content as string);
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? bytes.length, 18);
    common.writeUInt16LE(raw.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, raw, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, rest, raw);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]);
}
