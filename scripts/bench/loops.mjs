import { setTimeout as pause } from 'node:timers/promises';

/**
 * So many at once, each after the one before has ended; before each a rest drawn from `restMs` (least, most).
 *
 * @param uniform numbers in [0, 1)
 * @returns what each operation says of itself, and as `tookMs` how long it took
 */
export async function closedLoop(operation, { count, atOnce, restMs = [0, 0] }, uniform) {
  const details = [];
  const [least, most] = restMs;
  let left = count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(atOnce, count) }, async () => {
      while (left > 0) {
        left -= 1;
        if (most > 0) await pause(least + uniform() * (most - least));
        const asked = performance.now();
        const said = await operation();
        details.push({ ...said, tookMs: performance.now() - asked });
      }
    }),
  );
  return { wallMs: performance.now() - began, details };
}

/**
 * Arrivals at their times whatever became of those before. `tookMs` counts from the time an arrival was due, so that
 * whatever kept it from being made then is part of its latency, and not left out (coordinated omission).
 */
export async function openLoop(operation, { dueMs }) {
  const began = performance.now();
  const arrivals = [];
  for (const due of dueMs) {
    for (let left = 0; (left = began + due - performance.now()) > 0;) await pause(Math.ceil(left));
    const said = operation().then((each) => ({ ...each, tookMs: performance.now() - began - due }));
    // Whoever fails while the others are still to come is heard of at the end.
    said.catch(() => undefined);
    arrivals.push(said);
  }
  const details = await Promise.all(arrivals);
  return { wallMs: performance.now() - began, details };
}
