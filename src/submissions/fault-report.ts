import { arch, release } from 'node:os';
import type { Exercise } from '../lab/exercise/exercise.js';
import { reportVersion, type Report } from '../lab/verdict/report.js';

/** The report of a run of which the lab itself told nothing: it failed, or its process died each time. Never counted. */
export function faultReport(exercise: Exercise, seed: number, doorbell: string): Report {
  return {
    reportVersion,
    exercise: exercise.slug,
    exerciseVersion: exercise.version,
    status: 'fault',
    passed: false,
    score: 0,
    maxScore: exercise.checks.reduce((sum, check) => sum + check.points, 0),
    mechanism: null,
    dataPath: null,
    toldOf: null,
    levels: null,
    checks: [],
    summary: {
      en: 'Doorbell failed while it graded this submission, more than once. This is our fault and does not count against you. Please submit again later, or tell your instructor.',
      'zh-CN':
        'Doorbell 在评测这次提交时多次出错。这是我们的故障，不会计入你的成绩。请稍后重新提交，或告知你的教师。',
    },
    diagnostics: [],
    output: { text: '', truncated: false },
    evidence: {
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
    },
    timeline: [],
    runtime: { doorbell, node: process.version, kernel: release(), arch: arch() },
    seed,
    durations: { check: 0, start: 0, run: 0, silence: 0, total: 0 },
  };
}
