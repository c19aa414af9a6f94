import type { Silence } from '../verdict/recording.js';
import type { Moves } from './observer.js';
import type { SceneLog } from './scene-log.js';
import type { Whereabouts } from './whereabouts.js';

/**
 * Notes for the timeline what the threads did from `since` (ms of the scene) to now, as a silence showed it: the
 * judged thread, and all others together. `judged` is its part of what was counted; without it all counts as its own.
 */
export function logThreads(
  log: SceneLog,
  since: number,
  silence: Silence,
  helpers: Whereabouts['helpers'],
  judged: Moves = silence,
): void {
  const { outcome, sleep } = silence;
  const asleep = () => {
    // Of one that ran or was on its way there is nothing to tell but what was counted.
    if (sleep === null && outcome !== 'quiet') return;
    const set = sleep === null ? null : sleep.onLoop ? 'loop' : sleep.set === 'none' ? null : 'own';
    log.lasted(since, 'judged-thread', 'asleep', { call: sleep?.call ?? null, set });
  };
  const rest = { wakeUps: silence.wakeUps - judged.wakeUps, cpuMs: silence.cpuMs - judged.cpuMs };
  const own = judged.cpuMs >= rest.cpuMs;
  if (outcome === 'spin') {
    if (!own) asleep();
    log.lasted(since, own ? 'judged-thread' : 'helper-thread', 'running', {
      cpuMs: Math.round(own ? judged.cpuMs : rest.cpuMs),
    });
    return;
  }
  if (outcome === 'moving' && (judged.wakeUps > 0 || rest.wakeUps <= 0))
    log.lasted(since, 'judged-thread', 'moving', { wakeUps: judged.wakeUps, call: sleep?.call ?? null });
  else asleep();
  if (outcome === 'moving' && rest.wakeUps > 0)
    log.lasted(since, 'helper-thread', 'moving', { wakeUps: rest.wakeUps });
  else if (helpers.size > 0)
    log.lasted(since, 'helper-thread', 'asleep', {
      threads: [...helpers.values()].reduce((sum, count) => sum + count, 0),
      calls: callsOf(helpers),
    });
}

/** “read 1, futex 10”: the rarest first, since in futex the idle ones wait. */
function callsOf(helpers: Whereabouts['helpers']): string {
  return [...helpers]
    .sort(([a, many], [b, more]) => many - more || (a < b ? -1 : 1))
    .map(([call, count]) => `${call} ${count}`)
    .join(', ')
    .slice(0, 200);
}
