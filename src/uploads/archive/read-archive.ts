import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorCode } from '../../platform/errors.js';
import { ArchiveError, badEntry, damaged } from './archive-error.js';
import { archiveLimits, Entries, unpacksToTooMuch } from './entries.js';
import { readTar } from './read-tar.js';
import { readZip } from './read-zip.js';

export type ArchiveFormat = 'tar.gz' | 'zip';

const unzip = promisify(gunzip);

/**
 * The files of an exercise package that was sent as an archive. Everything happens in memory: no entry becomes a path of
 * this machine, whatever it is called.
 *
 * @returns the files by their paths inside the package; the folder around them, if there is one, is taken off
 * @throws ArchiveError naming the entry that is not taken: links, devices, names that are absolute, lead out or are there
 * twice, more or longer than `archiveLimits` allow, and every file that no package has
 */
export async function readArchive(bytes: Buffer, format: ArchiveFormat): Promise<Map<string, Buffer>> {
  const entries = new Entries();
  if (format === 'zip') await readZip(bytes, entries);
  else readTar(await gunzipped(bytes), entries);
  return packageOf(entries);
}

async function gunzipped(bytes: Buffer): Promise<Buffer> {
  try {
    return await unzip(bytes, { maxOutputLength: archiveLimits.unpackedBytes });
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') throw unpacksToTooMuch();
    throw damaged('it is not compressed by gzip, or damaged', '它不是 gzip 压缩文件，或已损坏', error);
  }
}

const topFiles: readonly string[] = ['exercise.yaml', 'scenes.yaml', 'starter.ts', 'types.d.ts'];
const folders: readonly string[] = ['programs', 'accepted', 'rejected'];
const innerFile = /^(programs|accepted|rejected)\/[A-Za-z0-9][A-Za-z0-9._-]*(?<!\.d)\.ts$/;

function packageOf({ files, folders: given }: Entries): Map<string, Buffer> {
  const top = topOf(files);
  const inside = (path: string): string | null =>
    top === '' ? path : path.startsWith(`${top}/`) ? path.slice(top.length + 1) : null;
  const found = new Map<string, Buffer>();
  for (const [path, bytes] of files) {
    const name = inside(path);
    if (name === null || !(topFiles.includes(name) || innerFile.test(name))) throw unknown(path);
    found.set(name, bytes);
  }
  for (const path of given) {
    if (path === top) continue;
    const name = inside(path);
    if (name === null || !folders.includes(name)) throw unknown(path);
  }
  return found;
}

/** The one folder around the package; empty when the package has none around it. */
function topOf(files: ReadonlyMap<string, Buffer>): string {
  if (files.has('exercise.yaml')) return '';
  for (const path of files.keys()) {
    const [top, ...rest] = path.split('/');
    if (top !== undefined && rest.join('/') === 'exercise.yaml') return top;
  }
  throw new ArchiveError({
    en: 'There is no exercise.yaml, neither at the top of the archive nor in a folder at its top.',
    'zh-CN': '没有找到 exercise.yaml：它应位于归档顶层，或顶层的一个目录里。',
  });
}

function unknown(path: string): ArchiveError {
  const known = [...topFiles, ...folders.map((folder) => `${folder}/*.ts`)];
  return badEntry(
    path,
    `belongs to no package, which has: ${known.join(', ')}.`,
    ` 不属于题目包。题目包包含：${known.join('、')}。`,
  );
}
