import { z } from 'zod';
import type { CheckedRun } from '../lab/check-solution.js';
import type { Solution } from '../lab/exercise/exercise.js';
import { mechanismSchema, reportSchema, reportStatusSchema } from '../lab/verdict/report.js';

/** What is kept of a solution of an uploaded package, and what its run came to. */

/** A solution as it was loaded; read back through this schema. */
export const storedSolutionSchema: z.ZodType<Solution> = z.strictObject({
  file: z.string(),
  source: z.string(),
  prediction: z.strictObject({ program: z.string(), guessed: mechanismSchema }).nullable(),
  accepted: z.boolean(),
  mechanism: mechanismSchema.nullable(),
  dataPath: z.string().nullable(),
  status: z.string(),
  fails: z.array(z.string()),
});

export const solutionResultSchema = z.strictObject({
  seen: z.strictObject({
    status: reportStatusSchema,
    passed: z.boolean(),
    score: z.number().int().nonnegative(),
    maxScore: z.number().int().nonnegative(),
    mechanism: mechanismSchema.nullable(),
    dataPath: z.string().nullable(),
    fails: z.array(z.string()).meta({ description: 'The checks that failed' }),
  }),
  differences: z
    .array(z.strictObject({ what: z.string(), stated: z.string(), came: z.string() }))
    .meta({ description: 'What was stated and came otherwise; empty when all is as stated' }),
  retried: z
    .number()
    .int()
    .nonnegative()
    .meta({ description: 'How many inconclusive runs were tried again before this one' }),
  seed: z
    .number()
    .int()
    .min(0)
    .max(0xffff_ffff)
    .meta({ description: 'Repeats the run: `doorbell grade --seed`' }),
  report: reportSchema.nullable().meta({ description: 'The whole report, where something is not as stated' }),
});
export type SolutionResult = z.infer<typeof solutionResultSchema>;

/** @throws ZodError when what the lab handed out is no report */
export function resultOf(run: CheckedRun): SolutionResult {
  const report = reportSchema.parse(run.report);
  const { status, passed, score, maxScore, mechanism, dataPath } = report;
  const fails = report.checks.flatMap((check) => (check.passed ? [] : [check.id]));
  return {
    seen: { status, passed, score, maxScore, mechanism, dataPath, fails },
    differences: run.differences.map(({ what, stated, came }) => ({ what, stated, came })),
    retried: run.retried,
    seed: run.seed,
    report: run.differences.length === 0 ? null : report,
  };
}
