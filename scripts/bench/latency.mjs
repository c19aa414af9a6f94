import { from } from './sources.mjs';
import { latencies, ownMs, percentile, unexpected } from './figures.mjs';
import { poissonTimes } from './poisson.mjs';

/** Between an answer and the next submission, ms: the sandbox made ahead stands parked by then, and all is at rest. */
export const restMs = [500, 500];

/** Arrivals come at this share of what full load has reached. */
const share = 0.7;

const figures = (details) => ({
  ...latencies(details.map(ownMs)),
  stages: stagesOf(details),
  unexpected: unexpected(details),
  runs: details.length,
});

/** Where a median run spends its own time, ms; `rest`: a sandbox waited for, loading, taking down, judging. */
function stagesOf(details) {
  const stages = details.map(({ check, start, run, silence, tookMs }) => ({
    check,
    start,
    scenes: run - silence,
    rest: tookMs - check - start - run,
  }));
  return Object.fromEntries(
    ['check', 'start', 'scenes', 'rest'].map((name) => [
      name,
      percentile(
        stages.map((each) => each[name]),
        0.5,
      ),
    ]),
  );
}

/** Submit → report, one at a time on a service at rest. */
export async function measureLatency(lab, plan, note) {
  note(`one at a time, ${plan.oneAtATime} submissions`);
  const { details } = await lab.run('grading', plan.oneAtATime, { restMs });
  return figures(details);
}

/**
 * Submit → report when others come, too: an open loop, seeded.
 *
 * @param capacity gradings a second at full load
 */
export async function measureArrivals(lab, plan, capacity, { dist }, note) {
  const perSecond = share * capacity;
  const { Random } = await from(dist, 'peer/random.js');
  const random = new Random(1);
  const dueMs = poissonTimes(plan.runIn + plan.arrivals, perSecond, () => random.uint32() / 2 ** 32);
  note(`${dueMs.length} arrivals at ${perSecond.toFixed(1)} /s, ${Math.round(dueMs.at(-1) / 1000)} s`);
  const details = await lab.arrive('grading', dueMs);
  // The first ones meet an empty service.
  return {
    ...figures(details.slice(plan.runIn)),
    perSecond,
    unexpected: unexpected(details),
    runs: details.length,
  };
}
