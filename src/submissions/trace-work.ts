import type { Logger } from 'pino';
import type { Lab } from '../lab/lab.js';
import { syscallsSchema } from '../lab/verdict/syscalls.js';
import type { ReclaimService } from './reclaim-service.js';
import type { SideWork } from './side-work.js';
import type { TraceJob, TracesService } from './traces-service.js';

/** Traced runs, one at a time, since strace takes CPU that gradings need. */
export function traceWork(
  lab: Lab,
  { traces, reclaims, log }: { traces: TracesService; reclaims: ReclaimService; log: Logger },
): SideWork {
  async function trace(job: TraceJob, signal: AbortSignal): Promise<void> {
    const { exercise, source, seed, submissionId } = job;
    const made = await lab
      .trace({ exercise, source, seed, signal })
      .then((syscalls) => syscallsSchema.parse(syscalls))
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error, submission: submissionId }, 'A trace failed');
        return null;
      });
    if (made !== null) await traces.finish(job, made);
    else if (signal.aborted) await traces.giveBack(job);
    else await traces.fail(job);
    log.info({ submission: submissionId, made: made !== null }, 'A traced run ended');
  }

  return {
    take: async (graderId) => {
      const job = await traces.take(graderId);
      return job && { id: job.submissionId, play: (signal) => trace(job, signal) };
    },
    reclaim: (own) => reclaims.reclaimTraces(own),
  };
}
