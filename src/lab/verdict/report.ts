import { z } from 'zod';
import { bilingualSchema } from '../bilingual.js';

/**
 * The Report: the versioned result of one run of one exercise, the only thing the lab hands out.
 *
 * Everything a student reads in it is bilingual. `mechanism`, `dataPath` and `toldOf` are independent of
 * each other: how the thread waited, who carried the bytes, what the notification said.
 */

/** A field that is added, with a default for reports stored without it, leaves the version as it is. */
export const reportVersion = 1;

/** How the judged thread waited; the order is the order in which the rules are tried (first match). */
export const mechanisms = ['busy-poll', 'multiplexed', 'blocking', 'timed-poll', 'notified'] as const;
export const mechanismSchema = z.enum(mechanisms);
export type Mechanism = z.infer<typeof mechanismSchema>;

export const dataPaths = [
  'blocking-read',
  'retry',
  'readiness-then-read',
  'signal-then-read',
  'helper-thread',
  'aio',
] as const;
export const dataPathSchema = z.enum(dataPaths);
export type DataPath = z.infer<typeof dataPathSchema>;

export const toldOfSchema = z.enum(['readiness', 'completion', 'nothing']);
export type ToldOf = z.infer<typeof toldOfSchema>;

/**
 * - `graded`: the verdict stands, passed or not.
 * - `not-run`: the source did not compile or load; `diagnostics` or `summary` says why.
 * - `inconclusive`: host too starved or evidence unreadable; to be retried, never the student's loss.
 * - `fault`: our failure.
 */
export const reportStatusSchema = z.enum(['graded', 'not-run', 'inconclusive', 'fault']);
export type ReportStatus = z.infer<typeof reportStatusSchema>;

export const checkResultSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Stable name of the check, for example `told-once`' }),
    title: bilingualSchema,
    passed: z.boolean(),
    points: z.number().int().nonnegative(),
    maxPoints: z.number().int().nonnegative(),
    observed: bilingualSchema,
    expected: bilingualSchema,
    explanation: bilingualSchema,
    line: z
      .number()
      .int()
      .positive()
      .nullable()
      .meta({ description: 'Line of the submitted source, where it can be known' }),
  })
  .meta({ id: 'CheckResult' });
export type CheckResult = z.infer<typeof checkResultSchema>;

export const diagnosticSchema = z
  .strictObject({
    line: z.number().int().positive(),
    column: z.number().int().positive(),
    code: z.string().meta({ description: 'For example `TS2322`' }),
    message: bilingualSchema,
  })
  .meta({ id: 'Diagnostic' });
export type Diagnostic = z.infer<typeof diagnosticSchema>;

export const timelineLanes = ['peer', 'judged-thread', 'helper-thread', 'bell', 'lab'] as const;

export const timelineEntrySchema = z
  .strictObject({
    at: z
      .number()
      .nonnegative()
      .meta({ description: 'Milliseconds since the scene began; for the eye, never judged' }),
    until: z
      .number()
      .nonnegative()
      .optional()
      .meta({ description: 'The end of what lasted, in the same milliseconds; an instant has none' }),
    scene: z.string().meta({ description: 'Name of a visible scene; `hidden-N` for a hidden one' }),
    round: z
      .number()
      .int()
      .nonnegative()
      .optional()
      .meta({ description: 'Counted from 0; what belongs to no round has none' }),
    lane: z.enum(timelineLanes),
    event: z.string().meta({ description: 'Stable word, for example `send`, `asleep`, `rang`' }),
    values: z
      .record(z.string(), z.union([z.string(), z.number(), z.null()]))
      .optional()
      .meta({
        description:
          'What the text says, as values: `call`, `bytes`, `wire`, `wires`, `times`, `bell`, `wakeUps`, `threads` …',
      }),
    text: bilingualSchema,
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const evidenceSchema = z
  .strictObject({
    rounds: z.number().int().nonnegative().meta({ description: 'Arrivals that made a notification due' }),
    toldRounds: z.number().int().nonnegative(),
    asleepAndUntold: z.number().int().nonnegative(),
    ignoredArrivals: z.number().int().nonnegative(),
    quietWindows: z.number().int().nonnegative(),
    movingWindows: z.number().int().nonnegative(),
    wakeUpsInSilence: z.number().int().nonnegative(),
    cpuMsInSilence: z.number().nonnegative(),
    sleepingCall: z
      .string()
      .nullable()
      .meta({ description: 'System call the judged thread slept in when the tree was quiet' }),
    sleepingOnLoop: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether that was the event loop’s own epoll descriptor' }),
    threads: z
      .number()
      .int()
      .nonnegative()
      .meta({ description: 'Most threads seen at one moment, all processes' }),
    processes: z.number().int().nonnegative(),
    starts: z.number().int().nonnegative().meta({ description: 'Fresh sandboxes this run used' }),
    notes: z
      .array(bilingualSchema)
      .meta({ description: 'Why the run is inconclusive, for who keeps the service' }),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof evidenceSchema>;

export const predictionSchema = z
  .strictObject({
    guessed: mechanismSchema,
    right: z
      .boolean()
      .nullable()
      .meta({ description: 'Null where the run did not show how the program waits' }),
    text: bilingualSchema.meta({ description: 'What to learn from the difference' }),
  })
  .meta({ id: 'Prediction' });
export type Prediction = z.infer<typeof predictionSchema>;

export const reportSchema = z
  .strictObject({
    reportVersion: z.literal(reportVersion),
    exercise: z.string(),
    exerciseVersion: z.number().int().positive(),
    status: reportStatusSchema,
    passed: z.boolean(),
    score: z.number().int().nonnegative(),
    maxScore: z.number().int().nonnegative(),
    mechanism: mechanismSchema.nullable(),
    dataPath: dataPathSchema.nullable(),
    toldOf: toldOfSchema.nullable(),
    levels: z
      .strictObject({ code: bilingualSchema, library: bilingualSchema, kernel: bilingualSchema })
      .nullable()
      .meta({ description: '“Was it asynchronous?”, answered for your code, the library and the kernel' }),
    prediction: predictionSchema
      .nullable()
      .default(null)
      .meta({ description: 'What the submitter expected, beside what the kernel saw; never changes points' }),
    checks: z.array(checkResultSchema),
    summary: bilingualSchema,
    diagnostics: z.array(diagnosticSchema),
    output: z
      .strictObject({ text: z.string(), truncated: z.boolean() })
      .meta({ description: 'What the program printed' }),
    evidence: evidenceSchema,
    timeline: z.array(timelineEntrySchema),
    runtime: z.strictObject({ doorbell: z.string(), node: z.string(), kernel: z.string(), arch: z.string() }),
    seed: z.number().int().min(0).max(0xffff_ffff),
    durations: z
      .strictObject({
        check: z.number().nonnegative(),
        start: z.number().nonnegative(),
        run: z.number().nonnegative(),
        silence: z.number().nonnegative(),
        total: z.number().nonnegative(),
      })
      .meta({
        description:
          'Milliseconds: type-check, sandbox starts, scenes, the part of them that the script spent in silence, all',
      }),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof reportSchema>;
