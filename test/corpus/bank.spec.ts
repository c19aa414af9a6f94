import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mismatch } from '../../src/cli/bank-check-command.js';
import { checkBank } from '../../src/cli/bank-check.js';
import type { CheckedRun } from '../../src/lab/check-solution.js';
import { exercisesWithSolutions } from '../../src/cli/exercises.js';
import { randomSeed } from '../../src/cli/seeds.js';
import { openLab } from '../../src/lab/open-lab.js';
import { compileLab } from '../support/compiled-lab.js';

/**
 * Every accepted and rejected solution of the bank, once, in the real sandbox on real sockets: status, mechanism,
 * data path where stated, and exactly the failing checks of its header. `doorbell bank check` does the same, as often
 * and under as much load as one likes.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const exercises = join(root, 'seed/exercises');
const solutions = await exercisesWithSolutions(exercises, []);
const nameOf = ({ exercise, solution }: (typeof solutions)[number]) => `${exercise.slug}/${solution.file}`;
const runs = new Map<string, CheckedRun>();

beforeAll(async () => {
  const program = await compileLab(join(root, 'node_modules/.cache/doorbell'));
  const lab = await openLab({ program });
  try {
    await checkBank({
      solutions,
      repeat: 1,
      seed: randomSeed(),
      slots: lab.slots,
      run: (request) => lab.run(request),
      onRun: (run) => runs.set(nameOf(run), run),
    });
  } finally {
    await lab.close();
    await rm(program, { recursive: true });
  }
  // Several minutes of an idle host for the whole bank.
}, 1_800_000);

test.each(solutions.map(nameOf))('%s gets its stated verdict', (name) => {
  const run = runs.get(name);
  if (!run) throw new Error('it was not run');
  expect(mismatch(run, exercises)).toEqual([]);
});
