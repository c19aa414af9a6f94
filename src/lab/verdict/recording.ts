import { z } from 'zod';

/**
 * The recording: all that a run left behind, as plain data. The proctor writes it, `judge()` reads it; a stored
 * recording can be judged again anywhere, by a later version of the rules too.
 *
 * It comes from outside the grader's own process, so it is parsed, not believed.
 */

const text = z.string().max(4000);
const count = z.number().int().nonnegative();

export const sleepSchema = z.strictObject({
  /** Name of the system call. */
  call: z.string().max(40),
  /** The event loop's own epoll set, recorded before any line of the submission ran. */
  onLoop: z.boolean(),
  /** Another epoll set, or poll/select; `sockets` when a conversation with the peer is in it. */
  set: z.enum(['none', 'sockets', 'other']),
});
export type Sleep = z.infer<typeof sleepSchema>;

/**
 * Why an observation came out as it did. Each code has its sentences in `verdict/words`.
 */
export const findings = [
  // a call
  'returned',
  'held',
  'waits-inside',
  'returned-early',
  'spun',
  'threw',
  // a silence
  'quiet',
  'moving',
  'spinning',
  // the call it sleeps in
  'asleep-in',
  'asleep-elsewhere',
  'asleep-for-a-time',
  'asleep-beside-a-timer',
  // a ping
  'answered',
  'ignored',
  'in-slices',
  // an arrival, or something owed
  'told',
  'told-later',
  'never-told',
  'wrong-arguments',
  'wrong-value',
  'wrong-result',
  'not-rejected',
  'wrong-rejection',
  'wrong-field',
  'no-error',
  'wrong-bytes',
  'right-bytes',
  'too-early',
  'rejected',
  // who carried the bytes
  'right-path',
  'other-path',
  // counts and states
  'rang-right',
  'rang-too-often',
  'rang-too-seldom',
  'still-pending',
  'settled-early',
  'after-return',
  'inside-call',
  'rang-in-order',
  'rang-out-of-order',
  'disarmed',
  'still-armed',
  'held-back',
  'took-too-much',
  'nothing-more',
  'something-more',
  'taken',
  'not-taken',
  'closed',
  'left-open',
  'sets-closed',
  'set-left-open',
  'kept',
  'not-kept',
  // the program is no more, or never was
  'crashed',
  'exited',
  'out-of-memory',
  'too-much-cpu',
  'too-much-output',
  'too-much-sent',
  'broken-off',
  'too-long',
  'not-listening',
  'never-connected',
] as const;
export const findingSchema = z.enum(findings);
export type Finding = z.infer<typeof findingSchema>;

export const observationSchema = z.strictObject({
  check: z.string().max(64),
  passed: z.boolean(),
  finding: findingSchema,
  round: count.nullable(),
  line: z.number().int().positive().nullable(),
  /** What the sentences fill in: bytes, times, the call it slept in … */
  values: z.record(z.string().max(40), z.union([text, z.number(), z.boolean(), z.null()])),
});
export type Observation = z.infer<typeof observationSchema>;

/** One arrival that made a notification due. */
export const arrivalSchema = z.strictObject({
  outcome: z.enum(['told', 'told-later', 'never-told', 'spun', 'gone']),
  /** The tree was once seen asleep and untold after it. */
  asleepAndUntold: z.boolean(),
  /** … and with the bytes still in the program's receive queue, nobody having moved since before the send. */
  ignored: z.boolean(),
  /** Told, after all had been seen asleep and untold for longer than deferred work takes, and no clock to be seen. */
  sleptOn: z.boolean(),
  /** Told, after long or after births and naps, and not before a clock that was armed when the arrival came could ring. */
  busyUntilDue: z.boolean(),
});
export type Arrival = z.infer<typeof arrivalSchema>;

export const silenceSchema = z.strictObject({
  outcome: z.enum(['quiet', 'moving', 'spin', 'gone']),
  quietWindows: count,
  movingWindows: count,
  runnableWindows: count,
  wakeUps: count,
  cpuMs: z.number(),
  /** What the judged thread slept in at the end; null when it did not sleep. */
  sleep: sleepSchema.nullable(),
});
export type Silence = z.infer<typeof silenceSchema>;

/** Where the conversation's bytes were waited for. */
export const carriers = ['loop-set', 'helper-thread', 'own-set', 'judged-read', 'nobody'] as const;
export const carrierSchema = z.enum(carriers);
export type Carrier = z.infer<typeof carrierSchema>;

