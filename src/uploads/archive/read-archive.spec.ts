import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  paxRecord,
  tarEnd,
  tarEntry,
  tarGz,
  type TarEntry,
  type ZipEntry,
  zipOf,
} from '../../../test/support/archives.js';
import { ArchiveError } from './archive-error.js';
import { archiveLimits } from './entries.js';
import { readArchive, type ArchiveFormat } from './read-archive.js';

/** What is taken of an archive, and above all what is not. */

const file = { name: 'exercise.yaml', content: 'slug: demo\n' };

async function refusal(bytes: Buffer, format: ArchiveFormat): Promise<ArchiveError> {
  const error: unknown = await readArchive(bytes, format).then(
    (files) => new Error(`taken: ${[...files.keys()].join(', ')}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ArchiveError)) throw error;
  return error;
}

const textsOf = (files: Map<string, Buffer>) =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString()]));

const content = {
  'exercise.yaml': 'slug: demo\n',
  'accepted/a.ts': 'export {};\n',
  'programs/p-1.ts': '',
  'rejected/none--b.ts': '// 不\n',
};
const entries = Object.entries(content).map(([name, text]) => ({ name, content: text }));
const below = (folder: string) => [
  { name: `${folder}/` },
  ...['accepted', 'programs', 'rejected'].map((name) => ({ name: `${folder}/${name}/` })),
  ...entries.map((entry) => ({ ...entry, name: `${folder}/${entry.name}` })),
];
const asFolder = <T extends { name: string }>(entry: T) =>
  entry.name.endsWith('/') ? { ...entry, type: '5', mode: 0o040755, method: 0 } : entry;

describe('a package is taken', () => {
  it.each([
    ['with its files at the top', entries],
    ['with a folder around it', below('demo')],
    ['from `tar -C folder .`', below('.')],
  ])('%s', async (_name, packed) => {
    expect(textsOf(await readArchive(tarGz(...packed.map(asFolder)), 'tar.gz'))).toEqual(content);
    expect(textsOf(await readArchive(zipOf(...packed.map(asFolder)), 'zip'))).toEqual(content);
  });

  it('as GNU tar writes it, and as pax does', async () => {
    const seed = fileURLToPath(new URL('../../../seed/exercises', import.meta.url));
    for (const format of ['gnu', 'ustar', 'pax']) {
      const { stdout } = await promisify(execFile)(
        'tar',
        ['-C', seed, `--format=${format}`, '-cz', 'predict-the-wait'],
        { encoding: 'buffer' },
      );
      const files = await readArchive(stdout, 'tar.gz');
      expect([...files.keys()]).toEqual(expect.arrayContaining(['exercise.yaml', 'scenes.yaml']));
      expect([...files.keys()].filter((path) => path.startsWith('programs/')).length).toBeGreaterThan(1);
      expect(files.get('exercise.yaml')?.toString()).toContain('slug: predict-the-wait');
    }
  });

  it('with stored instead of deflated files, with extended headers that say nothing that counts', async () => {
    expect(textsOf(await readArchive(zipOf({ ...file, method: 0 }), 'zip'))).toEqual({
      'exercise.yaml': 'slug: demo\n',
    });
    const comment = { name: 'pax_global_header', type: 'g', content: paxRecord('comment', 'abc') };
    const times = { name: 'PaxHeaders/x', type: 'x', content: paxRecord('mtime', '1.5') };
    expect([...(await readArchive(tarGz(comment, times, file), 'tar.gz')).keys()]).toEqual(['exercise.yaml']);
  });
});

/** The same for both kinds of archive: entries by name. */
describe('a name is refused', () => {
  const long = `accepted/${'a'.repeat(archiveLimits.nameBytes)}.ts`;
  it.each<[string, string | Buffer, string, string]>([
    ['that is absolute', '/etc/passwd', '“/etc/passwd” is an absolute path.', '是绝对路径'],
    ['of a drive', 'C:/a.ts', '“C:/a.ts” is an absolute path.', '是绝对路径'],
    ['that leads out', 'accepted/../../a.ts', 'leads out of the archive', '指向归档之外'],
    ['that begins by leading out', '../a.ts', 'leads out of the archive', '指向归档之外'],
    ['with a backslash', 'accepted\\..\\a.ts', 'has a backslash in its name', '反斜杠'],
    ['with an empty part', 'accepted//a.ts', 'is no name of a file', '不是有效的文件名'],
    ['with a dot in the middle', 'accepted/./a.ts', 'is no name of a file', '不是有效的文件名'],
    ['with control characters', 'accepted/\u001b[2J.ts', 'has control characters', '控制字符'],
    ['that is not UTF-8', Buffer.from('accepted/\xff.ts', 'latin1'), 'name that is not UTF-8', '不是 UTF-8'],
    ['that is there twice', 'exercise.yaml', '“exercise.yaml” is in the archive twice', '出现了两次'],
    ['that is there twice, in disguise', './exercise.yaml', 'is in the archive twice', '出现了两次'],
    ['that no package has', 'README.md', '“README.md” belongs to no package', '不属于题目包'],
    ['of the system', '.DS_Store', '“.DS_Store” belongs to no package', '不属于题目包'],
    ['of declarations among solutions', 'accepted/a.d.ts', 'belongs to no package', '不属于题目包'],
    ['in a folder too deep', 'accepted/b/a.ts', 'belongs to no package', '不属于题目包'],
    ['hidden', 'accepted/._a.ts', 'belongs to no package', '不属于题目包'],
  ])('%s', async (_case, name, en, zh) => {
    for (const error of [
      await refusal(tarGz(file, { name }), 'tar.gz'),
      await refusal(zipOf(file, { name }), 'zip'),
    ]) {
      expect(error.detail.en).toContain(en);
      expect(error.detail['zh-CN']).toContain(zh);
      // What is shown moves no cursor and turns no line of text.
      expect(error.entry).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
    }
  });

  it('that is too long', async () => {
    const wanted = 'has a name of more than 100 bytes';
    expect((await refusal(zipOf(file, { name: long }), 'zip')).message).toContain(wanted);
    for (const entry of [
      { name: 'a.ts', prefix: `accepted/${'b'.repeat(120)}` },
      { name: '././@LongLink', type: 'L', content: `${long}\0` },
      { name: 'PaxHeaders/x', type: 'x', content: paxRecord('path', long) },
    ])
      expect((await refusal(tarGz(file, entry), 'tar.gz')).message).toContain(wanted);
  });

  it('of a folder that no package has', async () => {
    for (const name of ['notes/', 'demo/notes/', '../', 'accepted/deeper/']) {
      await refusal(tarGz(file, asFolder({ name })), 'tar.gz');
      await refusal(zipOf(file, asFolder({ name })), 'zip');
    }
  });
});

describe('what is no ordinary file is refused', () => {
  it.each<[string, Partial<TarEntry>, number | null, string]>([
    ['a symbolic link', { type: '2', link: '/etc/passwd' }, 0o120777, '符号链接'],
    ['a hard link', { type: '1', link: 'exercise.yaml' }, null, '硬链接'],
    ['a device', { type: '3' }, 0o020666, '设备文件'],
    ['a device', { type: '4' }, 0o060666, '设备文件'],
    ['a named pipe', { type: '6' }, 0o010666, '命名管道'],
    ['a socket', { type: 's' }, 0o140666, ''],
    ['no ordinary file', { type: '7' }, null, '特殊文件'],
    ['no ordinary file', { type: 'S' }, null, '特殊文件'],
  ])('%s %j', async (what, entry, mode, zh) => {
    const tar = await refusal(tarGz(file, { name: 'starter.ts', ...entry }), 'tar.gz');
    expect(tar.entry).toBe('starter.ts');
    expect(tar.detail['zh-CN']).toContain(zh);
    if (what !== 'a socket') expect(tar.message).toContain(`“starter.ts” is ${what};`);
    if (mode === null) return;
    const zip = await refusal(zipOf(file, { name: 'starter.ts', content: '/etc/passwd', mode }), 'zip');
    expect(zip.message).toContain(`“starter.ts” is ${what};`);
  });

  it.each(['linkpath', 'size', 'GNU.sparse.name', 'hdrcharset'])(
    'an extended header with %s',
    async (key) => {
      const header = { name: 'PaxHeaders/x', type: 'x', content: paxRecord(key, '1') };
      expect((await refusal(tarGz(header, file), 'tar.gz')).message).toContain(`“${key}” is set`);
    },
  );

  it('an encrypted file, or one packed in an unusual way', async () => {
    expect((await refusal(zipOf({ ...file, flags: 1 }), 'zip')).message).toContain('is encrypted');
    expect((await refusal(zipOf({ ...file, method: 12 }), 'zip')).message).toContain('unusual way');
  });
});

describe('more than may be is refused before it is unpacked', () => {
  const zeros = Buffer.alloc(archiveLimits.fileBytes + 1);

  it('one file', async () => {
    const big = { name: 'starter.ts', content: zeros };
    for (const error of [await refusal(tarGz(file, big), 'tar.gz'), await refusal(zipOf(file, big), 'zip')])
      expect(error.message).toContain('“starter.ts” has more than 256 KiB');
  });

  it('all of them', async () => {
    const many = Array.from({ length: 17 }, (_, n) => ({
      name: `accepted/a${n}.ts`,
      content: zeros.subarray(1),
    }));
    const zip = zipOf(file, ...many);
    expect(zip.length).toBeLessThan(20_000);
    expect((await refusal(zip, 'zip')).message).toContain('unpacks to more than 4 MiB');
    expect((await refusal(tarGz(file, ...many), 'tar.gz')).message).toContain('unpacks to more than 4 MiB');
  });

  it('a gzip bomb, and one inside another', async () => {
    const bomb = gzipSync(Buffer.alloc(256 << 20));
    expect(bomb.length).toBeLessThan(archiveLimits.archiveBytes);
    expect((await refusal(bomb, 'tar.gz')).message).toContain('unpacks to more than 4 MiB');
    expect((await refusal(gzipSync(bomb), 'tar.gz')).message).toContain('it is no tar archive');
  });

  it('a zip that says less than it holds', async () => {
    const liar: ZipEntry = { ...file, content: Buffer.alloc(64 << 20), size: 10 };
    expect((await refusal(zipOf(liar), 'zip')).message).toContain('longer than it says');
  });

  it('too many entries', async () => {
    const many = Array.from({ length: archiveLimits.entries }, (_, n) => ({ name: `accepted/a${n}.ts` }));
    for (const error of [
      await refusal(tarGz(file, ...many), 'tar.gz'),
      await refusal(zipOf(file, ...many), 'zip'),
    ])
      expect(error.message).toContain('more than 200 files and folders');
  });
});

describe('a broken archive is refused', () => {
  const whole = tarGz(...entries);
  const tar = gunzipSync(whole);
  it.each<[string, Buffer, ArchiveFormat, string]>([
    ['nothing', Buffer.alloc(0), 'tar.gz', 'not compressed by gzip'],
    ['nothing', Buffer.alloc(0), 'zip', 'no zip archive'],
    ['the other kind', zipOf(...entries), 'tar.gz', 'not compressed by gzip'],
    ['the other kind', whole, 'zip', 'no zip archive'],
    ['a gzip that is cut off', whole.subarray(0, -20), 'tar.gz', 'not compressed by gzip, or damaged'],
    ['a tar that is cut off', gzipSync(tar.subarray(0, 1000)), 'tar.gz', 'ends too early'],
    ['a tar without an end', gzipSync(tar.subarray(0, 1024)), 'tar.gz', 'ends too early'],
    ['something after the end', gzipSync(Buffer.concat([tar, tarEntry(file)])), 'tar.gz', 'after its end'],
    ['text', gzipSync('x'.repeat(2000)), 'tar.gz', 'no tar archive'],
    ['a zip that is cut off', zipOf(...entries).subarray(0, -5), 'zip', 'no zip archive'],
    ['a wrong checksum', tarGz({ ...file, spoil: (header) => header.write('x', 0) }), 'tar.gz', 'checksum'],
    ['a wrong checksum', zipOf({ ...file, crc: 1 }), 'zip', '“exercise.yaml” is damaged'],
    ['a length beyond the end', tarGz({ ...file, size: 100_000 }), 'tar.gz', 'ends too early'],
    ['a length that is none', tarGz({ ...file, size: -1 }), 'tar.gz', 'a number in it is none'],
    ['a length shorter than it says', zipOf({ ...file, size: 100 }), 'zip', 'its length or checksum'],
    ['a folder with content', tarGz({ name: 'a/', type: '5', content: 'x' }), 'tar.gz', 'folder in it'],
    ['a header of broken records', tarGz({ name: 'x', type: 'x', content: '99 a=b\n' }), 'tar.gz', 'broken'],
    ['no package', tarGz({ name: 'accepted/a.ts' }), 'tar.gz', 'There is no exercise.yaml'],
    ['an empty one', gzipSync(tarEnd), 'tar.gz', 'There is no exercise.yaml'],
    ['a package too deep', tarGz({ name: 'a/b/exercise.yaml' }), 'tar.gz', 'There is no exercise.yaml'],
    ['raw deflate', deflateRawSync(tar), 'tar.gz', 'not compressed by gzip'],
  ])('%s', async (_name, bytes, format, expected) => {
    expect((await refusal(bytes, format)).message).toContain(expected);
  });

  it('whatever byte of it is changed, it is read or refused, and nothing else happens', async () => {
    const originals = { 'tar.gz': tar, zip: zipOf(...below('demo').map(asFolder)) };
    const formats = fc.constantFrom<ArchiveFormat>('tar.gz', 'zip');
    await fc.assert(
      fc.asyncProperty(
        formats,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        async (format, changes) => {
          const bytes = Buffer.from(originals[format]);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          await readArchive(format === 'zip' ? bytes : gzipSync(bytes), format).then(
            (files) => expect(files.has('exercise.yaml')).toBe(true),
            (error: unknown) => expect(error).toBeInstanceOf(ArchiveError),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
