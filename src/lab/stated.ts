import type { Exercise, Solution } from './exercise/exercise.js';
import type { Report } from './verdict/report.js';

/** One thing a solution's header states and the run showed otherwise. */
export interface Difference {
  readonly what: 'status' | 'passed' | 'score' | 'mechanism' | 'data path' | 'failing checks';
  readonly stated: string;
  readonly came: string;
}

/**
 * Compares a run with what the solution's header states. An accepted solution must pass in full; a rejected one
 * must fail by exactly the checks it names, with the mechanism it names: a right verdict for a wrong reason is
 * a wrong verdict.
 */
export function differences(solution: Solution, exercise: Exercise, report: Report): Difference[] {
  const list: Difference[] = [];
  const compare = (what: Difference['what'], stated: string, came: string): void => {
    if (stated !== came) list.push({ what, stated, came });
  };

  compare('status', solution.status, report.status);
  compare('passed', String(solution.accepted), String(report.passed));
  if (solution.accepted) compare('score', String(report.maxScore), String(report.score));
  const mechanism = solution.mechanism ?? (solution.accepted ? exercise.mechanism : null);
  compare('mechanism', mechanism ?? 'none', report.mechanism ?? 'none');
  if (solution.dataPath !== null) compare('data path', solution.dataPath, report.dataPath ?? 'none');
  if (report.status === 'graded') {
    const failing = report.checks.filter((check) => !check.passed).map((check) => check.id);
    compare('failing checks', named(solution.fails), named(failing));
  }
  return list;
}

function named(ids: readonly string[]): string {
  return ids.length === 0 ? 'none' : [...new Set(ids)].sort().join(', ');
}
