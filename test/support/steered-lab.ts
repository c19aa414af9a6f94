import type { Lab, RunRequest, TraceRequest } from '../../src/lab/lab.js';
import type { Report } from '../../src/lab/verdict/report.js';
import type { Syscalls } from '../../src/lab/verdict/syscalls.js';
import { sampleCheck, sampleReport } from './sample-report.js';

/**
 * A lab whose runs end when and how the test says. The real one cannot be told to be inconclusive, to fail, or to
 * end at a given moment; what follows from that is the service's, and is what these tests look at.
 */
export interface SteeredRun {
  readonly request: RunRequest;
  end(changes?: Partial<Report>): void;
  fail(error: Error): void;
  /** Ends with something that is no report. */
  send(anything: object): void;
}

export interface SteeredTrace {
  readonly request: TraceRequest;
  end(syscalls: Syscalls): void;
  fail(error: Error): void;
}

export interface SteeredLab extends Lab {
  /** Runs begun and not ended. */
  readonly open: readonly SteeredRun[];
  /** Resolves with the next run that begins, or one that has begun and was not asked for yet. */
  next(): Promise<SteeredRun>;
  /** The same for traced runs. */
  nextTrace(): Promise<SteeredTrace>;
  /** Lets every run end at once, as graded, from now on. */
  endAll(): void;
}

export function steeredLab(slots = 2): SteeredLab {
  const open: SteeredRun[] = [];
  const unseen: SteeredRun[] = [];
  const waiting: ((run: SteeredRun) => void)[] = [];
  let automatic = false;
  const traces: SteeredTrace[] = [];
  const tracesWanted: (() => void)[] = [];

  function run(request: RunRequest): Promise<Report> {
    const result = Promise.withResolvers<Report>();
    const steered: SteeredRun = {
      request,
      end: (changes = {}) => result.resolve(reportFor(request, changes)),
      fail: (error) => result.reject(error),
      send: (anything) => result.resolve(anything as Report),
    };
    request.signal?.addEventListener('abort', () => result.reject(request.signal?.reason as Error));
    open.push(steered);
    const waiter = waiting.shift();
    if (automatic) steered.end();
    else if (waiter !== undefined) waiter(steered);
    else unseen.push(steered);
    return result.promise.finally(() => open.splice(open.indexOf(steered), 1));
  }

  return {
    slots,
    open,
    run,
    trace: (asked) => {
      const result = Promise.withResolvers<Syscalls>();
      asked.signal?.addEventListener('abort', () => result.reject(asked.signal?.reason as Error));
      traces.push({ request: asked, end: result.resolve, fail: result.reject });
      for (const waiter of tracesWanted.splice(0)) waiter();
      return result.promise;
    },
    nextTrace: async () => {
      while (traces.length === 0) await new Promise<void>((resolve) => tracesWanted.push(resolve));
      return traces.shift() as SteeredTrace;
    },
    next: () => {
      const run = unseen.shift();
      if (run !== undefined) return Promise.resolve(run);
      const asked = Promise.withResolvers<SteeredRun>();
      waiting.push(asked.resolve);
      return asked.promise;
    },
    endAll: () => {
      automatic = true;
      for (const one of open) one.end();
    },
    close: () => Promise.resolve(),
  };
}

function reportFor(request: RunRequest, changes: Partial<Report>): Report {
  return sampleReport({
    exercise: request.exercise.slug,
    exerciseVersion: request.exercise.version,
    seed: request.seed,
    score: 3,
    maxScore: 3,
    checks: [sampleCheck('told', true)],
    ...changes,
  });
}