export const recordedEventSchema = z.strictObject({
  /** Milliseconds since the scene began; for the eye, never judged. */
  at: z.number().nonnegative(),
  /** The end of what lasted; an instant has none. */
  until: z.number().nonnegative().optional(),
  /** Counted from 0; what belongs to no round has none. */
  round: count.optional(),
  lane: z.enum(['peer', 'judged-thread', 'helper-thread', 'bell', 'lab']),
  event: z.enum([
    'call',
    'returned',
    'threw',
    'silence',
    'asleep',
    'running',
    'moving',
    'ping',
    'pong',
    'send',
    'half-close',
    'reset',
    'start-reading',
    'stop-reading',
    'connect',
    'connected',
    'received',
    'ended',
    'arrival',
    'rang',
    'settled',
    'untold',
    'told',
    'too-early',
    'never',
    'gone',
  ]),
  values: z.record(z.string().max(40), z.union([text, z.number(), z.null()])),
});
export type RecordedEvent = z.infer<typeof recordedEventSchema>;

/** How a program's life ended, as seen from outside. */
export const endSchema = z.strictObject({
  how: z.enum([
    'by-us',
    'exit',
    'signal',
    'out-of-memory',
    'too-much-output',
    'too-much-sent',
    'broken-off',
    'too-long',
  ]),
  code: z.number().int().nullable(),
  signal: z.string().max(16).nullable(),
  /** Last lines on stderr that name an error, and the line of the answer they name. */
  error: text.nullable(),
  line: z.number().int().positive().nullable(),
});
export type End = z.infer<typeof endSchema>;

export const sceneRecordingSchema = z.strictObject({
  scene: z.string().max(64),
  /** False when the scene could not be played to its end. */
  complete: z.boolean(),
  observations: z.array(observationSchema),
  silences: z.array(silenceSchema),
  arrivals: z.array(arrivalSchema),
  carriers: z.array(carrierSchema),
  /** Pings the judged thread left lying while asleep, at once or in slices. */
  ignoredPings: count,
  events: z.array(recordedEventSchema).max(2000),
  end: endSchema.nullable(),
});
export type SceneRecording = z.infer<typeof sceneRecordingSchema>;

/** A system call that has ended, or a signal that was delivered, of a program that was traced. */
export const tracedCallSchema = z.strictObject({
  /** Milliseconds since the scene began; below zero for a call that was under way. */
  began: z.number(),
  at: z.number(),
  /** 0 is the judged thread; others in the order in which they were first seen. */
  thread: count,
  kind: z.enum(['call', 'signal']),
  name: z.string().max(40),
  arguments: z.string().max(200),
  result: z.number().nullable(),
  error: z.string().max(20).nullable(),
  /** The wire that its first argument is the program's end of. */
  wire: z.string().max(64).nullable(),
  /** It only looks at the bytes, and leaves them where they are (recv(2), MSG_PEEK). */
  peeks: z.boolean(),
});
export type TracedCall = z.infer<typeof tracedCallSchema>;

/** One scene, one round of it, played once more under strace. */
export const traceSchema = z.strictObject({
  scene: z.string().max(64),
  /** The first arrival: when, and on which wires. */
  arrival: z.strictObject({ at: z.number(), wires: z.array(z.string().max(64)).max(64) }).nullable(),
  calls: z.array(tracedCallSchema).max(2000),
});
export type Trace = z.infer<typeof traceSchema>;

/** Why a run proves nothing: evidence that could not be read, or a host that gave no CPU. */
export const unreadableSchema = z.enum([
  /** Less CPU than the run asked for, over all of it. */
  'too-little-cpu',
  /** The program stood in line for a CPU as long as we watch anything. */
  'no-cpu',
  /** A delivery was never seen to come to rest. */
  'no-rest',
  /** No proof either way of how a silence, or a round, went. */
  'undecided',
  /** The kernel refused a reading of the program. */
  'refused',
  /** This kernel gives no readings of Unix sockets (CONFIG_UNIX_DIAG). */
  'no-unix-readings',
]);
export type Unreadable = z.infer<typeof unreadableSchema>;

export const recordingSchema = z.strictObject({
  /** Why the submission could not be loaded; nothing was played then. */
  loadFailure: z
    .strictObject({
      how: z.enum(['threw', 'no-export', 'never-settled', 'ended']),
      error: text,
      end: endSchema.nullable(),
    })
    .nullable(),
  scenes: z.array(sceneRecordingSchema),
  /** Of the scenes that judge the data path. */
  traces: z.array(traceSchema).default([]),
  /** Null when the run proves something. */
  unreadable: unreadableSchema.nullable(),
  output: z.strictObject({ text: z.string().max(200_000), truncated: z.boolean() }),
  threads: count,
  processes: count,
  starts: count,
  startMs: z.number().nonnegative(),
  runMs: z.number().nonnegative(),
  /** Part of `runMs` in which the script deliberately held everything back: silences, seeded pauses. */
  silenceMs: z.number().nonnegative(),
});
export type Recording = z.infer<typeof recordingSchema>;
