import { socketOf } from '../kernel/trace-lines.js';
import type { TraceLine } from '../kernel/trace-lines.js';
import { Random } from '../peer/random.js';
import type { Recording, Trace, TracedCall } from '../verdict/recording.js';
import type { Run } from './messages.js';
import { ScenePlayer } from './scene-player.js';
import type { Watched } from './whereabouts.js';
import type { Handed } from './scene-wires.js';
import { finish, load, startFor } from './started.js';
import type { Surroundings } from './started.js';
import { Tracer } from './tracer.js';
import type { WireReadings } from './wire-readings.js';

/** Kept of one scene. */
const MAX_CALLS = 2000;

/**
 * Plays one scene once more, one round of it, with the same seed and under strace: for the order of its calls only.
 * Nothing that the readings show of this program counts, and nothing of it goes into the recording but the trace.
 */
export async function traceTwin(
  run: Run,
  index: number,
  surroundings: Surroundings,
  recording: Recording,
  readings: WireReadings,
): Promise<Trace> {
  const scene = run.scenes[index];
  if (!scene) throw new Error(`there is no scene ${index}`);
  const beside: Recording = { ...recording, loadFailure: null, scenes: [] };
  const started = await startFor({ ...run, scenes: [scene] }, 0, surroundings, beside);
  recording.starts += 1;
  let tracer: Tracer | null = null;
  try {
    tracer = await Tracer.attach(started.program.judged);
    if (!(await load(started, run, beside, readings))) return { scene: scene.id, arrival: null, calls: [] };
    const player = new ScenePlayer({
      scene,
      program: started.program,
      handed: started.handed[0] ?? new Map<string, Handed[]>(),
      checks: new Set(run.checks),
      readings,
      random: new Random(run.seed, index + 1),
      proven: { spin: false, moving: false, polled: false, held: false },
      spinWanted: run.mechanism === 'busy-poll',
      once: true,
    });
    started.sandbox.hear = (message, payload) => player.hear(message, payload);
    started.players.push(player);
    const began = epochMs();
    await player.play();
    await finish(started, beside);
    await tracer.ended();
    return traceOf(scene.id, tracer.lines, began, started.program.judged, player.watched);
  } catch (error) {
    tracer?.stop();
    await finish(started, beside);
    throw error;
  }
}

/** Milliseconds since 1970, to the microsecond, as strace prints them. */
function epochMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Pure: what was printed → what is kept, times in ms since the scene began. */
export function traceOf(
  scene: string,
  lines: readonly TraceLine[],
  beganMs: number,
  judged: number,
  watched: Watched | null,
): Trace {
  const threads = new Map([[judged, 0]]);
  const at = (seconds: number) => Math.round((seconds * 1000 - beganMs) * 1000) / 1000;
  const calls = lines
    .filter((line) => line.ended * 1000 >= beganMs)
    .map((line): TracedCall => {
      if (!threads.has(line.tid)) threads.set(line.tid, threads.size);
      const inode = socketOf(line);
      return {
        began: at(line.began),
        at: at(line.ended),
        thread: threads.get(line.tid) ?? 0,
        kind: line.kind,
        name: line.name.slice(0, 40),
        arguments: line.arguments.slice(0, 200),
        result: line.result,
        error: line.error,
        wire: watched?.wires.find((wire) => wire.inode === inode)?.name ?? null,
      };
    })
    .slice(0, MAX_CALLS);
  const arrival = watched && {
    at: Math.round((watched.atMs - beganMs) * 1000) / 1000,
    wires: watched.wires.map(({ name }) => name),
  };
  return { scene, arrival, calls };
}
