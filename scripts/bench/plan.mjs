/** The parts of the bench, in order; `also` is what a part is measured against, in the same run. */
export const parts = {
  cpu: { also: [] },
  load: { also: [] },
  latency: { also: [] },
  arrivals: { also: ['load', 'latency'] },
  parked: { also: [] },
  http: { also: [] },
  course: { also: [] },
};

/** How often, and of what how many: for figures that repeat to a few per cent. */
export const fullPlan = {
  warmUp: 8,
  rounds: 5,
  starts: 8,
  checks: 8,
  gradings: 4,
  loads: 2,
  gradingsAtLoad: 96,
  floorsAtLoad: 40,
  oneAtATime: 150,
  runIn: 20,
  arrivals: 300,
  releases: 300,
  overHttp: 20,
  students: 500,
  spreadMs: 60_000,
};

/** That everything can be measured, not what comes out. */
export const shortPlan = {
  warmUp: 1,
  rounds: 1,
  starts: 2,
  checks: 2,
  gradings: 1,
  loads: 1,
  gradingsAtLoad: 4,
  floorsAtLoad: 2,
  oneAtATime: 2,
  runIn: 1,
  arrivals: 4,
  releases: 4,
  overHttp: 1,
  students: 8,
  spreadMs: 3_000,
};

/** @returns the parts to measure, of those asked for (all unless any); null when there is no such part */
export function wantedParts(only = Object.keys(parts)) {
  if (only.some((name) => !Object.hasOwn(parts, name))) return null;
  return new Set(only.flatMap((name) => [name, ...parts[name].also]));
}
