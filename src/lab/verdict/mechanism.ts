import type { Arrival, Carrier, Recording, Sleep } from './recording.js';
import type { DataPath, Mechanism, ToldOf } from './report.js';
import { ROUNDS_WHEN_MOVING, ROUNDS_WHEN_QUIET } from './rounds.js';

/**
 * How the program waited, from what the kernel showed. Pure; first match wins, in the order of `mechanisms`.
 */

export function mechanismOf(recording: Recording): Mechanism | null {
  const silences = recording.scenes.flatMap((scene) => scene.silences);
  const arrivals = recording.scenes.flatMap((scene) => scene.arrivals);
  const sleeps = silences.flatMap((silence) =>
    silence.outcome === 'quiet' && silence.sleep ? [silence.sleep] : [],
  );
  if (silences.some((silence) => silence.outcome === 'spin')) return 'busy-poll';
  // Whatever the time-out: one that waits in slices is never quiet, and still waits on a set of its own.
  if (silences.some((silence) => silence.sleep?.set === 'sockets')) return 'multiplexed';
  if (sleeps.some((sleep) => !sleep.onLoop)) return 'blocking';
  if (recording.scenes.some((scene) => scene.ignoredPings > 0)) return 'blocking';
  if (arrivals.some((arrival) => late(arrival, arrivals))) return 'timed-poll';
  const enough = silences.some((silence) => silence.outcome === 'moving')
    ? ROUNDS_WHEN_MOVING
    : ROUNDS_WHEN_QUIET;
  return arrivals.filter((arrival) => arrival.outcome === 'told').length >= enough ? 'notified' : null;
}

/** Least number, and share of all, of the arrivals that were slept on, from which on it was no stress of the host's. */
const SLEPT_ON = { least: 3, share: 0.5 };

/**
 * Told because it came by to look, and not because of the arrival. Where a timer shows, one such answer is proof. Where none
 * does, a told program can be found asleep for as long as a starved host takes over the kernel's own work: seldom. One that
 * is found so time and again has a clock that shows nowhere (a SYN that is sent again after a second, tcp(7)).
 */
export function late(arrival: Arrival, all: readonly Arrival[]): boolean {
  if (arrival.outcome === 'told-later') return true;
  if (arrival.outcome !== 'told' || !arrival.sleptOn) return false;
  const sleptOn = all.filter((each) => each.outcome === 'told' && each.sleptOn).length;
  return sleptOn >= SLEPT_ON.least && sleptOn >= SLEPT_ON.share * all.length;
}

/** The sleep that made the verdict, or the last one seen. */
export function decisiveSleep(recording: Recording): Sleep | null {
  const sleeps = recording.scenes.flatMap((scene) =>
    scene.silences.flatMap((silence) =>
      // Of a silence that moved, only where the thread was held in slices.
      silence.outcome === 'quiet' || scene.ignoredPings > 0 ? (silence.sleep ?? []) : [],
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
