import { isPeek, socketOf } from '../kernel/trace-lines.js';
import type { TraceLine } from '../kernel/trace-lines.js';
import type { Recording, Trace, TracedCall } from '../verdict/recording.js';
import type { Run } from './messages.js';
import type { Surroundings } from './started.js';
import { nothingProven } from './state-checks.js';
import { playTraced } from './traced-program.js';
import type { Watched } from './whereabouts.js';
import type { WireReadings } from './wire-readings.js';

/** Kept of one program, calls and signals. */
const MAX_LINES = 20_000;

/** … and of one scene. */
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
  const lines: TraceLine[] = [];
  let trace = (): Trace => ({ scene: run.scenes[index]?.id ?? '', arrival: null, calls: [] });
  await playTraced({
    run,
    index,
    surroundings,
    readings,
    beside: { ...recording, loadFailure: null, scenes: [] },
    proven: nothingProven(),
    heard: (line) => {
      if (lines.length < MAX_LINES) lines.push(line);
    },
    play: async (player, program) => {
      const { beganMs } = player.look();
      const { scene } = await player.play();
      trace = () => traceOf(scene, lines, beganMs, program.judged, player.watched);
    },
  });
  recording.starts += 1;
  return trace();
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
        peeks: isPeek(line),
      };
    })
    .slice(0, MAX_CALLS);
  const arrival = watched && {
    at: Math.round((watched.atMs - beganMs) * 1000) / 1000,
    wires: watched.wires.map(({ name }) => name),
  };
  return { scene, arrival, calls };
}
