import { z } from 'zod';
import type { Bilingual, Locale } from '../lab/bilingual.js';
import {
  exerciseFileSchema,
  programSchema,
  type Exercise,
  type ExerciseFile,
} from '../lab/exercise/exercise.js';
import { posixTypesFile } from '../lab/posix/declarations.js';
import { mechanismSchema } from '../lab/verdict/report.js';

/**
 * What a reader gets of an exercise: named field by field, so that scenes, solutions and whatever a package may hold
 * one day stay inside.
 */
const { slug, track, level, kind } = exerciseFileSchema.shape;

export const exerciseSummarySchema = z
  .strictObject({
    slug,
    version: z.number().int().positive(),
    title: z.string(),
    summary: z.string(),
    track,
    kind: kind.meta({ description: 'Whether it is answered by a program or by a prediction' }),
    level,
    minutes: z.number().int().positive(),
    after: z.array(slug).meta({ description: 'Exercises to do before this one' }),
    maxScore: z.number().int().nonnegative(),
    url: z.string(),
  })
  .meta({ id: 'ExerciseSummary' });
export type ExerciseSummary = z.infer<typeof exerciseSummarySchema>;

export const exerciseListSchema = z
  .strictObject({ items: z.array(exerciseSummarySchema) })
  .meta({ id: 'ExerciseList' });

export const exerciseDetailSchema = exerciseSummarySchema
  .extend({
    statement: z.string().meta({ description: 'Markdown' }),
    hints: z.array(z.string()),
    export: z.string().meta({ description: 'The name a submission must export' }),
    mechanism: mechanismSchema
      .nullable()
      .meta({ description: 'The way of waiting that full marks need; null where it is to be predicted' }),
    programs: z
      .array(programSchema)
      .meta({ description: 'What is to be predicted: a submission names one of these; else empty' }),
    timers: exerciseFileSchema.shape.timers,
    checks: z.array(
      z.strictObject({ id: z.string(), title: z.string().nullable(), points: z.number().int() }),
    ),
    starterUrl: z.string().nullable().meta({ description: 'Null where no program is to be written' }),
    typesUrl: z.string(),
    kit: z
      .strictObject({ name: z.literal('posix'), typesUrl: z.string() })
      .nullable()
      .meta({ description: 'What a submission may import beside Node’s own modules' }),
    submissionsUrl: z.string(),
  })
  .meta({ id: 'Exercise' });
export type ExerciseDetail = z.infer<typeof exerciseDetailSchema>;

export function summarize(exercise: ExerciseFile, locale: Locale): ExerciseSummary {
  return {
    slug: exercise.slug,
    version: exercise.version,
    title: exercise.title[locale],
    summary: exercise.summary[locale],
    track: exercise.track,
    kind: exercise.kind,
    level: exercise.level,
    minutes: exercise.minutes,
    after: exercise.after,
    maxScore: exercise.checks.reduce((sum, check) => sum + check.points, 0),
    url: `/exercises/${exercise.slug}`,
  };
}

export function detail(exercise: Exercise, locale: Locale): ExerciseDetail {
  const say = (text: Bilingual) => text[locale];
  return {
    ...summarize(exercise, locale),
    statement: statementOf(exercise, locale),
    hints: exercise.hints.map(say),
    export: exercise.export,
    mechanism: exercise.mechanism ?? null,
    programs: (exercise.programs ?? []).map(({ name, source }) => ({ name, source })),
    timers: exercise.timers,
    checks: exercise.checks.map((check) => ({
      id: check.id,
      title: check.title === undefined ? null : say(check.title),
      points: check.points,
    })),
    starterUrl: exercise.kind === 'prediction' ? null : `/exercises/${exercise.slug}/starter.ts`,
    typesUrl: `/exercises/${exercise.slug}/types.d.ts`,
    kit: exercise.kit
      ? { name: exercise.kit, typesUrl: `/exercises/${exercise.slug}/${posixTypesFile}` }
      : null,
    submissionsUrl: `/exercises/${exercise.slug}/submissions`,
  };
}

/** Programs to be predicted stand in the statement as they are run: nothing can be shown that is not what is asked. */
function statementOf(exercise: Exercise, locale: Locale): string {
  const programs = (exercise.programs ?? []).map(
    ({ name, source }) => `## \`${name}\`\n\n\`\`\`ts\n${source.trimEnd()}\n\`\`\`\n`,
  );
  return [exercise.statement[locale], ...programs].join('\n');
}
