import { reportSchema, type CheckResult, type Report } from '../../src/lab/verdict/report.js';

const both = (text: string) => ({ en: text, 'zh-CN': text });

/** A valid Report with the given differences, for what takes reports as values. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  return reportSchema.parse({
    reportVersion: 1,
    exercise: 'unpoll',
    exerciseVersion: 1,
    status: 'graded',
    passed: true,
    score: 5,
    maxScore: 5,
    mechanism: 'notified',
    dataPath: 'readiness-then-read',
    toldOf: 'completion',
    levels: null,
    checks: [],
    summary: both('A summary.'),
    diagnostics: [],
    output: { text: '', truncated: false },
    evidence: {
      rounds: 5,
      toldRounds: 5,
      asleepAndUntold: 0,
      ignoredArrivals: 0,
      quietWindows: 1,
      movingWindows: 0,
      wakeUpsInSilence: 0,
      cpuMsInSilence: 0,
      sleepingCall: null,
      sleepingOnLoop: null,
      threads: 7,
      processes: 1,
      starts: 1,
      notes: [],
    },
    timeline: [],
    runtime: { doorbell: '0.1.0', node: '26.10.0', kernel: '6.18', arch: 'x64' },
    seed: 4242,
    durations: { check: 30, start: 40, run: 1200, silence: 900, total: 1300 },
    ...changes,
  });
}

export function sampleCheck(id: string, passed: boolean): CheckResult {
  return {
    id,
    title: both(id),
    passed,
    points: passed ? 1 : 0,
    maxPoints: 1,
    observed: both('seen'),
    expected: both('expected'),
    explanation: both('why'),
    line: null,
  };
}
