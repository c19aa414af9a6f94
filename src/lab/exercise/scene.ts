import { z } from 'zod';
import { dataPathSchema } from '../verdict/report.js';

/**
 * Scenes: the declarative script of one encounter with the peer. An instructor adds a network situation by
 * writing steps, no code. A step is an object with one key, its verb. The lab plays them in order.
 *
 * Names: a *wire* is one connection on this host between program and peer, TCP or Unix, a *bell* a callback the harness
 * hands to the program, a *message* random bytes drawn from the run's seed, a *word* a random lower-case word.
 * Texts may hold `{name}` for a word drawn with `draw`, `{name:60000}` for that word repeated to so many letters, `{i}` for the round's number.
 */

const name = z.string().regex(/^[a-z][a-z0-9-]*(\.[0-9]+)?$/);
const checkId = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** How the program gets a wire's other end. */
export const wireSchema = z.strictObject({
  /**
   * - `fd`: connected before the program starts, handed over as a descriptor in blocking mode
   * - `socket`: the same, wrapped as a `net.Socket` by the harness
   * - `program-connects`: the peer listens, the program is given the port
   * - `peer-connects`: the program listens on a port it is given, the peer connects by a `connect` action
   */
  as: z.enum(['fd', 'socket', 'program-connects', 'peer-connects']),
  /**
   * - `unix`: a Unix stream socket; the program listens at a path in the abstract namespace. Only `peer-connects`.
   * - `udp`: a pair of UDP sockets connected to each other. Only `fd`. Each `send` is one datagram; nothing ends, resets or holds back.
   */
  over: z.enum(['tcp', 'unix', 'udp']).default('tcp'),
  /**
   * A group of this many wires, named `name.0`, `name.1`, …: for `program-connects` each on a port of its own, for
   * `peer-connects` all on one.
   */
  count: z.number().int().min(2).max(64).optional(),
  /** A new wire for each round of the `rounds` step it is used in. */
  eachRound: z.boolean().default(false),
  /** SO_SNDBUF and SO_RCVBUF of both ends, bytes; the kernel doubles it (socket(7)). */
  socketBuffer: z
    .number()
    .int()
    .min(2048)
    .max(1 << 20)
    .optional(),
});
export type Wire = z.infer<typeof wireSchema>;

/** What a bell does of its own accord each time it is called, in the program's thread: a call of a method. */
const deedSchema = z.strictObject({
  /** The value that an earlier call returned. */
  on: name,
  method: z.string(),
  with: z.array(z.strictObject({ text: z.string() })).default([]),
  /** Only in the first so many rings. */
  times: z.number().int().min(1).optional(),
});

const bellSchema = z.strictObject({
  bell: name,
  /** Sends the buffer's content along each time it is called. */
  echo: name.optional(),
  throws: z.boolean().default(false),
  /** Reads from this wire's descriptor, once and before it says that it has rung; what came goes along, like an echo. */
  reads: name.optional(),
  /** At most so many bytes (default 65536). */
  most: z.number().int().min(1).max(65536).optional(),
  /** Done after it has rung. */
  calls: z.array(deedSchema).optional(),
});
export type Bell = z.infer<typeof bellSchema>;

export const argumentSchema = z
  .union([
    z.strictObject({ fd: name }),
    /** An array of descriptors, in this order. */
    z.strictObject({ fds: z.array(name).min(1).max(64) }),
    z.strictObject({ socket: name }),
    z.strictObject({ port: name }),
    z.strictObject({ ports: name }),
    /** The path that a Unix server is to listen at; its first character is NUL. */
    z.strictObject({ path: name }),
    /** An empty buffer of so many bytes; a bell can echo it. */
    z.strictObject({
      buffer: name,
      bytes: z
        .number()
        .int()
        .min(1)
        .max(8 << 20),
    }),
    /** A buffer filled with a message's random bytes, which the peer knows too. */
    z.strictObject({
      data: name,
      bytes: z
        .number()
        .int()
        .min(1)
        .max(64 << 20),
    }),
    bellSchema,
    /** A text, with `{name}` filled in. */
    z.strictObject({ text: z.string() }),
    z.strictObject({
      number: z
        .number()
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    }),
    /** An AbortSignal; the same one for each mention. Its controller stands as a call of this name, with the method `abort`. */
    z.strictObject({ signal: name }),
    /** The very value that an earlier call returned. */
    z.strictObject({ result: name }),
  ])
  .meta({ id: 'Argument' });
