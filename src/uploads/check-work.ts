import type { Logger } from 'pino';
import { checkOnce } from '../lab/check-solution.js';
import type { Lab } from '../lab/lab.js';
import type { SideWork } from '../submissions/side-work.js';
import type { CheckJob, ChecksService } from './checks-service.js';
import { resultOf } from './solution-result.js';

/** The solutions of uploaded packages, run as `doorbell bank check` runs them. */
export function checkWork(lab: Lab, checks: ChecksService, log: Logger): SideWork {
  async function check(job: CheckJob, signal: AbortSignal): Promise<void> {
    const { uploadId: upload, number } = job;
    const result = await checkOnce(job, job.seed, (request) => lab.run(request), signal)
      .then(resultOf)
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error, upload, number }, 'Running an uploaded solution failed');
        return null;
      });
    // A fault is ours, and says nothing about the package.
    if (result !== null && result.seen.status !== 'fault') await checks.finish(job, result);
    else if (signal.aborted) await checks.giveBack(job);
    else await checks.fail(job);
    log.info({ upload, number, status: result?.seen.status }, 'A run of an uploaded solution ended');
  }

  return {
    take: async (graderId) => {
      const job = await checks.take(graderId);
      return job && { id: job.uploadId, play: (signal) => check(job, signal) };
    },
    reclaim: (own) => checks.reclaim(own),
  };
}
