import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StatedSolution } from '../lab/check-solution.js';
import { dataDirectory, exercisesFolder } from '../cli/clone.js';
import { exercisesWithSolutions } from '../cli/exercises.js';
import { exitCodes, UsageError } from '../cli/exit-codes.js';
import { labOptions } from '../cli/opened-lab.js';
import { data, message } from '../cli/terminal.js';
import { findCgroupPlace } from '../lab/sandbox/cgroup-place.js';
import { imageDirectory } from '../lab/sandbox/image.js';
import { Journal, type PlanLine } from './journal.js';
import { openMeasuredLab } from './measured-lab.js';
import { readOptions, type SoakOptions } from './options.js';
import { nameOf } from './plan.js';
import { soak, type Progress } from './soak.js';
import { summarize } from './summary.js';
import { table } from './table.js';

/** `npm run soak`: every stated verdict, thousands of times, under load; docs/performance.md. */
const options = readOptions(process.argv.slice(2));
const interrupted = new AbortController();
const interrupt = (): void => interrupted.abort();
process.once('SIGINT', interrupt).once('SIGTERM', interrupt);

// Whatever is put among the temporary files meanwhile is ours, and is counted.
const temporary = mkdtempSync(join(tmpdir(), 'doorbell-soak-'));
process.env['TMPDIR'] = temporary;
try {
  process.exitCode = await run(options);
} catch (error) {
  if (error instanceof UsageError) message(`error: ${error.message}`);
  else message(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof UsageError ? exitCodes.usage : exitCodes.unknown;
} finally {
  await rm(temporary, { recursive: true, force: true });
}

async function run(asked: SoakOptions): Promise<number> {
  const { journal, file, plan } = asked.resume === undefined ? await begin(asked) : goOn(asked.resume);
  const solutions = await solutionsOf(plan);
  if (solutions.map(nameOf).join() !== plan.solutions.join()) {
    throw new UsageError(`the solutions are others than when ${file} was begun; begin a new soak`);
  }
  message(
    `soak: ${plan.runs} runs over the loads ${plan.loads.join(', ')}, seed ${plan.seed}; journal ${file}`,
  );
  try {
    await soak({
      plan,
      journal,
      solutions,
      openLab: () => openMeasuredLab(labOptions(asked.slots, asked.starts)),
      places: { cgroups: await findCgroupPlace(), temporary, images: await imageDirectory(dataDirectory) },
      naiveScript: join(import.meta.dirname, 'naive', 'worker.js'),
      onProgress: progressOn(message),
      signal: interrupted.signal,
    });
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    data(table(summarize(journal.lines())));
    message(`stopped; go on with: npm run soak -- --resume ${file}`);
    return exitCodes.interrupted;
  }
  const summary = summarize(journal.lines());
  data(table(summary));
  return summary.failures.length === 0 ? exitCodes.passed : exitCodes.failed;
}

async function solutionsOf(of: Pick<PlanLine, 'exercises' | 'pollers'>): Promise<StatedSolution[]> {
  const all = await exercisesWithSolutions(exercisesFolder, of.exercises);
  return of.pollers ? all.filter(({ solution }) => solution.mechanism === 'timed-poll') : all;
}

async function begin(asked: SoakOptions): Promise<{ journal: Journal; file: string; plan: PlanLine }> {
  const { runs, loads, seed, exercises, naive, pollers = false } = asked;
  const shared = { runs, naive, loads, seed, exercises, pollers };
  const solutions = (await solutionsOf(shared)).map(nameOf);
  const plan: PlanLine = { kind: 'plan', ...shared, solutions };
  const file = join(dataDirectory, 'soak', `${seed}.jsonl`);
  return { journal: Journal.begin(file, plan), file, plan };
}

function goOn(file: string): { journal: Journal; file: string; plan: PlanLine } {
  return { file, ...Journal.goOn(file) };
}

/** A line now and then: how far, how fast, how long yet under this load. */
function progressOn(say: (line: string) => void): (progress: Progress) => void {
  let [load, who, began, said] = [-1, '', 0, 0];
  return (progress) => {
    const now = performance.now();
    if (load !== progress.load || who !== progress.who) {
      [load, who, began, said] = [progress.load, progress.who, now, 0];
      return;
    }
    if (now - said < 10_000 && progress.done < progress.of) return;
    said = now;
    // The first one was done when the clock began.
    const perRun = (now - began) / Math.max(1, progress.done - 1);
    const left = Math.round((perRun * (progress.of - progress.done)) / 1000);
    const name = who === 'lab' ? 'runs' : 'naive runs';
    say(
      `load ${load}: ${progress.done} of ${progress.of} ${name}, ${(60_000 / perRun).toFixed(0)} a minute, ` +
        `${Math.floor(left / 60)} min ${left % 60} s to go`,
    );
  };
}