export type Argument = z.infer<typeof argumentSchema>;

const plainValueSchema = z.union([
  z.strictObject({ is: z.union([z.null(), z.boolean(), z.number(), z.string()]) }),
  /** An Error: any, or one with this message. */
  z.strictObject({ error: z.union([z.literal(true), z.string().min(1)]) }),
  z.strictObject({ text: z.string() }),
  /** The very object that an earlier call returned. */
  z.strictObject({ same: name }),
]);

/** A value of the program's: an argument of a bell, what a call returned, what its promise brought. */
export const valueSchema = z
  .union([
    ...plainValueSchema.options,
    /** An object with these fields, read at that moment; others are not looked at. */
    z.strictObject({ fields: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/), plainValueSchema) }),
  ])
  .meta({ id: 'Value' });
export type Value = z.infer<typeof valueSchema>;

/** Something that has happened, seen at the peer or heard from the harness. */
export const conditionSchema = z
  .union([
    /** The bell has rung `times` times in all in this round (default 1). `buffer` is the message its echo must begin with. */
    z.strictObject({
      bell: name,
      times: z.number().int().min(1).default(1),
      /** Position by position; positions left out are not looked at. */
      arguments: z.array(valueSchema).optional(),
      buffer: name.optional(),
    }),
    /** The peer has received exactly this on the wire, since what an earlier condition consumed. */
    z.strictObject({ received: name, text: z.string() }),
    z.strictObject({ received: name, message: name }),
    /** Every wire of the group has connected and sent this text (the barrier). */
    z.strictObject({ barrier: name, text: z.string() }),
    /**
     * Any sign that the program has noticed: one of these bells has rung in this round, or bytes have come on one of these
     * wires. What has come is used up. For who does not know how the program will tell (`doorbell observe`).
     */
    z.strictObject({ sign: z.array(name).min(1) }),
    /**
     * The promise that the call returned has resolved: with this value, and with an echoed buffer that then began with this
     * message. `replies` names a group: its replies in order, `Error` for a reset one.
     */
    z.strictObject({
      settled: name,
      replies: name.optional(),
      value: valueSchema.optional(),
      buffer: name.optional(),
    }),
    /** The promise that the call returned has been rejected; `error` is the name of the Error, for example `AbortError`. */
    z.strictObject({ rejected: name, error: z.string().min(1).optional() }),
    /** The call has returned: this value, and with a buffer that then began with this message. */
    z.strictObject({ returned: name, value: valueSchema.optional(), buffer: name.optional() }),
    /** The call has thrown. */
    z.strictObject({ threw: name }),
    /** The program has ended its side of the wire. */
    z.strictObject({ ended: name }),
  ])
  .meta({ id: 'Condition' });
export type Condition = z.infer<typeof conditionSchema>;

const sendFields = {
  to: name,
  text: z.string().optional(),
  /** Random bytes, remembered under `message`. */
  bytes: z
    .number()
    .int()
    .min(1)
    .max(8 << 20)
    .optional(),
  message: name.optional(),
  /** Send only bytes [from, to) of the text, or of the message, drawn at its first mention. */
  range: z.tuple([z.number().int().min(0), z.number().int().min(1)]).optional(),
  /** One piece at a time, each in a segment of its own with a seeded gap, so that a reader sees them apart. */
  pieces: z.number().int().min(2).max(64).optional(),
};

