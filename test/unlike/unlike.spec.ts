import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { restsOn } from '../../src/cli/rests-on.js';
import { randomSeed } from '../../src/cli/seeds.js';
import { openLab } from '../../src/lab/open-lab.js';
import type { Report } from '../../src/lab/verdict/report.js';
import { compileLab } from '../support/compiled-lab.js';
import { seenOutcome, statedOutcome, unlikePrograms } from './programs.js';

/**
 * Programs unlike those of the bank, through the real lab, as many at once as it has slots: what their headers stated
 * before they were first run. Where a run differs, look who is right; a rule is mended then, not the program.
 */
const programs = await unlikePrograms();
const reports = new Map<string, { report: Report; seed: number }>();
const faults: unknown[] = [];

beforeAll(async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const program = await compileLab(join(root, 'node_modules/.cache/doorbell'));
  const lab = await openLab({ program, onFault: (error) => faults.push(error) });
  const queue = [...programs];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const seed = randomSeed();
      const { exercise, source, name } = next;
      reports.set(name, { seed, report: await lab.run({ exercise, source, seed }) });
    }
  };
  try {
    await Promise.all(Array.from({ length: lab.slots }, work));
  } finally {
    await lab.close();
    await rm(program, { recursive: true });
  }
}, 600_000);

it.each(programs.map((program) => [program.name, program] as const))('%s', (name, program) => {
  const played = reports.get(name);
  if (!played) throw new Error(`${name} was not played`);
  const { seed, report } = played;
  const stated = { diagnostics: [], ...statedOutcome(program) };
  const seen = { diagnostics: report.diagnostics, ...seenOutcome(program, report) };
  // Only of one that differs: what it rests on.
  const why = isDeepStrictEqual(seen, stated) ? {} : { seed, why: restsOn(report) };
  expect({ ...seen, ...why }).toEqual(stated);
});

it('no run was our own fault', () => expect(faults).toEqual([]));
