import type { ThreadReading, TreeReading } from './readings.js';
import { cpuMs, MOVING_WINDOWS, quietBetween, SilenceWatch, sleptThrough, wakeUps } from './rules.js';

/** Readings made by hand after measured ones: what each way of waiting looked like from outside. */
const MAIN = 100;
const WINDOW_MS = 100;

function thread(changes: Partial<ThreadReading> = {}): ThreadReading {
  return {
    pid: MAIN,
    tid: MAIN,
    state: 'S',
    voluntary: 40,
    involuntary: 3,
    cpuNs: 30e6,
    waitNs: 2e6,
    slices: 50,
    ...changes,
  };
}

function tree(at: number, threads: ThreadReading[], lastPid = 120): TreeReading {
  return { at, lastPid, threads };
}

const pool = thread({ tid: 101, voluntary: 2, cpuNs: 1e6 });

/** `per` gives what the threads look like at the end of window `n`; the watch's first answer that decides, and when. */
function decided(per: (n: number) => TreeReading, windows = 400) {
  const watch = new SilenceWatch(per(0));
  for (let n = 1; n <= windows; n += 1) {
    const what = watch.add(per(n));
    if (what !== 'undecided') return { what, windows: n, watch };
  }
  return { what: 'undecided' as const, windows, watch };
}

describe('a quiet window', () => {
  const asleep = tree(0, [thread(), pool]);

  it('is one in which the same threads sleep at both ends and no counter has moved', () => {
    expect(quietBetween(asleep, tree(100, [thread(), pool]))).toBe(true);
  });

  it.each<[string, TreeReading]>([
    ['a thread went to sleep again in between', tree(100, [thread({ voluntary: 41 }), pool])],
    ['a thread was put off the CPU', tree(100, [thread({ involuntary: 4 }), pool])],
    ['a thread ran', tree(100, [thread({ cpuNs: 30e6 + 1 }), pool])],
    ['a thread got a slice', tree(100, [thread({ slices: 51 }), pool])],
    ['a thread is runnable', tree(100, [thread({ state: 'R' }), pool])],
    ['a thread sits in the disk', tree(100, [thread({ state: 'D' }), pool])],
    ['a helper moved while the main thread slept', tree(100, [thread(), { ...pool, voluntary: 3 }])],
    ['a thread is gone', tree(100, [thread()])],
    ['a thread is another', tree(100, [thread(), { ...pool, tid: 102 }])],
    ['a number went to another process', tree(100, [thread(), { ...pool, pid: 101 }])],
    ['something was forked and is gone already', tree(100, [thread(), pool], 121)],
    ['nothing is left', tree(100, [])],
  ])('is not one: %s', (_why, after) => {
    expect(quietBetween(asleep, after)).toBe(false);
    expect(quietBetween(after, asleep)).toBe(false);
  });

  it('of a stopped program is quiet too: it neither runs nor wants to', () => {
    const stopped = tree(0, [thread({ state: 'T' })]);
    expect(quietBetween(stopped, { ...stopped, at: 100 })).toBe(true);
  });

  it('of nobody is no quiet', () => {
    expect(quietBetween(tree(0, []), tree(100, []))).toBe(false);
  });
});

describe('sums between two readings', () => {
  const before = tree(0, [thread(), pool]);
  const after = tree(100, [
    thread({ voluntary: 55, cpuNs: 32.5e6 }),
    thread({ tid: 130, voluntary: 7, cpuNs: 4e6 }),
  ]);

  it('wake-ups count for threads that were there all the time', () => {
    expect(wakeUps(before, after)).toBe(15);
  });

  it('CPU counts in full for a thread made in between', () => {
    expect(cpuMs(before, after)).toBeCloseTo(6.5);
  });

  it('a number that went to a fresh thread takes nothing off', () => {
    expect(wakeUps(before, tree(100, [thread({ voluntary: 1 })]))).toBe(0);
  });

  it('one thread can be said to have slept through', () => {
    expect(sleptThrough(before, after, MAIN)).toBe(false);
    expect(sleptThrough(before, tree(9, [thread()]), MAIN)).toBe(true);
    expect(sleptThrough(before, tree(9, [thread()]), 101)).toBe(false);
  });
});

