import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exerciseWith,
  exerciseYaml,
  openPackageFolder,
  type PackageFolder,
  scenesYaml,
  typesText,
} from '../../../test/support/exercise-package.js';
import { listExercises, loadExercise } from './load-exercise.js';

/** Packages as a whole: their files, exercise.yaml, YAML from strangers, the way from one to the next. */

let packages: PackageFolder;

beforeEach(async () => {
  packages = await openPackageFolder();
});

afterEach(() => packages.close());

it('loads a package', async () => {
  const loaded = await loadExercise(await packages.write({}));
  expect(loaded).toMatchObject({
    slug: 'demo',
    types: typesText,
    checks: [{ id: 'notified' }, { id: 'told' }],
  });
  expect(loaded.scenes[0]?.steps[1]).toEqual({ silence: { check: 'idle' } });
});

describe('what is wrong is named with its place and a remedy', () => {
  it.each([
    [
      'another slug',
      exerciseWith('slug: demo', 'slug: other'),
      'demo/exercise.yaml:1:7: slug: is `other`, the folder is `demo`',
    ],
    [
      'a language missing',
      exerciseWith(', zh-CN: 示例', ''),
      'demo/exercise.yaml:3:8: title.zh-CN: is missing',
    ],
    ['an unknown key', exerciseWith('level: 1', 'level: 1\nlevels: 2'), '`levels` is not known here'],
    ['a value out of range', exerciseWith('level: 1', 'level: 9'), 'demo/exercise.yaml:6:8: level: Too big'],
    [
      'a check twice',
      exerciseWith('id: told,', 'id: notified,'),
      'checks[1].id: there is already a check `notified`',
    ],
    [
      'a check that nothing feeds',
      exerciseWith('id: told,', 'id: told-twice,'),
      'checks[1].id: no step of scenes.yaml feeds the check `told-twice`',
    ],
    [
      'itself before itself',
      exerciseWith('after: []', 'after: [demo]'),
      'after[0]: an exercise cannot come after itself',
    ],
    [
      'an export that is not declared',
      exerciseWith('export: receive', 'export: send'),
      'demo/types.d.ts: does not declare the export `send`',
    ],
    ['broken YAML', exerciseWith('slug: demo', 'slug: [demo'), 'demo/exercise.yaml:2:'],
    [
      'a key twice',
      exerciseWith('level: 1', 'level: 1\nlevel: 2'),
      'demo/exercise.yaml:7:1: Map keys must be unique',
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await packages.failure(files)).toContain(expected);
  });

  it('a missing file', async () => {
    const dir = await packages.write({});
    await rm(join(dir, 'scenes.yaml'));
    await expect(loadExercise(dir)).rejects.toThrow('demo/scenes.yaml: is missing');
  });

  it('a link out of the package', async () => {
    const dir = await packages.write({});
    await rm(join(dir, 'starter.ts'));
    await symlink('/etc/passwd', join(dir, 'starter.ts'));
    await expect(loadExercise(dir)).rejects.toThrow('demo/starter.ts: must be an ordinary file');
  });

  it('invalid UTF-8', async () => {
    const dir = await packages.write({});
    await writeFile(join(dir, 'starter.ts'), Buffer.from([0x61, 0xff]));
    await expect(loadExercise(dir)).rejects.toThrow('demo/starter.ts: is not valid UTF-8');
  });
});

describe('hostile YAML is refused before it is unfolded', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(8)}x]`),
  ].join('\n');
  it.each([
    ['a billion laughs', bomb, 'unfolds to more than 20000 values'],
    ['an alias inside its anchor', 'scenes: &s [*s]', 'stands inside its own anchor'],
    ['a long detour into itself', 'scenes: &s [{ a: { b: *s } }]', 'stands inside its own anchor'],
    ['an alias of nothing', 'scenes: *gone', 'the alias *gone has no anchor before it'],
    ['deep nesting', `scenes: ${'['.repeat(60)}${']'.repeat(60)}`, 'nested more than 40 levels deep'],
    ['very deep nesting', `scenes: ${'['.repeat(100_000)}`, 'demo/scenes.yaml'],
    ['a large file', `# ${'x'.repeat(300_000)}`, 'is larger than 256 KiB'],
    ['a tag of its own', 'scenes: !!js/function "return 1"', 'Unresolved tag'],
    ['two documents', `${scenesYaml}---\n${scenesYaml}`, 'multiple documents'],
    ['a key of Object.prototype', 'scenes: []\n__proto__: { x: 1 }', 'AuthoringError'],
    ['nothing', '', 'AuthoringError'],
  ])('%s', async (_name, text, expected) => {
    expect(await packages.failure({ 'scenes.yaml': text })).toContain(expected);
  });

  it('takes an honest alias', async () => {
    const text = scenesYaml.replace('{ as: fd }', '&one { as: fd }');
    const twice =
      text +
      text.replace('scenes:\n', '').replace('id: first', 'id: second').replace('&one { as: fd }', '*one');
    expect(await packages.failure({ 'scenes.yaml': twice })).toContain('loaded');
  });
});

describe('the way through', () => {
  const place = (track: string, after: string[], level: number) => ({
    'exercise.yaml': exerciseYaml
      .replace('track: node', `track: ${track}`)
      .replace('after: []', `after: [${after.join(', ')}]`)
      .replace('level: 1', `level: ${level}`),
  });
  const add = (slug: string, track: string, after: string[], level = 1) =>
    packages.write(
      { 'exercise.yaml': place(track, after, level)['exercise.yaml'].replace('slug: demo', `slug: ${slug}`) },
      slug,
    );

  it('goes by track, then by what comes after what, then by level and name', async () => {
    await add('zebra', 'warm-up', [], 1);
    await add('apple', 'node', ['pear', 'zebra'], 1);
    await add('pear', 'node', [], 3);
    await add('fig', 'node', [], 2);
    await add('date', 'kernel', ['apple'], 1);
    const order = (await listExercises(packages.root)).map((dir) => dir.slice(packages.root.length + 1));
    expect(order).toEqual(['zebra', 'fig', 'pear', 'apple', 'date']);
  });

  it('must not lead nowhere or round in a circle', async () => {
    await add('apple', 'node', ['pear']);
    await expect(listExercises(packages.root)).rejects.toThrow(
      'apple/exercise.yaml: after: there is no exercise `pear`',
    );
    await add('pear', 'node', ['apple']);
    await expect(listExercises(packages.root)).rejects.toThrow(
      'apple, pear come after each other in a circle',
    );
  });
});
