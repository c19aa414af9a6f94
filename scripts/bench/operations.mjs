import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import { root } from '../setup/paths.mjs';

/**
 * What is measured, one operation each: `start` (an empty program in the sandbox), `check` (a warm type-check),
 * `floor` (both, one after the other), `grading` (the whole). A worker process opens one side, the floor or the lab.
 */
export const slug = 'receive-notify';
export const solutionFile = join(root, 'seed', 'exercises', slug, 'accepted', 'callback--fs-read.ts');

/** No text is checked twice: the compiler keeps what it has seen, and no two students send the same. */
export function freshSource(text, number) {
  return `${text}\n// ${process.pid} ${number}\n`;
}

const from = (dist, file) => import(pathToFileURL(join(dist, 'lab', file)).href);

/** An `operation` of its own for each name; `atOnce` as many starts as may run together. */
export async function openFloor({ dist, dataDirectory }, exercise, text) {
  const [{ labImage }, { ensureImage }, { findCgroupPlace }, { startTrialSlot }, { createCompiler }] =
    await Promise.all([
      from(dist, 'lab-image.js'),
      from(dist, 'sandbox/image.js'),
      from(dist, 'sandbox/cgroup-place.js'),
      from(dist, 'sandbox/trial.js'),
      from(dist, 'typescript/compiler.js'),
    ]);
  const image = await ensureImage(labImage(dataDirectory, join(dist, 'lab')));
  const place = await findCgroupPlace();
  const slots = await Promise.all(
    Array.from({ length: availableParallelism() }, () => startTrialSlot(image, place)),
  );
  const idle = [...slots];
  const compiler = await createCompiler();

  async function start() {
    // Never more at once than there are slots: main.mjs asks for at most one per core.
    const slot = idle.pop();
    const { code, stderr } = await slot.run(['-e', '0']);
    idle.push(slot);
    if (code !== 0) throw new Error(`the empty program ended with ${code}: ${stderr}`);
  }
  async function check(number) {
    const { ok } = await compiler.compile({
      source: freshSource(text, number),
      types: exercise.types,
      exportName: exercise.export,
    });
    if (!ok) throw new Error('the solution does not compile');
  }
  return {
    slots: slots.length,
    operations: {
      start,
      check,
      floor: async (number) => {
        await check(number);
        await start();
      },
    },
    async close() {
      await Promise.all(slots.map(({ slot }) => slot.kill()));
      await compiler.close();
    },
  };
}

export async function openLabSide({ dist, dataDirectory }, exercise, text) {
  const { openLab } = await from(dist, 'open-lab.js');
  const lab = await openLab({ dataDirectory, onFault: (error) => console.error(error) });
  return {
    slots: lab.slots,
    operations: {
      async grading(number) {
        const report = await lab.run({ exercise, source: freshSource(text, number), seed: number });
        if (!report.passed || report.status !== 'graded')
          throw new Error(`the accepted solution did not pass: ${report.status}, ${report.summary.en}`);
        return report.durations;
      },
    },
    close: () => lab.close(),
  };
}

export async function load(dist) {
  const { loadExercise } = await from(dist, 'exercise/load-exercise.js');
  return {
    exercise: await loadExercise(join(root, 'seed', 'exercises', slug)),
    text: readFileSync(solutionFile, 'utf8'),
  };
}
