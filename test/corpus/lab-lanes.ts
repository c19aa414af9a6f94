import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Exercise } from '../../src/lab/exercise/exercise.js';
import { loadExercise } from '../../src/lab/exercise/load-exercise.js';
import type { Lab } from '../../src/lab/lab.js';
import { openLab } from '../../src/lab/open-lab.js';
import { createCompiler } from '../../src/lab/typescript/compiler.js';
import type { Report } from '../../src/lab/verdict/report.js';
import { compileLab } from '../support/compiled-lab.js';

const here = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const exerciseDirectory = here('../../seed/exercises/receive-notify');

export interface Played {
  readonly report: Report;
  /** The report of an accepted solution, run next, in the same slot. */
  readonly next: Report;
}

/**
 * Labs of one slot each, so that what runs after a submission is known to run where it ran. Most of a run is spent
 * asleep: several lanes keep the whole short.
 */
export interface LabLanes {
  /** Begins to play them all. */
  play(submissions: readonly string[]): void;
  result(submission: string): Promise<Played>;
  accepted(name: string): Promise<Report>;
  readonly faults: readonly unknown[];
  /** Ends every lab; what they leave behind is then to be looked for. */
  close(): Promise<void>;
}

export async function openLabLanes(count: number): Promise<LabLanes> {
  const program = await compileLab();
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'doorbell-lanes-'));
  // Slots of a root grader may enter it: so the image lies here, and goes with it.
  await chmod(dataDirectory, 0o755);
  const exercise: Exercise = await loadExercise(exerciseDirectory);
  const faults: unknown[] = [];
  const compiler = await createCompiler();
  const onFault = (error: unknown) => void faults.push(error);
  const labs: Lab[] = [];
  for (let i = 0; i < count; i += 1) {
    labs.push(await openLab({ slots: 1, program, dataDirectory, compiler, onFault }));
  }
  const solution = (name: string) =>
    readFileSync(path.join(exerciseDirectory, 'accepted', `${name}.ts`), 'utf8');
  const run = (lab: Lab, source: string) => lab.run({ exercise, source, seed: 7 });
  const results = new Map<string, PromiseWithResolvers<Played>>();

  async function work(lab: Lab, queue: string[]): Promise<void> {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const result = results.get(name);
      try {
        const report = await run(lab, readFileSync(here(`submissions/${name}.ts`), 'utf8'));
        result?.resolve({ report, next: await run(lab, solution('callback--fs-read')) });
      } catch (error) {
        result?.reject(error);
      }
    }
  }

  return {
    faults,
    play(submissions) {
      for (const name of submissions) {
        const result = Promise.withResolvers<Played>();
        // Whoever asks for it learns of it.
        result.promise.catch(() => undefined);
        results.set(name, result);
      }
      const queue = [...submissions];
      for (const lab of labs) void work(lab, queue);
    },
    async result(submission) {
      const result = results.get(submission);
      if (!result) throw new Error(`nobody plays ${submission}`);
      return result.promise;
    },
    accepted: (name) => run(labs[0] as Lab, solution(name)),
    async close() {
      await Promise.all(labs.map((lab) => lab.close()));
      await compiler.close();
      for (const each of [program, dataDirectory]) await rm(each, { recursive: true, force: true });
    },
  };
}

/** What every report of a hostile submission has in common. */
export function expectDecided({ report, next }: Played): void {
  expect(report.passed).toBe(false);
  expect(report.score).toBeLessThan(report.maxScore || 1);
  expect(report.summary['zh-CN'].length).toBeGreaterThan(0);
  expect({ status: next.status, passed: next.passed, mechanism: next.mechanism }).toEqual({
    status: 'graded',
    passed: true,
    mechanism: 'notified',
  });
}
