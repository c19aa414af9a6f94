import { NoUnixReadings } from '../kernel/unix-diag.js';
import { Random } from '../peer/random.js';
import { mechanismOf } from '../verdict/mechanism.js';
import type { Recording } from '../verdict/recording.js';
import { emptyRecording } from './empty-recording.js';
import type { Run } from './messages.js';
import { Starved } from './pacing.js';
import { RunLimit } from './run-limit.js';
import { ScenePlayer } from './scene-player.js';
import type { Handed } from './scene-wires.js';
import { finish, load, startFor } from './started.js';
import type { Started, Surroundings } from './started.js';
import { nothingProven } from './state-checks.js';
import { traceTwin } from './traced-twin.js';
import { WireReadings } from './wire-readings.js';

/**
 * Plays all scenes of an exercise with one submission.
 *
 * Scenes share one start as long as each ends well: a correct program costs one start of Node. After a scene that
 * did not, the rest gets a fresh sandbox, so that what one scene spoiled is not held against the next.
 * Rejects only for failures that are not the program's.
 */
export async function runScenes(run: Run, surroundings: Surroundings): Promise<Recording> {
  const recording = emptyRecording();
  const readings = new WireReadings();
  const proven = nothingProven();
  const checks = new Set(run.checks);
  const spinWanted = run.mechanism === 'busy-poll';
  const limit = new RunLimit(run.limitMs);
  let started: Started | null = null;
  try {
    for (const [index, scene] of run.scenes.entries()) {
      // A thread that is held or spins would only be held again: what is not seen by now is left for the next attempt.
      if ((proven.spin && !spinWanted) || proven.held || limit.over) break;
      // The visible situations still teach a program that asks again on a timer something; the hidden ones would only wait.
      // One that came late and waits otherwise, in slices of a select for example, is not decided by that.
      if (scene.hidden && mechanismOf(recording) === 'timed-poll') continue;
      surroundings.onScene(index + 1);
      if (!started) {
        started = await startFor(run, index, surroundings, recording);
        limit.begin(started.program);
        if (!(await load(started, run, recording, readings))) break;
      }
      const began = performance.now();
      const player: ScenePlayer = new ScenePlayer({
        scene,
        program: started.program,
        handed: started.handed[index] ?? new Map<string, Handed[]>(),
        checks,
        readings,
        random: new Random(run.seed, index + 1),
        proven,
        spinWanted,
      });
      started.sandbox.hear = (message, payload) => player.hear(message, payload);
      started.players.push(player);
      const played = await player.play();
      recording.scenes.push(played);
      recording.runMs += performance.now() - began;
      recording.silenceMs += player.silenceMs;
      if (!played.complete || started.program.end) {
        const ended = started;
        started = null;
        limit.end();
        await finish(ended, recording);
      }
    }
    if (started) {
      const ended: Started = started;
      started = null;
      limit.end();
      await finish(ended, recording);
    }
    for (const [index, scene] of run.scenes.entries()) {
      // Who carried the bytes is worth a second run only where the first showed how they were waited for.
      const played = recording.scenes.find((each) => each.scene === scene.id);
      if (!scene['data-path'] || !played?.complete || proven.spin || proven.held || limit.starved) continue;
      recording.traces.push(await traceTwin(run, index, surroundings, recording, readings));
    }
  } catch (error) {
    if (error instanceof Starved) recording.unreadable = error.why;
    else if (error instanceof NoUnixReadings) recording.unreadable = 'no-unix-readings';
    else if (isRefused(error)) recording.unreadable = 'refused';
    else throw error;
  } finally {
    if (started) {
      limit.end();
      await finish(started, recording);
    }
    if (limit.starved) recording.unreadable ??= 'too-little-cpu';
    readings.close();
  }
  return recording;
}

/** A reading that the kernel did not let us have. */
export function isRefused(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EACCES' || code === 'EPERM';
}
