import type { Arrival, Carrier, Recording, SceneRecording, Sleep } from './recording.js';
import type { DataPath, Mechanism, ToldOf } from './report.js';
import { ROUNDS_WHEN_MOVING, ROUNDS_WHEN_QUIET } from './rounds.js';

/**
 * How the program waited, from what the kernel showed. Pure; first match wins, in the order of `mechanisms`.
 */

export function mechanismOf(recording: Recording): Mechanism | null {
  const silences = recording.scenes.flatMap((scene) => scene.silences);
  if (silences.some((silence) => silence.outcome === 'spin')) return 'busy-poll';
  // Whatever the time-out: one that waits in slices is never quiet, and still waits on a set of its own.
  if (silences.some((silence) => silence.sleep?.set === 'sockets')) return 'multiplexed';
  // Also one that sleeps only until its next look, however short or long that is: a thread that is held is not told.
  if (recording.scenes.some((scene) => scene.ignoredPings > 0 || isHeld(scene))) return 'blocking';
  if (lateArrivals(recording).size > 0) return 'timed-poll';
  return proven(recording) ? 'notified' : null;
}

/** Asleep elsewhere than in its loop for a whole quiet stretch; or in slices, inside the call that is to wait, and not once in its loop. */
function isHeld({ silences, observations }: SceneRecording): boolean {
  const slept = silences.flatMap(({ outcome, sleep }) =>
    sleep ? [{ quiet: outcome === 'quiet', ...sleep }] : [],
  );
  if (slept.some(({ quiet, onLoop }) => quiet && !onLoop)) return true;
  const inside = observations.some(({ finding }) => finding === 'waits-inside');
  return inside && slept.length > 0 && slept.every(({ onLoop }) => !onLoop);
}

/**
 * Whether the rounds that were told suffice. A scene in which the program moved shows less by each: there a poller escapes
 * more often. Where a scene has no silence of its own, it counts as moving if any had.
 */
function proven({ scenes }: Recording): boolean {
  const moved = (some: readonly SceneRecording[]) =>
    some.some(({ silences }) => silences.some((silence) => silence.outcome === 'moving'));
  const shown = scenes.reduce((sum, scene) => {
    const moving = moved(scene.silences.length > 0 ? [scene] : scenes);
    const told = scene.arrivals.filter((arrival) => arrival.outcome === 'told').length;
    // Each round weighs what the other kind needs, so that the sum is exact.
    return sum + told * (moving ? ROUNDS_WHEN_QUIET : ROUNDS_WHEN_MOVING);
  }, 0);
  return shown >= ROUNDS_WHEN_QUIET * ROUNDS_WHEN_MOVING;
}

/** Least number, and share, of a scene's arrivals that hint at a clock, from which on it was no stress of the host's. */
const HINTS = { least: 3, share: 0.5 };

/**
 * Arrivals told because it came by to look, and not because of them. Seen asleep and untold with a timer armed, one such answer is
 * proof. Two things are hints only, and proof when they come time and again in one scene. One that sleeps on with no timer to be seen may
 * be told by the kernel's own work, which a starved host puts off; or it has a clock that shows nowhere (a SYN that is sent
 * again after a second, tcp(7)). One that works until its clock is due may need to work so long; or somebody in it
 * keeps busy until the next look, so that never all sleep.
 */
export function lateArrivals({ scenes }: Recording): Set<Arrival> {
  const late = scenes.flatMap(({ arrivals }) => {
    const hints = arrivals.filter(hintsAtClock);
    const proof = hints.length >= HINTS.least && hints.length >= HINTS.share * arrivals.length;
    return [...arrivals.filter(({ outcome }) => outcome === 'told-later'), ...(proof ? hints : [])];
  });
  return new Set(late);
}

function hintsAtClock({ outcome, sleptOn, busyUntilDue }: Arrival): boolean {
  return outcome === 'told' && (sleptOn || busyUntilDue);
}

/** The sleep that made the verdict, or the last one seen. */
export function decisiveSleep(recording: Recording): Sleep | null {
  const sleeps = recording.scenes.flatMap((scene) =>
    scene.silences.flatMap((silence) =>
      // Of a silence that moved, only where the thread was held in slices.
      silence.outcome === 'quiet' || scene.ignoredPings > 0 || isHeld(scene) ? (silence.sleep ?? []) : [],
    ),
  );
  return (
    sleeps.find((sleep) => sleep.set === 'sockets') ??
    sleeps.find((sleep) => !sleep.onLoop) ??
    sleeps.at(-1) ??
    null
  );
}

/** Who carried the bytes: decided by where the conversation was waited for, not by how the thread waited. */
export function dataPathOf(mechanism: Mechanism | null, recording: Recording): DataPath | null {
  if (mechanism === null) return null;
  // Which descriptors poll and select wait for does not show in /proc, but that they say what is ready is what they do.
  if (mechanism === 'multiplexed') return 'readiness-then-read';
  const carriers = recording.scenes.flatMap((scene) => scene.carriers);
  const has = (carrier: Carrier) => carriers.includes(carrier);
  if (has('judged-read')) return 'blocking-read';
  if (has('own-set')) return 'readiness-then-read';
  if (mechanism === 'blocking')
    return has('helper-thread') ? 'helper-thread' : has('loop-set') ? 'readiness-then-read' : null;
  const count = (carrier: Carrier) => carriers.filter((each) => each === carrier).length;
  if (has('loop-set') || has('helper-thread')) {
    return count('helper-thread') >= count('loop-set') ? 'helper-thread' : 'readiness-then-read';
  }
  // Nobody waited for the socket in the kernel: then the bytes were had by trying again.
  return mechanism === 'notified' ? null : 'retry';
}

/**
 * What the program was told of. A signal of readiness leaves the bytes where they are; by any other way of being notified
 * they are in the program's hands when its own code learns of it.
 */
export function toldOfOf(mechanism: Mechanism | null, dataPath: DataPath | null): ToldOf | null {
  switch (mechanism) {
    case null:
      return null;
    case 'notified':
      return dataPath === 'signal-then-read' ? 'readiness' : 'completion';
    case 'multiplexed':
      return 'readiness';
    case 'blocking':
    case 'busy-poll':
    case 'timed-poll':
      return 'nothing';
  }
}
