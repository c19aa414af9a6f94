import { realTimeMs } from '../libc/libc.js';
import type { SceneTrace, TracedStep } from '../verdict/scene-trace.js';
import { CallLog } from './call-log.js';
import type { LoggedLine } from './call-log.js';
import { DescriptorNames } from './descriptor-names.js';
import type { Known } from './descriptor-names.js';
import { emptyRecording } from './empty-recording.js';
import type { Run } from './messages.js';
import { Starved } from './pacing.js';
import { RunLimit } from './run-limit.js';
import { isRefused } from './run-scenes.js';
import type { Surroundings } from './started.js';
import { nothingProven } from './state-checks.js';
import type { Proven } from './state-checks.js';
import { playTraced } from './traced-program.js';
import { WireReadings } from './wire-readings.js';

/** A program that makes more calls than this in one scene has shown what it does, and is ended. */
const MAX_MADE = 200_000;

/**
 * The visible scenes once more with the same seed, each in a sandbox of its own and under strace, one round of each: for
 * whoever wants to read the system calls. Decides nothing. Hidden scenes are not played, so nothing of them can be said.
 */
export async function traceScenes(run: Run, surroundings: Surroundings): Promise<SceneTrace[]> {
  const readings = new WireReadings();
  const proven = nothingProven();
  const limit = new RunLimit(run.limitMs);
  const traces: SceneTrace[] = [];
  try {
    for (const [index, scene] of run.scenes.entries()) {
      if (scene.hidden) continue;
      // As in the run that was graded: one more scene would show the same spin, or the same held thread.
      if ((proven.spin && run.mechanism !== 'busy-poll') || proven.held || limit.over) break;
      surroundings.onScene(index + 1);
      traces.push(await traceScene(run, index, surroundings, { readings, proven, limit }));
    }
  } finally {
    readings.close();
  }
  return traces;
}

async function traceScene(
  run: Run,
  index: number,
  surroundings: Surroundings,
  { readings, proven, limit }: { readings: WireReadings; proven: Proven; limit: RunLimit },
): Promise<SceneTrace> {
  const scene = run.scenes[index]?.id ?? '';
  const log = new CallLog();
  let made = 0;
  let flooded: () => void = () => undefined;
  let seen: Seen | null = null;
  const tracer = await playTraced({
    ...{ run, index, surroundings, readings, proven, beside: emptyRecording() },
    heard: (line) => {
      log.push(line);
      made += 1;
      if (made === MAX_MADE) flooded();
    },
    play: async (player, program) => {
      flooded = () => program.endFor('too-long');
      const harness = readings.inode(program.harness);
      limit.begin(program);
      const { beganMs } = player.look();
      log.begin(beganMs);
      try {
        await player.play();
      } catch (error) {
        // The readings prove nothing here: a scene that they cannot bring to its end is shown as far as it came.
        if (!(error instanceof Starved || isRefused(error))) throw error;
      } finally {
        limit.end();
      }
      log.end(realTimeMs());
      const { wires, noted } = player.look();
      const { complete, events } = noted;
      const known = { wires, harness, loopFd: program.loopFd };
      seen = { beganMs, known, judged: program.judged, complete, events };
    },
  });
  // TypeScript does not see that it is assigned within the call.
  const facts = seen as Seen | null;
  if (!tracer || !facts) return { scene, complete: false, calls: [], first: 0, leftOut: 0, events: [] };
  for (const line of tracer.unended()) log.push(line);
  const { lines, first, leftOut } = log.kept();
  const calls = stepsOf(lines, {
    ...facts,
    processOf: (tid) => tracer.processOf(tid),
    returned: (each) => log.returned(each),
  });
  const { complete, events } = facts;
  return { scene, complete, calls, first, leftOut, events };
}

/** What is known of a scene that was played. */
interface Seen {
  /** Milliseconds since 1970. */
  readonly beganMs: number;
  readonly known: Known;
  /** Process and thread that is judged. */
  readonly judged: number;
  readonly complete: boolean;
  readonly events: SceneTrace['events'];
}

/** Pure: what was printed, as the trace tells it. */
export function stepsOf(
  lines: readonly LoggedLine[],
  facts: Pick<Seen, 'beganMs' | 'known' | 'judged'> & {
    readonly processOf: (tid: number) => number | undefined;
    readonly returned: (each: LoggedLine) => boolean;
  },
): TracedStep[] {
  const { beganMs, known, judged, processOf, returned } = facts;
  const threads = new Map([[judged, 0]]);
  const names = new Map<number, DescriptorNames>();
  const at = (seconds: number) => Math.round((seconds * 1000 - beganMs) * 1000) / 1000;
  return lines.map((each): TracedStep => {
    const { line, ended, times } = each;
    const { tid, kind, name, result, error } = line;
    if (!threads.has(tid)) threads.set(tid, threads.size);
    // A process stays until its parent has asked for its end; what was gone before anybody could look was a thread.
    const process = processOf(tid) ?? judged;
    const namer = names.get(process) ?? new DescriptorNames(known, process === judged);
    names.set(process, namer);
    const over = returned(each);
    const { text, on } = namer.name(inShort(name, line.arguments));
    return {
      at: at(line.began),
      until: over ? at(ended) : null,
      lane: tid === judged ? 'judged-thread' : process === judged ? 'helper-thread' : 'other-process',
      thread: threads.get(tid) ?? 0,
      kind,
      name: name.slice(0, 40),
      arguments: text.length > 300 ? `${text.slice(0, 299)}…` : text,
      result: over ? result : null,
      error: over ? (error?.slice(0, 20) ?? null) : null,
      on,
      times,
    };
  });
}

/** Without what says nothing: that no signal is to be let through meanwhile, and what strace puts where no result came. */
function inShort(name: string, given: string): string {
  const text = given.replace(/[,\s]*(?:<unfinished \.\.\.>)?$/, '');
  return /^(?:epoll_pwait2?|ppoll)$/.test(name) ? text.replace(/, NULL, 8$/, '') : text;
}
