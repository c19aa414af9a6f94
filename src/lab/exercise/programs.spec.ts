import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exerciseWith,
  exerciseYaml,
  openPackageFolder,
  type PackageFolder,
} from '../../../test/support/exercise-package.js';
import { loadExercise, loadSolutions } from './load-exercise.js';

/** Packages of the kind `prediction`: what they show, what they must not tell, and their solutions. */

let packages: PackageFolder;

beforeEach(async () => {
  packages = await openPackageFolder();
});

afterEach(() => packages.close());

describe('an exercise that asks for a prediction', () => {
  const asks = exerciseYaml
    .replace('kind: function', 'kind: prediction')
    .replace('mechanism: notified\n', '')
    .replace(/checks:[^]*/, 'checks:\n  - { id: predicted, points: 100 }\n');
  const files = { 'exercise.yaml': asks, 'programs/p1.ts': 'one\n', 'programs/p2.ts': 'two\n' };

  it('has programs instead of a starter', async () => {
    const dir = await packages.write(files);
    await rm(join(dir, 'starter.ts'));
    expect(await loadExercise(dir)).toMatchObject({
      starter: '',
      programs: [
        { name: 'p1', source: 'one\n' },
        { name: 'p2', source: 'two\n' },
      ],
    });
  });

  it.each([
    [
      'the answer in exercise.yaml',
      { ...files, 'exercise.yaml': asks.replace('export:', 'mechanism: blocking\nexport:') },
      'mechanism: would tell the answer',
    ],
    [
      'a check that scenes would feed',
      { ...files, 'exercise.yaml': `${asks}  - { id: told, points: 0 }\n` },
      'checks: an exercise of the kind `prediction` has one check, `predicted`',
    ],
    ['no programs', { 'exercise.yaml': asks }, 'demo/programs: is missing or empty'],
    [
      'a program whose name is none',
      { ...files, 'programs/P 3.ts': '' },
      'demo/programs/P 3.ts: name it by small letters',
    ],
    [
      'no mechanism where a program is asked for',
      exerciseWith('mechanism: notified\n', ''),
      '`mechanism` is missing',
    ],
    [
      'a prediction where a program is asked for',
      exerciseWith('id: told,', 'id: predicted,'),
      'no step of scenes.yaml feeds the check `predicted`',
    ],
  ])('%s', async (_, wrong, message) => {
    expect(await packages.failure(wrong)).toContain(message);
  });

  it('has solutions that say which program and how it waits; the lab runs the program', async () => {
    const dir = await packages.write({
      ...files,
      'accepted/p1.ts': '// program: p1\n// predicts: blocking\n',
      'rejected/blocking--p1-notified.ts':
        '// program: p1\n// predicts: notified\n// mechanism: blocking\n// fails: predicted\n',
    });
    expect(await loadSolutions(dir)).toMatchObject([
      { source: 'one\n', prediction: { program: 'p1', guessed: 'blocking' }, mechanism: 'blocking' },
      { source: 'one\n', prediction: { program: 'p1', guessed: 'notified' }, mechanism: 'blocking' },
    ]);
  });

  it.each([
    ['no program', '// predicts: blocking\n', 'must say at the top which program it predicts'],
    ['an unknown one', '// program: p3\n// predicts: blocking\n', 'there are: p1, p2'],
    ['no guess', '// program: p1\n', 'must say at the top how it says the program waits'],
  ])('refuses a solution with %s', async (_, header, message) => {
    await expect(loadSolutions(await packages.write({ ...files, 'accepted/p1.ts': header }))).rejects.toThrow(
      message,
    );
  });

  it('refuses a prediction in the solution of another exercise', async () => {
    const dir = await packages.write({ 'accepted/x.ts': '// predicts: blocking\n' });
    await expect(loadSolutions(dir)).rejects.toThrow('are for exercises of the kind `prediction`');
  });
});
