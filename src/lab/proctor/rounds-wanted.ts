import { ROUNDS_WHEN_MOVING, ROUNDS_WHEN_QUIET } from '../verdict/rounds.js';
import type { Proven } from './state-checks.js';

/** One more round proves nothing new of a program that is already known to spin or to ask again on a timer. */
export function roundsWanted(
  times: number | 'enough',
  played: number,
  proven: Proven,
  spinWanted: boolean,
): number {
  if (proven.polled || (proven.spin && !spinWanted)) return Math.max(played, 1);
  if (times !== 'enough') return times;
  return proven.moving ? ROUNDS_WHEN_MOVING : ROUNDS_WHEN_QUIET;
}
