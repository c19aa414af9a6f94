import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exerciseYaml, scenesYaml, typesText } from '../../../test/support/exercise-package.js';
import { loadExercise, loadSolutions } from './load-exercise.js';
import { packageInMemory } from './package-files.js';

/** Packages whose files were sent: the same loader, and nothing on the file system. */

const seed = fileURLToPath(new URL('../../../seed/exercises', import.meta.url));

/** The files of a folder by their paths in it. */
async function filesBelow(dir: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (path): Promise<[string, Buffer]> => [
        path.slice(dir.length + 1),
        await readFile(path),
      ]),
    ),
  );
}

const sent = (changes: Record<string, string | undefined> = {}) =>
  packageInMemory(
    new Map(
      Object.entries({
        'exercise.yaml': exerciseYaml,
        'scenes.yaml': scenesYaml,
        'starter.ts': '',
        'types.d.ts': typesText,
        ...changes,
      }).flatMap(([path, text]) => (text === undefined ? [] : [[path, Buffer.from(text)] as const])),
    ),
  );

it.each(['hello-peer', 'predict-the-wait', 'iocp-many'])(
  '%s comes out of memory as it comes out of its folder',
  async (slug) => {
    const dir = join(seed, slug);
    const files = packageInMemory(await filesBelow(dir));
    expect(await loadExercise(files)).toEqual(await loadExercise(dir));
    const solutions = await loadSolutions(files);
    expect(solutions.length).toBeGreaterThan(1);
    expect(solutions).toEqual(await loadSolutions(dir));
  },
);

it('what is wrong is named by the path inside the package', async () => {
  await expect(loadExercise(sent({ 'scenes.yaml': undefined }))).rejects.toThrow(
    'scenes.yaml: is missing; every exercise package has this file',
  );
  await expect(loadSolutions(sent({ 'accepted/a.md': '' }))).rejects.toThrow(
    'accepted/a.md: only solutions (*.ts) lie in this folder',
  );
  await expect(loadExercise(sent({ 'exercise.yaml': `${exerciseYaml}more: 1\n` }))).rejects.toThrow(
    '`more` is not known here',
  );
});

it('a file beyond the limit or not in UTF-8 is refused, as in a folder', async () => {
  await expect(loadExercise(sent({ 'starter.ts': ' '.repeat(300_000) }))).rejects.toThrow(
    'starter.ts: is larger than 256 KiB',
  );
  const files = new Map([['exercise.yaml', Buffer.from([0x61, 0xff])]]);
  await expect(loadExercise(packageInMemory(files))).rejects.toThrow('exercise.yaml: is not valid UTF-8');
});

/** Each of these once took the parser minutes, or would take a careless expression as long. */
describe('a file made to take long takes no longer than it is', () => {
  const size = 250_000;
  it.each([
    [
      'a mapping of keys only',
      { 'scenes.yaml': `{${Array.from({ length: 11_000 }, (_, n) => n.toString(36)).join(',')}}` },
      'scenes.yaml: unfolds to more than 20000 values',
    ],
    ['one error after another', { 'scenes.yaml': '"\\q" '.repeat(12_000) }, 'Invalid escape sequence \\q'],
    ['a long YAML', { 'scenes.yaml': `# ${' '.repeat(size)}` }, 'scenes.yaml: is longer than 64 KiB'],
    [
      'types that begin again and again',
      { 'types.d.ts': 'export '.repeat(size / 7) },
      'does not declare the export `receive`',
    ],
    [
      'a header of spaces',
      { 'rejected/a--b.ts': `// note: x${' '.repeat(size)}y\n// fail: told\n` },
      'rejected/a--b.ts:2: `fail` is not known',
    ],
  ])('%s', async (_name, changes, expected) => {
    const files = sent(changes);
    await expect(loadExercise(files).then(() => loadSolutions(files))).rejects.toThrow(expected);
  });
});
