import { ROUNDS_WHEN_MOVING, ROUNDS_WHEN_QUIET } from '../lab/verdict/rounds.js';
import { roundsNeeded, upperBound } from './escape.js';
import type { JournalLine, LeftLine, MemoryLine, NaiveLine, RunLine } from './journal.js';
import { FLAT, growth, RUNS_TO_TELL } from './memory.js';

/** Up to this load a run may be inconclusive less than once in a thousand; beyond it the host decides. */
const HIGHEST_PROMISED_LOAD = 24;

/**
 * Exercises all of whose arrivals a poller can have by asking only. Elsewhere some are answered by an event, as they should
 * be (a ping of keep-working), and are no escape.
 */
const MEASURED = ['receive-notify/', 'unpoll/', 'many-waits/', 'tell-me-when/', 'write-notify/'];

export interface LoadSummary {
  readonly load: number;
  readonly runs: number;
  readonly differing: readonly RunLine[];
  readonly inconclusive: number;
  readonly perThousand: number;
}

export interface EscapeSummary {
  readonly load: number;
  /** What the pollers have in common, or one poller's name. */
  readonly of: string;
  readonly rounds: number;
  readonly escaped: number;
  readonly rate: number;
  readonly upper: number;
  /** For the rate and for its upper bound. */
  readonly needed: number;
  readonly neededUpper: number;
  /** What the lab plays. */
  readonly played: number;
}

export interface MemorySummary {
  readonly what: keyof typeof FLAT;
  /** Of one such process. */
  readonly runs: number;
  /** Bytes: first, last, and growth per 1000 runs of one process. */
  readonly first: number;
  readonly last: number;
  readonly growth: number;
  readonly verdict: 'flat' | 'not flat' | 'too few runs to say';
}

export interface NaiveSummary {
  readonly load: number;
  readonly runs: number;
  readonly accepted: number;
  readonly acceptedFailed: number;
  readonly rejected: number;
  readonly rejectedPassed: number;
  /** Solutions run twice or more, and those of them that got both verdicts. */
  readonly repeated: number;
  readonly flipped: number;
}

export interface Summary {
  readonly planned: number;
  readonly loads: readonly LoadSummary[];
  readonly escapes: readonly EscapeSummary[];
  readonly memory: readonly MemorySummary[];
  readonly left: readonly LeftLine[];
  readonly naive: readonly NaiveSummary[];
  /** What does not hold, in words; empty when all does. */
  readonly failures: readonly string[];
}

/** Everything a journal says, counted. Pure. */
export function summarize(lines: readonly JournalLine[]): Summary {
  const plan = lines.find((line) => line.kind === 'plan');
  const runs = lines.filter((line) => line.kind === 'run');
  const left = lines.filter((line) => line.kind === 'left');
  const naive = lines.filter((line) => line.kind === 'naive');
  const loads = (plan?.loads ?? []).map((load) => ofLoad(load, of(runs, load)));
  const memory = memoryOf(lines.filter((line) => line.kind === 'memory'));
  return {
    planned: plan?.runs ?? 0,
    loads,
    escapes: (plan?.loads ?? []).flatMap((load) => escapesOf(load, of(runs, load))),
    memory,
    left,
    naive: (plan?.loads ?? []).map((load) => naiveOf(load, of(naive, load))).filter(({ runs: n }) => n > 0),
    failures: failuresOf(loads, memory, left),
  };
}

const of = <Line extends { load: number }>(lines: readonly Line[], load: number): Line[] =>
  lines.filter((line) => line.load === load);

function ofLoad(load: number, runs: readonly RunLine[]): LoadSummary {
  const inconclusive = runs.reduce((sum, run) => sum + run.inconclusive, 0);
  // Each that was tried again is one more run.
  const begun = runs.reduce((sum, run) => sum + 1 + Math.min(run.inconclusive, 2), 0);
  return {
    load,
    runs: runs.length,
    differing: runs.filter(({ outcome }) => outcome === 'differs'),
    inconclusive,
    perThousand: begun === 0 ? 0 : (inconclusive / begun) * 1000,
  };
}

