/** What `doorbell` exits with; a course's CI tells a failed student (1) from a failed grader (4) by it. */
export const exitCodes = {
  passed: 0,
  /** Graded and not passed, or it did not compile; for `bank check` and `doctor`: something does not hold. */
  failed: 1,
  usage: 2,
  /** `fault` or `inconclusive`: nothing is known about the submission. */
  unknown: 4,
  /** 128 + SIGINT, as a shell says it. */
  interrupted: 130,
} as const;

/** Wrong use of the command line: told in one line, without a stack. */
export class UsageError extends Error {}