describe('a silence that is watched', () => {
  it('of a thread in epoll, futex or a blocking read is quiet with the first window', () => {
    expect(decided(() => tree(0, [thread(), pool]))).toMatchObject({ what: 'quiet', windows: 1 });
  });

  it('is quiet after the tail of a start-up or a collection, on a loaded host too', () => {
    // Dropping three million objects: 1.5 s of several threads, then nothing. At load 8 a fifth of a CPU is left.
    const tail = (share: number) => (n: number) => {
      const ms = Math.min(n * WINDOW_MS * share, 1_500);
      const over = ms === 1_500;
      const helpers = [0, 1, 2, 3].map((k) =>
        thread({
          tid: 110 + k,
          state: over ? 'S' : 'R',
          voluntary: Math.floor(ms / 7),
          cpuNs: (ms / 4) * 1e6,
          waitNs: over ? 0 : (n * WINDOW_MS - ms) * 1e6,
          slices: Math.floor(ms),
        }),
      );
      return tree(n * WINDOW_MS, [thread(), ...helpers]);
    };
    expect(decided(tail(1)).what).toBe('quiet');
    expect(decided(tail(0.2)).what).toBe('quiet');
  });

  it('of a loop on a flag is a spin once it has burnt enough CPU, never before', () => {
    const spin = (share: number) => (n: number) =>
      tree(n * WINDOW_MS, [
        thread({
          state: 'R',
          involuntary: n,
          cpuNs: n * WINDOW_MS * share * 1e6,
          waitNs: n * WINDOW_MS * (1 - share) * 1e6,
          slices: n * 20,
        }),
        pool,
      ]);
    const idle = decided(spin(0.97));
    expect(idle.what).toBe('spin');
    expect(idle.windows).toBeGreaterThanOrEqual(20);
    const loaded = decided(spin(0.2));
    expect(loaded.what).toBe('spin');
    expect(loaded.windows).toBeGreaterThanOrEqual(100);
    expect(loaded.watch.movingWindows).toBe(0);
  });

  it('of setImmediate on a flag is a spin although it sleeps now and then', () => {
    const result = decided((n) =>
      tree(n * WINDOW_MS, [
        thread({ state: n % 7 === 6 ? 'S' : 'R', voluntary: n, cpuNs: n * 93e6, slices: n * 9 }),
      ]),
    );
    expect(result.what).toBe('spin');
  });

  it('of threads that take turns at spinning is a spin', () => {
    const result = decided((n) => {
      const first = Math.ceil(n / 2);
      const turns = [
        thread({ state: n % 2 === 1 ? 'R' : 'S', voluntary: first, cpuNs: first * 98e6 }),
        thread({ tid: 130, state: n % 2 === 1 ? 'S' : 'R', voluntary: n, cpuNs: (n - first) * 98e6 }),
      ];
      return tree(n * WINDOW_MS, turns);
    });
    expect(result.what).toBe('spin');
  });

  it('of setInterval(20) moves: fifteen wake-ups in 300 ms, no window quiet', () => {
    const result = decided((n) =>
      tree(n * WINDOW_MS, [thread({ voluntary: n * 5, cpuNs: n * 0.8e6, slices: n * 5 })]),
    );
    expect(result).toMatchObject({ what: 'moving', windows: MOVING_WINDOWS });
    expect(result.watch.totals()).toEqual({ wakeUps: 75, cpuMs: expect.closeTo(12) as number });
  });

  it('of one who is busy at every look and pauses in between moves', () => {
    const result = decided((n) =>
      tree(n * WINDOW_MS, [thread({ state: 'R', voluntary: 9 * n, cpuNs: n * 40e6, slices: 9 * n })]),
    );
    expect(result.what).toBe('moving');
    expect(result.watch.movingWindows).toBe(0);
  });

  it('of children made one after another is a spin, though no thread lasts', () => {
    const result = decided((n) =>
      tree(
        n * WINDOW_MS,
        [thread({ voluntary: 5 * n }), thread({ pid: 200 + n, tid: 200 + n, state: 'R', cpuNs: 15e6 })],
        200 + 33 * n,
      ),
    );
    expect(result.what).toBe('spin');
    expect(result.watch.movingWindows).toBe(0);
  });

  it('of a thread that gets no CPU at all is not decided', () => {
    const result = decided((n) => tree(n * WINDOW_MS, [thread({ state: 'R' })]));
    expect(result.what).toBe('undecided');
  });

  it('takes longer to count as moving where the windows are short', () => {
    const watch = new SilenceWatch(tree(0, [thread()]), 2000, 50);
    const answers = Array.from({ length: 50 }, (_, n) =>
      watch.add(tree(30 * (n + 1), [thread({ voluntary: 41 + n })])),
    );
    expect(answers.slice(0, 49)).toEqual(Array.from({ length: 49 }, () => 'undecided'));
    expect(answers[49]).toBe('moving');
  });
});
