import { ProcessTree } from '../kernel/process-tree.js';
import type { SleepingCall } from '../kernel/readings.js';
import { Habits } from './habits.js';

const call = (name: string, ...args: number[]): SleepingCall => ({ number: 0, name, arguments: args });
const loop = call('epoll_pwait', 13, 0, 1024, -1);
const nap = call('clock_nanosleep', 0, 0, 0, 0);

describe('a habit of napping', () => {
  const habitsAfter = (...looks: (SleepingCall | null)[][]) => {
    const habits = new Habits(new ProcessTree([]));
    for (const calls of looks) habits.look(calls);
    return habits;
  };
  const times = (count: number, calls: (SleepingCall | null)[]) => Array.from({ length: count }, () => calls);

  it('takes eight looks, and three quarters of those that found all asleep', () => {
    expect(habitsAfter(...times(7, [loop, nap])).naps).toBe(false);
    expect(habitsAfter(...times(8, [loop, nap])).naps).toBe(true);
    expect(habitsAfter(...times(12, [loop, nap]), ...times(4, [loop, loop])).naps).toBe(true);
    expect(habitsAfter(...times(12, [loop, nap]), ...times(5, [loop, loop])).naps).toBe(false);
  });

  it('is not made rarer by a busy host, on which who wants to nap waits for a CPU', () => {
    expect(habitsAfter(...times(8, [loop, nap]), ...times(30, [loop, null])).naps).toBe(true);
    expect(habitsAfter(...times(30, [loop, null])).naps).toBe(false);
  });
});
