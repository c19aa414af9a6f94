import { maxFileBytes } from '../../lab/authored/read-text-file.js';
import { ArchiveError, badEntry, shown } from './archive-error.js';

/** What an archive may hold; the largest package of the bank has 36 files and 100 KiB. */
export const archiveLimits = {
  /** As it is sent. */
  archiveBytes: 1 << 20,
  /** All that it unpacks to; of a .tar.gz with the tar’s own records. */
  unpackedBytes: 4 << 20,
  /** Files and folders. */
  entries: 200,
  /** Of a name with its folders: what one record of a tar holds. */
  nameBytes: 100,
  /** Of one file, as everywhere. */
  fileBytes: maxFileBytes,
} as const;

/** The rules that hold for the entries of every kind of archive. Nothing here is a path of this machine, or becomes one. */
export class Entries {
  readonly #files = new Map<string, Buffer>();
  readonly #folders = new Set<string>();
  #count = 0;
  #bytes = 0;

  /** Files by their paths in the archive, with `/`, in its order. */
  get files(): ReadonlyMap<string, Buffer> {
    return this.#files;
  }

  /** Folders that have an entry of their own, without the `/` at the end; the archive’s own top is not among them. */
  get folders(): ReadonlySet<string> {
    return this.#folders;
  }

  /**
   * Counts an entry and checks its name.
   *
   * @returns its path; of a folder it may be empty, which is the top
   * @throws ArchiveError too many, not UTF-8, too long, absolute, out of the archive, there already
   */
  path(raw: Buffer, kind: 'file' | 'folder'): string {
    this.#count += 1;
    if (this.#count > archiveLimits.entries) throw tooMany();
    const name = nameOf(raw);
    const parts = name.split('/');
    if (kind === 'folder' && parts.at(-1) === '') parts.pop();
    // What `tar -C folder .` writes.
    if (parts[0] === '.') parts.shift();
    if (name.startsWith('/') || /^[A-Za-z]:/.test(name))
      throw badEntry(name, 'is an absolute path.', ' 是绝对路径。');
    if (parts.includes('..')) throw badEntry(name, 'leads out of the archive.', ' 指向归档之外。');
    if (parts.some((part) => part === '' || part === '.') || (kind === 'file' && parts.length === 0))
      throw badEntry(name, 'is no name of a file.', ' 不是有效的文件名。');
    const path = parts.join('/');
    if (this.#files.has(path) || this.#folders.has(path))
      throw badEntry(name, 'is in the archive twice.', ' 在归档中出现了两次。');
    return path;
  }

  /** @throws ArchiveError when there would be more than may be; asked before anything is unpacked */
  reserve(path: string, bytes: number): void {
    const limit = archiveLimits.fileBytes >> 10;
    if (bytes > archiveLimits.fileBytes)
      throw badEntry(path, `has more than ${limit} KiB.`, ` 超过 ${limit} KiB。`);
    this.#bytes += bytes;
    if (this.#bytes > archiveLimits.unpackedBytes) throw unpacksToTooMuch();
  }

  addFile(path: string, bytes: Buffer): void {
    this.#files.set(path, bytes);
  }

  addFolder(path: string): void {
    if (path !== '') this.#folders.add(path);
  }
}

/** The name as text, for names that may be wrong in every way. */
export function nameOf(raw: Buffer): string {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw badEntry(raw.toString('latin1'), 'has a name that is not UTF-8.', ' 的文件名不是 UTF-8 编码。');
  }
  if (raw.length > archiveLimits.nameBytes) throw nameTooLong(name);
  if (/\p{Cc}/u.test(name))
    throw badEntry(name, 'has control characters in its name.', ' 的文件名中含有控制字符。');
  if (name.includes('\\'))
    throw badEntry(
      name,
      'has a backslash in its name; folders are parted by “/”.',
      ' 的文件名中含有反斜杠；目录请用 “/” 分隔。',
    );
  return name;
}

export function nameTooLong(name: string): ArchiveError {
  const limit = archiveLimits.nameBytes;
  return badEntry(
    name,
    `has a name of more than ${limit} bytes. Pack the files without the folder around them, or shorten their names.`,
    ` 的文件名超过 ${limit} 字节。请去掉外层目录再打包，或缩短文件名。`,
  );
}

export function tooMany(): ArchiveError {
  const limit = archiveLimits.entries;
  return new ArchiveError({
    en: `The archive has more than ${limit} files and folders.`,
    'zh-CN': `归档中的文件和目录超过 ${limit} 个。`,
  });
}

export function unpacksToTooMuch(): ArchiveError {
  const limit = archiveLimits.unpackedBytes >> 20;
  return new ArchiveError({
    en: `The archive unpacks to more than ${limit} MiB.`,
    'zh-CN': `归档解压后超过 ${limit} MiB。`,
  });
}

/** Links, devices and whatever else is no file and no folder. */
export function notAFile(name: string, en: string, zh: string): ArchiveError {
  return badEntry(
    shown(name),
    `is ${en}; a package has ordinary files and folders only.`,
    ` 是${zh}；题目包中只能有普通文件和目录。`,
  );
}
