import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadExercise } from './load-exercise.js';
import { visiblePart } from './visible-part.js';

const seeds = join(import.meta.dirname, '..', '..', '..', 'seed', 'exercises');
const load = (slug: string) => loadExercise(join(seeds, slug));

it('holds no hidden scene, and no check that only a hidden one feeds', async () => {
  const whole = await load('receive-notify');
  const part = visiblePart(whole);
  expect(whole.scenes.some(({ hidden }) => hidden)).toBe(true);
  expect(part?.scenes.map(({ id }) => id)).toEqual(
    whole.scenes.filter(({ hidden }) => !hidden).map(({ id }) => id),
  );
  const left = part?.checks.map(({ id }) => id) ?? [];
  expect(left).toContain('notified');
  expect(whole.checks.map(({ id }) => id)).toContain('told-of-error');
  expect(left).not.toContain('told-of-error');
});

it('every exercise of the bank but the predictions can be tried, for some of its points', async () => {
  for (const slug of await readdir(seeds)) {
    const whole = await load(slug);
    const part = visiblePart(whole);
    expect([slug, part === null]).toEqual([slug, whole.kind === 'prediction']);
    if (part) expect([slug, part.checks.length > 0]).toEqual([slug, true]);
  }
});
