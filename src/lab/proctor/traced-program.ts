import type { TraceLine } from '../kernel/trace-lines.js';
import { Random } from '../peer/random.js';
import type { Recording } from '../verdict/recording.js';
import type { Run } from './messages.js';
import type { Program } from './program.js';
import { ScenePlayer } from './scene-player.js';
import type { Handed } from './scene-wires.js';
import { finish, load, startFor } from './started.js';
import type { Surroundings } from './started.js';
import type { Proven } from './state-checks.js';
import { Tracer } from './tracer.js';
import type { WireReadings } from './wire-readings.js';

/** One scene under strace: whose parts these are, and what is to be done with them. */
export interface TracedPlay {
  readonly run: Run;
  /** Place of the scene in the exercise: what is drawn at random depends on it. */
  readonly index: number;
  readonly surroundings: Surroundings;
  /** Takes what is counted of starts and what was printed; a traced run's readings are nobody's evidence. */
  readonly beside: Recording;
  readonly readings: WireReadings;
  readonly proven: Proven;
  readonly heard: (line: TraceLine) => void;
  /** Plays it, and takes from the player what it wants while the program is there. */
  readonly play: (player: ScenePlayer, program: Program) => Promise<void>;
}

/**
 * Plays one scene, one round of it, in a sandbox of its own and under strace. Resolves, when the program is gone and all of
 * strace's words are heard, with the tracer; with null when the answer could not be loaded.
 */
export async function playTraced(parts: TracedPlay): Promise<Tracer | null> {
  const { run, index, beside, readings } = parts;
  const scene = run.scenes[index];
  if (!scene) throw new Error(`there is no scene ${index}`);
  const started = await startFor({ ...run, scenes: [scene] }, 0, parts.surroundings, beside);
  let tracer: Tracer | null = null;
  try {
    tracer = await Tracer.attach(started.program.judged, parts.heard);
    const loaded = await load(started, run, beside, readings);
    if (loaded) {
      const player = new ScenePlayer({
        scene,
        program: started.program,
        handed: started.handed[0] ?? new Map<string, Handed[]>(),
        checks: new Set(run.checks),
        readings,
        random: new Random(run.seed, index + 1),
        proven: parts.proven,
        spinWanted: run.mechanism === 'busy-poll',
        once: true,
      });
      started.sandbox.hear = (message, payload) => player.hear(message, payload);
      started.players.push(player);
      await parts.play(player, started.program);
    }
    await finish(started, beside);
    await tracer.ended();
    return loaded ? tracer : null;
  } catch (error) {
    tracer?.stop();
    await finish(started, beside);
    throw error;
  }
}
