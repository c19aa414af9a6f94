import { checkOnce, type CheckedRun, type StatedSolution } from '../lab/check-solution.js';
import { startLoad } from '../cli/load.js';
import type { Lab, RunRequest } from '../lab/lab.js';
import { MOVING_WINDOWS } from '../lab/kernel/rules.js';
import { belongings, leftBehind, type Places } from './belongings.js';
import type { Journal, PlanLine, RunLine } from './journal.js';
import type { MeasuredLab } from './measured-lab.js';
import { sampleMemory } from './memory.js';
import { comparable, compareNaively } from './naive/compare.js';
import { nameOf, planRuns, type PlannedRun } from './plan.js';
import { RestingSlots } from './resting-slots.js';

export interface SoakRequest {
  readonly plan: PlanLine;
  readonly journal: Journal;
  readonly solutions: readonly StatedSolution[];
  readonly openLab: () => Promise<MeasuredLab>;
  readonly places: Places;
  /** The compiled naive/worker.js. */
  readonly naiveScript: string;
  /** Told of every run that is done, ours or the naive grader's. */
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

export interface Progress {
  readonly load: number;
  readonly who: 'lab' | 'naive';
  readonly done: number;
  readonly of: number;
  /** Runs of this kind left under this load when this process began with it. */
  readonly begun: number;
}

/** Memory is looked at so often in one load: a collection takes 20 ms in which the grader serves nobody. */
const LOOKS_PER_LOAD = 120;

/** Does what the journal does not hold yet. Rejects when the signal is given; what was done until then is in the journal. */
export async function soak(request: SoakRequest): Promise<void> {
  const { plan, journal, solutions, places, signal } = request;
  const before = belongings(places);
  const known = new Map(solutions.map((stated) => [nameOf(stated), stated]));
  const done = { run: new Set<number>(), naive: new Set<number>() };
  for (const line of journal.lines()) {
    if (line.kind === 'run' || line.kind === 'naive') done[line.kind].add(line.index);
  }
  const runs = planRuns(plan.runs, plan.loads, plan.seed, [...known.keys()]);
  const naive = planRuns(plan.naive, plan.loads, plan.seed, comparable(solutions).map(nameOf));
  const session = new Session(request, known);
  try {
    for (const load of plan.loads) {
      const ours = runs.filter((run) => run.load === load && !done.run.has(run.index));
      const theirs = naive.filter((run) => run.load === load && !done.naive.has(run.index));
      if (ours.length + theirs.length === 0) continue;
      // Before the loops: opening is not what is tried, and beside 64 of them it takes minutes.
      if (ours.length > 0) await session.open();
      const loops = await startLoad(load);
      try {
        await session.runAll(load, ours);
        await session.runNaively(load, theirs);
      } finally {
        await loops.stop();
      }
    }
  } finally {
    await session.close();
    const left = await leftBehind(places, before);
    journal.add({ kind: 'left', session: process.pid, when: 'when all was closed', left });
  }
  signal.throwIfAborted();
}

/** What this process does of a soak; the lab is opened when it is first needed, and once. */
class Session {
  #lab: MeasuredLab | null = null;
  #runs = 0;
  readonly #slots: RestingSlots;

  constructor(
    readonly request: SoakRequest,
    readonly solutions: ReadonlyMap<string, StatedSolution>,
  ) {
    this.#slots = new RestingSlots();
  }

  async open(): Promise<MeasuredLab> {
    return (this.#lab ??= await this.request.openLab());
  }

  async runAll(load: number, runs: readonly PlannedRun[]): Promise<void> {
    if (runs.length === 0) return;
    const { journal, signal } = this.request;
    const lab = await this.open();
    const every = Math.max(1, Math.floor(runs.length / LOOKS_PER_LOAD));
    const queue = [...runs];
    let done = 0;
    const work = async (): Promise<void> => {
      for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
        signal.throwIfAborted();
        journal.add(await this.#runOnce(lab, run));
        done += 1;
        this.#runs += 1;
        this.request.onProgress({ load, who: 'lab', done, of: runs.length, begun: runs.length });
        if (done % every === 0) {
          const compilers = await lab.compilerHeap();
          journal.add({ kind: 'memory', session: process.pid, ...sampleMemory(this.#runs, compilers) });
          this.#slots.look();
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(lab.slots, runs.length) }, work));
    const left = await this.#slots.left();
    journal.add({ kind: 'left', session: process.pid, when: `in the slots after load ${load}`, left });
  }

  async runNaively(load: number, runs: readonly PlannedRun[]): Promise<void> {
    if (runs.length === 0) return;
    const { journal, naiveScript: script, signal } = this.request;
    let done = 0;
    await compareNaively({
      runs,
      solutions: this.solutions,
      slots: this.#lab?.slots ?? 1,
      script,
      signal,
      onRun: (line) => {
        journal.add(line);
        done += 1;
        this.request.onProgress({ load, who: 'naive', done, of: runs.length, begun: runs.length });
      },
    });
  }

  async close(): Promise<void> {
    await this.#lab?.close();
  }

  async #runOnce(lab: Lab, planned: PlannedRun): Promise<RunLine> {
    const stated = this.solutions.get(planned.name);
    if (!stated) throw new Error(`there is no solution ${planned.name}`);
    const began = performance.now();
    // No text twice, as no two students send the same: a compiler that keeps what it has seen must not grow by it.
    const run = (request: RunRequest) =>
      lab.run({ ...request, source: `${request.source}\n// ${planned.index}\n` });
    const checked = await checkOnce(stated, planned.seed, run, this.request.signal);
    const line = lineOf(planned, checked, Math.round(performance.now() - began));
    if (line.outcome === 'differs') this.request.journal.keepReport(planned.index, checked.report);
    return line;
  }
}

/** What is kept of a run. */
export function lineOf(planned: PlannedRun, checked: CheckedRun, ms: number): RunLine {
  const { report, solution, differences, retried } = checked;
  const inconclusive = report.status === 'inconclusive';
  const { evidence } = report;
  return {
    kind: 'run',
    ...planned,
    outcome: inconclusive ? 'inconclusive' : differences.length > 0 ? 'differs' : 'as-stated',
    differences: differences.map(({ what, stated, came }) => `${what}: stated ${stated}, came ${came}`),
    inconclusive: retried + (inconclusive ? 1 : 0),
    poller: solution.mechanism === 'timed-poll',
    moving: evidence.movingWindows >= MOVING_WINDOWS,
    told: evidence.toldRounds,
    untold: evidence.asleepAndUntold,
    ms,
  };
}
