import { openPackageFolder, type PackageFolder } from '../../../test/support/exercise-package.js';
import { loadSolutions } from './load-exercise.js';

/** Solutions of a package, and what their headers promise. */

let packages: PackageFolder;

beforeEach(async () => {
  packages = await openPackageFolder();
});

afterEach(() => packages.close());

describe('solutions', () => {
  it('come with what their headers promise', async () => {
    const dir = await packages.write({
      'accepted/callback.ts': '// data-path: helper-thread\nexport function receive() {}\n',
      'rejected/timed-poll--flag.ts':
        '// mechanism: timed-poll\n// fails: notified, told\n// note: asks\n\nexport {};\n',
      'rejected/none--silent.ts': '// mechanism: none\n// fails: told\n',
      'rejected/not-run--typo.ts': '// status: not-run\nexport const = 1;\n',
    });
    expect((await loadSolutions(dir)).map(({ source: _source, ...rest }) => rest)).toEqual([
      {
        file: 'accepted/callback.ts',
        prediction: null,
        accepted: true,
        mechanism: 'notified',
        dataPath: 'helper-thread',
        status: 'graded',
        fails: [],
      },
      {
        file: 'rejected/none--silent.ts',
        prediction: null,
        accepted: false,
        mechanism: null,
        dataPath: null,
        status: 'graded',
        fails: ['told'],
      },
      {
        file: 'rejected/not-run--typo.ts',
        prediction: null,
        accepted: false,
        mechanism: null,
        dataPath: null,
        status: 'not-run',
        fails: [],
      },
      {
        file: 'rejected/timed-poll--flag.ts',
        prediction: null,
        accepted: false,
        mechanism: 'timed-poll',
        dataPath: null,
        status: 'graded',
        fails: ['notified', 'told'],
      },
    ]);
  });

  it.each([
    ['rejected/a--b.ts', '// mechanism: none\n', 'must say at the top which checks it fails'],
    ['rejected/a--b.ts', '// fails: told\n', 'must say at the top how it waits'],
    ['rejected/a--b.ts', '// mechanism: sleeping\n// fails: told\n', 'demo/rejected/a--b.ts:1: `mechanism`'],
    [
      'rejected/a--b.ts',
      '// mechanism: none\n// fail: told\n',
      ':2: `fail` is not known; a header has: mechanism, data-path, status, fails, note',
    ],
    [
      'rejected/a--b.ts',
      '// mechanism: none\n// fails: idle\n',
      'exercise.yaml has no check `idle` that it could fail; known: notified, told',
    ],
    ['rejected/a--b.ts', '// mechanism: none\n// fails: told, told\n', 'names a check twice'],
    [
      'rejected/a--b.ts',
      '// mechanism: none\n// fails: told\n// fails: told\n',
      ':3: `fails` is given twice',
    ],
    ['rejected/a--b.ts', '// status: not-run\n// fails: told\n', 'what does not run fails no check'],
    ['rejected/ab.ts', '// mechanism: none\n// fails: told\n', 'name it <mechanism-or-defect>--<note>.ts'],
    ['rejected/notes.md', 'x', 'only solutions (*.ts) lie in this folder'],
    ['accepted/a.ts', '// fails: told\n', 'an accepted solution fails nothing'],
    ['accepted/a.ts', '// status: not-run\n', 'an accepted solution is graded'],
  ])('%s is refused: %j', async (file, source, expected) => {
    await expect(loadSolutions(await packages.write({ [file]: source }))).rejects.toThrow(expected);
  });

  it('keeps a later comment out of the header', async () => {
    const source =
      '\ufeff// mechanism: none\r\n// It is a story:\r\n// fails: told\r\n\r\n// todo: nothing\r\nexport {};';
    const [only] = await loadSolutions(await packages.write({ 'rejected/a--b.ts': source }));
    expect(only?.fails).toEqual(['told']);
  });
});
