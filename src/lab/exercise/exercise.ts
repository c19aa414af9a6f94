import { z } from 'zod';
import { bilingualSchema } from '../bilingual.js';
import { mechanismSchema } from '../verdict/report.js';
import { sceneSchema } from './scene.js';

/**
 * An exercise package: `seed/exercises/<slug>/`.
 *
 *     exercise.yaml   what a student may read, and the points        → exerciseFileSchema
 *     scenes.yaml     how it is judged; never shown                  → scenesFileSchema
 *     starter.ts      what a student starts from (not for predictions)
 *     programs/*.ts   what a student predicts (for predictions only)
 *     types.d.ts      `declare` of what the submission must export; checked against, shown to students
 *     accepted/*.ts   must pass in full
 *     rejected/*.ts   must fail as their header says
 */

const slug = z.string().regex(/^[a-z][a-z0-9-]{1,62}$/);

export const checkDefinitionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  points: z.number().int().min(0).max(100),
  /** Overrides the lab's standard title, for checks that mean something special here. */
  title: bilingualSchema.optional(),
  /** What a student should know when it fails; added to the lab's own words. */
  advice: bilingualSchema.optional(),
});
export type CheckDefinition = z.infer<typeof checkDefinitionSchema>;

export const exerciseFileSchema = z.strictObject({
  slug,
  /** Counts up whenever the statement, a scene or the points change. */
  version: z.number().int().positive(),
  title: bilingualSchema,
  track: z.enum(['warm-up', 'node', 'kernel', 'contracts']),
  after: z.array(slug),
  level: z.number().int().min(1).max(5),
  minutes: z.number().int().positive(),
  /** `function`: the submission exports what the lab calls. `prediction`: it says how a shipped program waits. */
  kind: z.enum(['function', 'prediction']),
  summary: bilingualSchema,
  /** Markdown. */
  statement: bilingualSchema,
  hints: z.array(bilingualSchema),
  /** The name the submission must export. */
  export: z.string(),
  /** What a submission may import beside Node's own modules: real system calls (docs/posix.md). */
  kit: z.enum(['posix']).optional(),
  /** Mechanism that full marks need; the check `notified` compares. Only predictions have none. */
  mechanism: mechanismSchema.optional(),
  /** Whether repeating timers and own computation are allowed during a silence. */
  timers: z.enum(['allowed', 'forbidden']),
  checks: z.array(checkDefinitionSchema).min(1),
});
export type ExerciseFile = z.infer<typeof exerciseFileSchema>;

/** What an exercise of the kind `prediction` shows and the lab runs: a file of programs/. */
export const programSchema = z.strictObject({
  /** The file's name without `.ts`. */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  source: z.string(),
});
export type Program = z.infer<typeof programSchema>;

export const scenesFileSchema = z.strictObject({ scenes: z.array(sceneSchema).min(1) });

/** A loaded package, as the lab runs it. Paths are gone: nothing later resolves any. */
export interface Exercise extends ExerciseFile {
  readonly scenes: z.infer<typeof scenesFileSchema>['scenes'];
  /** Empty for predictions. */
  readonly starter: string;
  /** Only predictions have any. */
  readonly programs?: readonly Program[] | undefined;
  readonly types: string;
}

/** A solution of the corpus, with what its header promises. */
export interface Solution {
  readonly file: string;
  /** What the lab runs: the solution itself, or the shipped program that it predicts. */
  readonly source: string;
  /** `// program: one` and `// predicts: blocking`, for predictions only. */
  readonly prediction: {
    readonly program: string;
    readonly guessed: z.infer<typeof mechanismSchema>;
  } | null;
  readonly accepted: boolean;
  /** `// mechanism: timed-poll`; accepted ones default to the exercise's own. */
  readonly mechanism: z.infer<typeof mechanismSchema> | null;
  /** `// data-path: helper-thread`, optional; compared where given. */
  readonly dataPath: string | null;
  /** `// status: not-run`, default `graded`. */
  readonly status: string;
  /** `// fails: idle, notified`: exactly these checks fail. Empty for accepted ones. */
  readonly fails: readonly string[];
}
