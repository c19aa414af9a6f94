import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ArchiveError, badEntry, damaged } from './archive-error.js';
import { archiveLimits, type Entries, nameOf, notAFile, tooMany } from './entries.js';

/**
 * A reader of zip archives: yauzl finds the entries by the central directory, which alone counts; what they hold is
 * unpacked here, one at a time and never to more than the directory says.
 */

const inflate = promisify(inflateRaw);

/** High half of an entry’s external attributes where Unix wrote them: the `st_mode` of stat(2). */
const fileTypes: Readonly<Record<number, readonly [en: string, zh: string]>> = {
  0o120000: ['a symbolic link', '符号链接'],
  0o020000: ['a device', '设备文件'],
  0o060000: ['a device', '设备文件'],
  0o010000: ['a named pipe', '命名管道'],
  0o140000: ['a socket', '套接字'],
};

/** @throws ArchiveError naming the entry that is not taken */
export async function readZip(zip: Buffer, entries: Entries): Promise<void> {
  try {
    // Names as bytes: they are checked here, by the rules that hold for every archive.
    const file = await yauzl.fromBufferPromise(zip, { decodeStrings: false });
    if (file.entryCount > archiveLimits.entries) throw tooMany();
    for await (const entry of file.eachEntry()) await takeEntry(zip, file, entry, entries);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw damaged('it is no zip archive, or a damaged one', '它不是 zip 归档，或已损坏', error);
  }
}

async function takeEntry(zip: Buffer, file: ZipFile, entry: Entry, entries: Entries): Promise<void> {
  const raw = entry.fileNameRaw;
  const name = () => nameOf(raw);
  const kind = fileTypes[(entry.externalFileAttributes >>> 16) & 0o170000];
  if (kind) throw notAFile(name(), ...kind);
  if (entry.isEncrypted()) throw badEntry(name(), 'is encrypted.', ' 已加密。');
  if (raw.at(-1) === 0x2f) {
    if (entry.uncompressedSize > 0) throw damaged('a folder in it has content', '其中有带内容的目录');
    entries.addFolder(entries.path(raw, 'folder'));
    return;
  }
  const path = entries.path(raw, 'file');
  entries.reserve(path, entry.uncompressedSize);
  const { fileDataStart } = await file.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = zip.subarray(fileDataStart, fileDataStart + entry.compressedSize);
  const bytes = await unpacked(path, packed, entry);
  if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32)
    throw badEntry(path, 'is damaged: its length or checksum is wrong.', ' 已损坏：长度或校验和不符。');
  entries.addFile(path, bytes);
}

async function unpacked(path: string, packed: Buffer, entry: Entry): Promise<Buffer> {
  switch (entry.compressionMethod) {
    case 0:
      return packed;
    case 8:
      return inflate(packed, { maxOutputLength: Math.max(entry.uncompressedSize, 1) }).catch(
        (cause: unknown) => {
          throw badEntry(
            path,
            'is damaged, or longer than it says.',
            ' 已损坏，或实际长度超过所声明的长度。',
            cause,
          );
        },
      );
    default:
      throw badEntry(
        path,
        'is compressed in an unusual way; zip knows “deflate” and “store”.',
        ' 使用了不支持的压缩方式；请使用 zip 的 deflate 或 store。',
      );
  }
}
