import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { freshSource, from } from './sources.mjs';

/**
 * What a grading cannot do without, one operation each: `start` (an empty program in the sandbox), `check` (a warm
 * type-check), `floor` (both, one after the other).
 */
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
    // Never more at once than there are slots: load.mjs asks for at most one per core.
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