/** What the peer does. */
export const actionSchema = z
  .union([
    z.strictObject({ send: z.strictObject(sendFields) }),
    z.strictObject({ 'half-close': name }),
    z.strictObject({ reset: name }),
    /** Take nothing more from the kernel, until `start-reading`. */
    z.strictObject({ 'stop-reading': name }),
    z.strictObject({ 'start-reading': name }),
    /** Connect to the program: every wire of the group. */
    z.strictObject({ connect: name }),
    /** To each wire of the group: a random reply, then end of stream, in a drawn order; `reset` of them are reset instead. */
    z.strictObject({
      'reply-all': z.strictObject({ group: name, reset: z.number().int().min(0).default(0) }),
    }),
  ])
  .meta({ id: 'Action' });
export type Action = z.infer<typeof actionSchema>;

const callSchema = z.strictObject({
  as: name,
  /** An export of the submission, or … */
  export: z.string().optional(),
  /** … the value that an earlier call returned, itself a function, or … */
  on: name.optional(),
  /** … a method of that value. */
  method: z.string().optional(),
  with: z.array(argumentSchema).default([]),
  /** A buffer whose content is sent along when the call returns, and again when its promise settles. */
  echo: name.optional(),
  /**
   * In a new thread of the harness's, into which the submission is loaded once more. There each line that comes on the wire is
   * handed to this method of what the export returned; the step ends when the thread is ready for them.
   */
  thread: z.strictObject({ reads: name, method: z.string() }).optional(),
  check: checkId.default('returned-first'),
});

const heldCallSchema = z.strictObject({
  as: name,
  export: z.string().optional(),
  on: name.optional(),
  method: z.string().optional(),
  with: z.array(argumentSchema).default([]),
  /** A buffer whose content is sent along when the call returns. */
  echo: name.optional(),
  check: checkId.default('held'),
});

