import { z } from 'zod';
import { recordedEventSchema } from './recording.js';

/** What a proctor hands out of a traced run: plain data, parsed by the grader and not believed. */

const count = z.number().int().nonnegative();

export const lanesOfCalls = ['judged-thread', 'helper-thread', 'other-process'] as const;

export const tracedStepSchema = z.strictObject({
  /** Milliseconds since the scene began; below zero for a call that was under way then. */
  at: z.number(),
  /** Null for a call that had not returned when the scene was over. */
  until: z.number().nullable(),
  lane: z.enum(lanesOfCalls),
  /** 0 is the judged thread; others in the order in which they were first seen. */
  thread: count,
  kind: z.enum(['call', 'signal']),
  name: z.string().max(40),
  arguments: z.string().max(300),
  result: z.number().nullable(),
  error: z.string().max(20).nullable(),
  /** What its first descriptor is: `wire …`, `loop`, `set`, `lab`, `eventfd` …; null where there is none. */
  on: z.string().max(80).nullable(),
  /** The same call with the same outcome, one after the other: how often. */
  times: z.number().int().positive(),
});
export type TracedStep = z.infer<typeof tracedStepSchema>;

/** One scene, played with one round of each of its `rounds`, under strace. */
export const sceneTraceSchema = z.strictObject({
  scene: z.string().max(64),
  complete: z.boolean(),
  calls: z.array(tracedStepSchema).max(1000),
  /** Calls and signals of the scene that are not among `calls`, and how many of `calls` came before those. */
  leftOut: count,
  first: count,
  events: z.array(recordedEventSchema).max(2000),
});
export type SceneTrace = z.infer<typeof sceneTraceSchema>;
