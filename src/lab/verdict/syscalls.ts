import { z } from 'zod';
import { bilingualSchema } from '../bilingual.js';
import { timelineEntrySchema } from './report.js';
import { lanesOfCalls } from './scene-trace.js';

/**
 * The system calls of a traced run: what a Report's `?detail=syscalls` adds. Not part of the Report, since it tells of
 * another run with the same seed, and no verdict rests on it.
 */

export const syscallsVersion = 1;

export const syscallSchema = z
  .strictObject({
    at: z.number().meta({
      description:
        'Milliseconds since the scene began, when the call was made; below zero for one under way then',
    }),
    until: z.number().nullable().meta({
      description: 'When it returned; what lies between it mostly slept. Null: not before the scene was over',
    }),
    lane: z.enum(lanesOfCalls).meta({ description: 'Whose call it is, in the words of the timeline' }),
    thread: z
      .number()
      .int()
      .nonnegative()
      .meta({ description: '0 is the judged thread; others in the order in which they were first seen' }),
    kind: z.enum(['call', 'signal']),
    name: z.string().meta({ description: 'Of the call, or of the signal that was delivered' }),
    arguments: z.string().meta({
      description:
        'As strace(1) prints them, shortened; descriptors are named: `<wire …>`, `<loop>` (the event loop’s epoll set), `<set>` (another one), `<lab>`',
    }),
    result: z.number().nullable(),
    error: z.string().nullable().meta({ description: '`EAGAIN` and the like, where it failed' }),
    on: z.string().nullable().meta({
      description:
        'What its first descriptor is, in the same words; `lab` marks the harness’s own conversation with the lab',
    }),
    times: z
      .number()
      .int()
      .positive()
      .meta({ description: 'How often the same call had the same outcome, one after the other' }),
  })
  .meta({ id: 'Syscall' });
export type Syscall = z.infer<typeof syscallSchema>;

export const sceneSyscallsSchema = z
  .strictObject({
    scene: z.string().meta({ description: 'Name of a visible scene; hidden ones are not traced' }),
    complete: z.boolean().meta({ description: 'Whether it was played to its end' }),
    calls: z.array(syscallSchema).meta({ description: 'In the order in which they returned' }),
    leftOut: z
      .number()
      .int()
      .nonnegative()
      .meta({ description: 'Calls of the scene that are not among `calls`, since there were too many' }),
    first: z.number().int().nonnegative().meta({
      description: 'How many of `calls` came before those left out; all, where none is',
    }),
    timeline: z.array(timelineEntrySchema).meta({
      description: 'What the peer, the bells and the lab did in this run, in the same milliseconds',
    }),
  })
  .meta({ id: 'SceneSyscalls' });
export type SceneSyscalls = z.infer<typeof sceneSyscallsSchema>;

export const syscallsSchema = z
  .strictObject({
    syscallsVersion: z.literal(syscallsVersion),
    exercise: z.string(),
    exerciseVersion: z.number().int().positive(),
    seed: z.number().int().min(0).max(0xffff_ffff),
    note: bilingualSchema.meta({ description: 'What this is, and what it is not' }),
    scenes: z.array(sceneSyscallsSchema),
    notPlayed: z
      .array(z.string())
      .meta({ description: 'Visible scenes after one that ended the run, as in the run that was graded' }),
  })
  .meta({ id: 'Syscalls' });
export type Syscalls = z.infer<typeof syscallsSchema>;