/** A plain step. `check` names the check that the step's observation feeds. */
export const plainStepSchema = z
  .union([
    /** Call the program; the step ends when the call has returned, proved by the harness being able to say so. */
    z.strictObject({ call: callSchema }),
    /** Call the program, which is to keep the call until something arrives; the step ends when it is seen to wait inside. */
    z.strictObject({ 'held-call': heldCallSchema }),
    /** The judged thread sleeps, in one of these system calls; `until: event`: and no time-out, and no timer descriptor, would end that. */
    z.strictObject({
      asleep: z.strictObject({
        in: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
        until: z.literal('event').optional(),
        check: checkId.default('asleep-in'),
      }),
    }),
    /** The peer holds everything back until a quiet window was seen (or shown not to come). */
    z.strictObject({ silence: z.strictObject({ check: checkId.default('idle') }) }),
    /** “Are you free?”, over the harness's own socket. */
    z.strictObject({ ping: z.strictObject({ check: checkId.default('free') }) }),
    /** Actions after which nothing is due yet. */
    z.strictObject({ do: z.array(actionSchema).min(1) }),
    /** The decisive action: it makes `told` due, and the kernel is watched from the moment it lands. */
    z.strictObject({
      arrival: z.strictObject({ do: actionSchema, told: conditionSchema, check: checkId.default('told') }),
    }),
    /** Question and answer, so many times, `{n}` counting from `from`; each question is sent when the last was answered. */
    z.strictObject({
      exchange: z.strictObject({
        on: name,
        times: z.number().int().min(1).max(1000),
        from: z.number().int().min(0).default(1),
        send: z.string(),
        receive: z.string(),
        /** Ends the exchange: must come once, before, between or after the answers, `times` questions at most. */
        until: z.string().optional(),
        check: checkId.default('answered'),
      }),
    }),
    /** Wait for something that the program owes without a new arrival. */
    z.strictObject({ expect: z.strictObject({ condition: conditionSchema, check: checkId }) }),
    /** After a quiet moment: the bell must have rung exactly `times` in this round, no more. */
    z.strictObject({
      rung: z.strictObject({
        /** Several: all of them together. */
        bell: z.union([name, z.array(name).min(2)]),
        times: z.number().int().min(0),
        check: checkId,
      }),
    }),
    /** After a quiet moment: none of the promises that these calls returned has settled. */
    z.strictObject({ pending: z.strictObject({ calls: z.array(name).min(1), check: checkId }) }),
    /** The bell must not have rung before the call `after` returned. */
    z.strictObject({
      'not-inside': z.strictObject({ bell: name, call: name, check: checkId.default('not-from-inside') }),
    }),
    /** Both bells have rung, this one first. */
    z.strictObject({
      'rang-before': z.strictObject({ bell: name, before: name, check: checkId.default('in-order') }),
    }),
    /** After a quiet moment: no timer is armed on the judged thread's loop. */
    z.strictObject({ disarmed: z.strictObject({ check: checkId.default('nothing-left-armed') }) }),
    /** When nothing moves any more: the program has taken at most so many bytes from the wire, the rest waits in the kernel. */
    z.strictObject({
      'held-back': z.strictObject({
        wire: name,
        most: z.number().int().min(1),
        check: checkId.default('held-back'),
      }),
    }),
    /** The kernel of this host has taken all but nothing of the data: what the program sent is at the peer or in the socket buffers. */
    z.strictObject({
      'all-taken': z.strictObject({ wire: name, data: name, check: checkId.default('taken') }),
    }),
    /** The peer got these bytes, to the last one. */
    z.strictObject({
      'got-data': z.strictObject({ wire: name, data: name, check: checkId.default('right-bytes') }),
    }),
    /** After a quiet moment: the peer has received nothing beyond what earlier conditions used up. */
    z.strictObject({ 'nothing-more': z.strictObject({ on: name, check: checkId }) }),
    /** The program closed its ends of these wires. */
    z.strictObject({
      closed: z.strictObject({ wires: z.array(name).min(1), check: checkId.default('nothing-left-open') }),
    }),
    /** The program holds no epoll set of its own any more. */
    z.strictObject({ 'sets-closed': z.strictObject({ check: checkId.default('nothing-left-open') }) }),
    /** The program did not close its ends. */
    z.strictObject({
      kept: z.strictObject({ wires: z.array(name).min(1), check: checkId.default('fd-kept') }),
    }),
  ])
  .meta({ id: 'PlainStep' });
export type PlainStep = z.infer<typeof plainStepSchema>;
export type Call = z.infer<typeof callSchema>;
export type HeldCall = z.infer<typeof heldCallSchema>;
export type Exchange = Extract<PlainStep, { exchange: unknown }>['exchange'];

export const stepSchema = z.union([
  plainStepSchema,
  /** Rounds: `enough` is the number the proof needs, set by the lab (more when the silence showed wake-ups). */
  z.strictObject({
    rounds: z.strictObject({
      times: z.union([z.literal('enough'), z.number().int().min(1).max(64)]),
      steps: z.array(plainStepSchema).min(1),
    }),
  }),
  /** In an order drawn for the run: never as written, nor from the last to the first if there are more than two. */
  z.strictObject({ shuffled: z.strictObject({ steps: z.array(plainStepSchema).min(2) }) }),
]);
export type Step = z.infer<typeof stepSchema>;

export const sceneSchema = z.strictObject({
  id: name,
  /** Hidden scenes are named to a student only as “a further situation”. */
  hidden: z.boolean().default(false),
  /** Random lower-case words, one per name, drawn anew each round; used as `{name}` in texts. */
  draw: z.array(name).default([]),
  /** The way that the bytes of its first arrival must take; proved by playing the scene once more under strace. */
  'data-path': z.strictObject({ is: dataPathSchema, check: checkId.default('data-path') }).optional(),
  wires: z.record(name, wireSchema),
  steps: z.array(stepSchema).min(1),
});
export type Scene = z.infer<typeof sceneSchema>;