function escapesOf(load: number, runs: readonly RunLine[]): EscapeSummary[] {
  const pollers = runs.filter(
    ({ name, poller, outcome }) =>
      poller && outcome === 'as-stated' && MEASURED.some((slug) => name.startsWith(slug)),
  );
  const moving = pollers.filter((run) => run.moving);
  const quiet = pollers.filter((run) => !run.moving);
  const count = (name: string, some: readonly RunLine[], played: number): EscapeSummary => {
    const escaped = some.reduce((sum, { told }) => sum + told, 0);
    const rounds = escaped + some.reduce((sum, { untold }) => sum + untold, 0);
    const rate = rounds === 0 ? 0 : escaped / rounds;
    const upper = rounds === 0 ? 1 : upperBound(escaped, rounds);
    const needed = { needed: roundsNeeded(rate), neededUpper: roundsNeeded(upper) };
    return { load, of: name, rounds, escaped, rate, upper, ...needed, played };
  };
  const each = (some: readonly RunLine[], played: number): EscapeSummary[] =>
    [...new Set(some.map(({ name }) => name))].map((name) =>
      count(
        name,
        some.filter((run) => run.name === name),
        played,
      ),
    );
  const worst = (some: readonly RunLine[], played: number) =>
    each(some, played)
      .sort((a, b) => b.rate - a.rate || b.rounds - a.rounds)
      .slice(0, 1);
  return [
    ...(moving.length > 0 ? [count('all that woke in the silence', moving, ROUNDS_WHEN_MOVING)] : []),
    ...worst(moving, ROUNDS_WHEN_MOVING),
    ...(quiet.length > 0 ? [count('all that did not', quiet, ROUNDS_WHEN_QUIET)] : []),
    ...worst(quiet, ROUNDS_WHEN_QUIET),
  ];
}

/** Of the process that did most runs: each begins small. */
function memoryOf(lines: readonly MemoryLine[]): MemorySummary[] {
  const sessions = [...new Set(lines.map(({ session }) => session))].map((id) =>
    lines.filter(({ session }) => session === id),
  );
  const samples = sessions.sort((a, b) => (b.at(-1)?.runs ?? 0) - (a.at(-1)?.runs ?? 0))[0] ?? [];
  const runs = samples.at(-1)?.runs ?? 0;
  return (Object.keys(FLAT) as (keyof typeof FLAT)[]).map((what) => {
    // The proctors share the runs among them: each has done its part only.
    const processes = what === 'proctor' ? Math.max(1, samples.at(-1)?.proctors ?? 1) : 1;
    const grown = growth(samples.map((sample) => ({ runs: sample.runs / processes, value: sample[what] })));
    const enough = runs / processes >= RUNS_TO_TELL;
    const verdict = !enough ? 'too few runs to say' : grown <= FLAT[what] ? 'flat' : 'not flat';
    return {
      what,
      runs: Math.round(runs / processes),
      first: samples[0]?.[what] ?? 0,
      last: samples.at(-1)?.[what] ?? 0,
      growth: grown,
      verdict,
    };
  });
}

function naiveOf(load: number, runs: readonly NaiveLine[]): NaiveSummary {
  const accepted = runs.filter((run) => run.accepted);
  const rejected = runs.filter((run) => !run.accepted);
  const verdicts = Map.groupBy(runs, ({ name }) => name);
  const repeated = [...verdicts.values()].filter((some) => some.length > 1);
  return {
    load,
    runs: runs.length,
    accepted: accepted.length,
    acceptedFailed: accepted.filter(({ passed }) => !passed).length,
    rejected: rejected.length,
    rejectedPassed: rejected.filter(({ passed }) => passed).length,
    repeated: repeated.length,
    flipped: repeated.filter((some) => new Set(some.map(({ passed }) => passed)).size > 1).length,
  };
}

function failuresOf(
  loads: readonly LoadSummary[],
  memory: readonly MemorySummary[],
  left: readonly LeftLine[],
): string[] {
  const differing = loads.reduce((sum, load) => sum + load.differing.length, 0);
  const objects = left.reduce((sum, line) => sum + Object.values(line.left).flat().length, 0);
  return [
    ...(differing > 0 ? [`${differing} verdicts differ from the stated ones`] : []),
    ...loads
      .filter(({ load, perThousand }) => load <= HIGHEST_PROMISED_LOAD && perThousand >= 1)
      .map(
        ({ load, perThousand }) => `at load ${load} ${perThousand.toFixed(1)} runs in 1000 are inconclusive`,
      ),
    ...(objects > 0 ? [`${objects} objects are left behind`] : []),
    ...memory.filter(({ verdict }) => verdict === 'not flat').map(({ what }) => `${what} is not flat`),
  ];
}
