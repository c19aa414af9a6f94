import { badEntry, damaged } from './archive-error.js';
import { type Entries, nameOf, nameTooLong, notAFile } from './entries.js';

/**
 * A reader of tar archives that knows as little as it needs: ustar as POSIX has it (pax, “ustar Interchange Format”) and
 * as GNU tar writes it, ordinary files and folders. Extended headers may give times and owners, which nobody looks at;
 * one that would change what an entry is called, how long it is or where it leads is refused, and so is all that two
 * readers could understand in two ways.
 */

const recordBytes = 512;
const maxExtendedBytes = 64 << 10;

/** @throws ArchiveError naming the entry that is not taken */
export function readTar(tar: Buffer, entries: Entries): void {
  let at = 0;
  for (;;) {
    const record = tar.subarray(at, at + recordBytes);
    if (record.length < recordBytes) throw cutOff();
    if (record.every((byte) => byte === 0)) break;
    const { name, type, size } = headerOf(record);
    const begin = at + recordBytes;
    const end = begin + size;
    at = begin + Math.ceil(size / recordBytes) * recordBytes;
    if (at > tar.length) throw cutOff();
    if (isExtension(name, type, size)) checkExtension(tar.subarray(begin, end));
    else takeEntry({ name, type, bytes: tar.subarray(begin, end) }, entries);
  }
  if (tar.subarray(at).some((byte) => byte !== 0))
    throw damaged('something follows after its end', '结尾之后还有其他内容');
}

interface Header {
  readonly name: Buffer;
  readonly type: string;
  readonly size: number;
}

function headerOf(record: Buffer): Header {
  const magic = record.toString('latin1', 257, 265);
  const posix = magic === 'ustar\x0000';
  if (!posix && magic !== 'ustar  \0') throw damaged('it is no tar archive', '它不是 tar 归档');
  // The checksum counts its own eight bytes as spaces.
  let sum = 8 * 0x20;
  for (const [index, byte] of record.entries()) if (index < 148 || index >= 156) sum += byte;
  if (octal(record.subarray(148, 156)) !== sum) throw damaged('a checksum is wrong', '校验和不符');
  const name = text(record.subarray(0, 100));
  // GNU tar keeps other things in this place.
  const prefix = posix ? text(record.subarray(345, 500)) : Buffer.alloc(0);
  return {
    name: prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name,
    type: String.fromCharCode(record[156] ?? 0),
    size: octal(record.subarray(124, 136)),
  };
}

/** Digits with spaces or NULs around them; other ways of writing numbers are for sizes that are refused anyway. */
function octal(field: Buffer): number {
  const digits = /^ *([0-7]{1,11})[ \0]*$/.exec(field.toString('latin1'))?.[1];
  if (digits === undefined) throw damaged('a number in it is none', '其中的数字字段无效');
  return Number.parseInt(digits, 8);
}

function text(field: Buffer): Buffer {
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** Extended headers of pax, for the next entry or for all, as bsdtar, Python and `git archive` write them. */
function isExtension(name: Buffer, type: string, size: number): boolean {
  if (type !== 'x' && type !== 'g') return false;
  if (size > maxExtendedBytes)
    throw badEntry(name.toString('latin1'), 'is an extended header that is too long.', ' 是过长的扩展头。');
  return true;
}

/** Records `LENGTH KEY=VALUE\n`, the length being that of the record (pax, “pax Extended Header”). */
function checkExtension(bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) {
    const digits = /^(\d{1,6}) /.exec(bytes.toString('latin1', at, at + 7))?.[1] ?? '';
    const record = bytes.subarray(at, at + Number(digits));
    const [, key, value] = /^\d+ ([^=\n]+)=([^]*)\n$/.exec(record.toString('latin1')) ?? [];
    if (key === undefined || value === undefined || record.length !== Number(digits))
      throw damaged('an extended header is broken', '扩展头已损坏');
    if (key === 'path') throw nameTooLong(Buffer.from(value, 'latin1').toString());
    if (/^(linkpath|size|hdrcharset|GNU\.sparse\..*)$/.test(key))
      throw badEntry(key, 'is set in an extended header, which is not taken.', ' 由扩展头设置，不予接受。');
    at += record.length;
  }
}

function takeEntry({ name, type, bytes }: Omit<Header, 'size'> & { bytes: Buffer }, entries: Entries): void {
  switch (type) {
    case '0':
    case '\0': {
      const path = entries.path(name, 'file');
      entries.reserve(path, bytes.length);
      entries.addFile(path, bytes);
      return;
    }
    case '5':
      if (bytes.length > 0) throw damaged('a folder in it has content', '其中有带内容的目录');
      entries.addFolder(entries.path(name, 'folder'));
      return;
    case 'L':
    case 'K':
      throw nameTooLong(text(bytes.subarray(0, 200)).toString());
    default: {
      const [en, zh] = kinds[type] ?? ['no ordinary file', '特殊文件'];
      throw notAFile(nameOf(name), en, zh);
    }
  }
}

const kinds: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  '1': ['a hard link', '硬链接'],
  '2': ['a symbolic link', '符号链接'],
  '3': ['a device', '设备文件'],
  '4': ['a device', '设备文件'],
  '6': ['a named pipe', '命名管道'],
};

function cutOff() {
  return damaged('it ends too early', '归档不完整，提前结束');
}
