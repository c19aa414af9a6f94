import type { Exercise } from '../exercise/exercise.js';
import type { Circumstances } from './judge.js';
import { reportVersion } from './report.js';
import type { Diagnostic, Report, ReportStatus } from './report.js';
import { predictionOf } from './words/predictions.js';
import { summaryOf } from './words/summary.js';

const noEvidence: Report['evidence'] = {
  rounds: 0,
  toldRounds: 0,
  asleepAndUntold: 0,
  ignoredArrivals: 0,
  quietWindows: 0,
  movingWindows: 0,
  wakeUpsInSilence: 0,
  cpuMsInSilence: 0,
  sleepingCall: null,
  sleepingOnLoop: null,
  threads: 0,
  processes: 0,
  starts: 0,
  notes: [],
};

/** The Report of a submission that was never played: it did not compile (`not-run`), or we failed (`fault`). */
export function unplayedReport(
  exercise: Exercise,
  status: Extract<ReportStatus, 'not-run' | 'fault'>,
  diagnostics: readonly Diagnostic[],
  { guessed = null, ...circumstances }: Circumstances,
): Report {
  const maxScore = exercise.checks.reduce((sum, check) => sum + check.points, 0);
  return {
    reportVersion,
    exercise: exercise.slug,
    exerciseVersion: exercise.version,
    status,
    passed: false,
    score: 0,
    maxScore,
    mechanism: null,
    dataPath: null,
    toldOf: null,
    levels: null,
    prediction: predictionOf(guessed, null),
    checks: [],
    summary: summaryOf({
      status,
      passed: false,
      mechanism: null,
      wanted: exercise.mechanism ?? null,
      predicts: exercise.kind === 'prediction',
      dataPath: null,
      score: 0,
      maxScore,
      firstFailed: null,
      end: null,
      loadFailure: null,
      exportName: exercise.export,
      diagnostics: diagnostics.length,
      neverTold: false,
      sleepingCall: null,
    }),
    diagnostics: [...diagnostics],
    output: { text: '', truncated: false },
    evidence: noEvidence,
    timeline: [],
    ...circumstances,
  };
}
