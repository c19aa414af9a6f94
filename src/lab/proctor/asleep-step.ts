import type { PlainStep } from '../exercise/scene.js';
import type { Observation } from '../verdict/recording.js';
import type { Whereabouts } from './whereabouts.js';

/** The step of a scene that asks in which call the judged thread sleeps, and where it says so, that only an event would end that. */
export async function asleepStep(
  { in: calls, until }: Extract<PlainStep, { asleep: unknown }>['asleep'],
  where: Whereabouts,
): Promise<Pick<Observation, 'passed' | 'finding' | 'values'>> {
  const { sleep, lastsMs } = (await where.lookAsleep()) ?? { sleep: null, lastsMs: null };
  const { call, onLoop } = sleep ?? { call: null, onLoop: false };
  const values = { call, onLoop, wanted: calls.join(', ') };
  if (call === null || onLoop || !calls.includes(call))
    return { passed: false, finding: 'asleep-elsewhere', values };
  if (until === 'event') {
    if (lastsMs !== Infinity)
      return { passed: false, finding: 'asleep-for-a-time', values: { ...values, ms: lastsMs } };
    if (where.holdsArmedTimer()) return { passed: false, finding: 'asleep-beside-a-timer', values };
  }
  return { passed: true, finding: 'asleep-in', values };
}
