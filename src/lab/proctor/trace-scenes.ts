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
import type { Proven } from './state-checks.js';
import { playTraced } from './traced-program.js';
import { WireReadings } from './wire-readings.js';

/** Kept of one scene. */
const MAX_CALLS = 1000;

/** A program that makes more calls than this in one scene has shown what it does, and is ended. */
const MAX_MADE = 200_000;

/**
 * The visible scenes once more with the same seed, each in a sandbox of its own and under strace, one round of each: for
 * whoever wants to read the system calls. Decides nothing. Hidden scenes are not played, so nothing of them can be said.
 */
export async function traceScenes(run: Run, surroundings: Surroundings): Promise<SceneTrace[]> {
  const readings = new WireReadings();
  const proven: Proven = { spin: false, moving: false, polled: false, held: false };
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
  let seen: { window: Window; known: Known; judged: number; complete: boolean } | null = null;
  let events: SceneTrace['events'] = [];
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
      try {
        await player.play();
      } catch (error) {
        // The readings prove nothing here: a scene that they cannot bring to its end is shown as far as it came.
        if (!(error instanceof Starved || isRefused(error))) throw error;
      } finally {
        limit.end();
      }
      const window = { beganMs: player.beganMs, endedMs: performance.timeOrigin + performance.now() };
      const known = { wires: player.wireNames(), harness, loopFd: program.loopFd };
      events = player.noted.events;
      seen = { window, known, judged: program.judged, complete: player.noted.complete };
    },
  });
  const { window, known, judged, complete } = seen ?? nothingSeen;
  if (!tracer || !seen) return { scene, complete: false, calls: [], leftOut: 0, events: [] };
  const unended = tracer.unended().map((line) => ({ line, ended: line.ended, times: 1 }));
  const logged = inWindow([...log.lines, ...unended], window);
  const processOf = (tid: number) => tracer.processOf(tid);
  const calls = stepsOf(logged.slice(0, MAX_CALLS), { window, known, judged, processOf });
  const rest = logged.slice(MAX_CALLS).reduce((sum, { times }) => sum + times, 0);
  return { scene, complete, calls, leftOut: rest + log.leftOut, events };
}

interface Window {
  /** Milliseconds since 1970. */
  readonly beganMs: number;
  readonly endedMs: number;
}

const nothingSeen = {
  window: { beganMs: 0, endedMs: 0 },
  known: { wires: new Map<number, string>(), harness: 0, loopFd: -1 },
  judged: 0,
  complete: false,
};

/** What ended within the scene, in that order; then what began in it and did not end. */
function inWindow(lines: readonly LoggedLine[], { beganMs, endedMs }: Window): LoggedLine[] {
  const overlapping = lines.filter(
    ({ line, ended }) => ended * 1000 >= beganMs && line.began * 1000 <= endedMs,
  );
  const goesOn = ({ ended }: LoggedLine) => ended * 1000 > endedMs;
  return [
    ...overlapping.filter((each) => !goesOn(each)),
    // A thread that slept before, during and after did nothing here.
    ...overlapping.filter((each) => goesOn(each) && each.line.began * 1000 >= beganMs),
  ];
}

/** Pure: what was printed, as the trace tells it. */
export function stepsOf(
  lines: readonly LoggedLine[],
  facts: {
    readonly window: Window;
    readonly known: Known;
    readonly judged: number;
    readonly processOf: (tid: number) => number | undefined;
  },
): TracedStep[] {
  const { window, known, judged, processOf } = facts;
  const threads = new Map([[judged, 0]]);
  const names = new Map<number, DescriptorNames>();
  const at = (seconds: number) => Math.round((seconds * 1000 - window.beganMs) * 1000) / 1000;
  return lines.map(({ line, ended, times }): TracedStep => {
    const { tid, kind, name, result, error } = line;
    if (!threads.has(tid)) threads.set(tid, threads.size);
    // A process stays until its parent has asked for its end; what was gone before anybody could look was a thread.
    const process = processOf(tid) ?? judged;
    const namer = names.get(process) ?? new DescriptorNames(known, process === judged);
    names.set(process, namer);
    const over = ended * 1000 <= window.endedMs;
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
