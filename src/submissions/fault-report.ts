import { arch, release } from 'node:os';
import type { Exercise } from '../lab/exercise/exercise.js';
import type { Mechanism, Report } from '../lab/verdict/report.js';
import { unplayedReport } from '../lab/verdict/unplayed.js';

/** The report of a run of which the lab itself told nothing: it failed, or its process died each time. Never counted. */
export function faultReport(
  exercise: Exercise,
  run: { readonly seed: number; readonly guessed: Mechanism | null; readonly doorbell: string },
): Report {
  const circumstances = {
    seed: run.seed,
    guessed: run.guessed,
    runtime: { doorbell: run.doorbell, node: process.version, kernel: release(), arch: arch() },
    durations: { check: 0, start: 0, run: 0, silence: 0, total: 0 },
  };
  return {
    ...unplayedReport(exercise, 'fault', [], circumstances),
    summary: {
      en: 'Doorbell failed while it graded this submission, more than once. This is our fault and does not count against you. Please submit again later, or tell your instructor.',
      'zh-CN':
        'Doorbell 在评测这次提交时多次出错。这是我们的故障，不会计入你的成绩。请稍后重新提交，或告知你的教师。',
    },
  };
}
