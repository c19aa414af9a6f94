import { recorded } from '../../../test/support/recordings.js';
import { pathOfScene, tracedPath } from './data-path.js';
import type { Carrier, Recording, Trace, TracedCall } from './recording.js';

const call = (name: string, result: number, more: Partial<TracedCall> = {}): TracedCall => ({
  began: 101,
  at: 102,
  thread: 0,
  kind: 'call',
  name,
  arguments: '',
  result,
  error: null,
  wire: 'line',
  peeks: false,
  ...more,
});
const trace = (...calls: TracedCall[]): Trace => ({
  scene: 'one',
  arrival: { at: 100, wires: ['line'] },
  calls,
});
const loop = call('epoll_pwait', 1, { began: 50, wire: null });
const place = { error: 'ESPIPE', result: -1, began: 40, at: 40, thread: 3 };

it.each<[string, Trace, string | null]>([
  ['a read that slept', trace(call('recvfrom', 64, { began: 60 })), 'blocking-read'],
  ['a read after the set was ready', trace(loop, call('read', 64)), 'readiness-then-read'],
  [
    'a read after the signal, which makes the loop’s set ready as well',
    trace(call('SIGIO', 0, { kind: 'signal', result: null, wire: null }), loop, call('recvfrom', 64)),
    'signal-then-read',
  ],
  [
    'a read after the signal that F_SETSIG asked for',
    trace(
      call('SIGUSR2', 0, {
        kind: 'signal',
        result: null,
        wire: null,
        arguments: '{si_signo=SIGUSR2, si_code=0x1, si_pid=65, si_uid=0, si_int=4, si_ptr=0x4}',
      }),
      loop,
      call('recvfrom', 64),
    ),
    'signal-then-read',
  ],
  [
    'a read after a signal of something else',
    trace(
      call('SIGUSR2', 0, {
        kind: 'signal',
        result: null,
        wire: null,
        arguments: '{si_signo=SIGUSR2, si_code=SI_ASYNCIO, si_pid=7, si_uid=0}',
      }),
      loop,
      call('recvfrom', 64),
    ),
    'readiness-then-read',
  ],
  ['a try after a time-out', trace(call('epoll_pwait', 0, { wire: null }), call('recvfrom', 64)), 'retry'],
  [
    'a set that was ready before',
    trace({ ...loop, at: 97 }, call('epoll_pwait', 0, { began: 98, wire: null }), call('recvfrom', 64)),
    'retry',
  ],
  [
    'a set that was ready at the arrival, though strace, put off for a moment, has it end just before',
    trace({ ...loop, at: 99.3 }, call('read', 64)),
    'readiness-then-read',
  ],
  [
    'a read that slept, the same',
    trace(call('recvfrom', 64, { began: 60, at: 99.3 }), call('write', 9, { wire: null })),
    'blocking-read',
  ],
  ['another’s set that was ready', trace({ ...loop, thread: 4 }, call('recvfrom', 64)), 'retry'],
  ['a read by another thread', trace(call('read', 64, { began: 41, thread: 3 })), 'helper-thread'],
  [
    'a read by glibc’s helper',
    trace(call('pread64', -1, place), call('read', 64, { began: 41, thread: 3 })),
    'aio',
  ],
  [
    'a write by glibc’s helper',
    trace(call('pwrite64', -1, place), call('write', 64, { began: 41, thread: 3 })),
    'aio',
  ],
  [
    'a helper beside the one that tried a place',
    trace(call('pread64', -1, place), call('read', 64, { began: 41, thread: 5 })),
    'helper-thread',
  ],
  [
    'a helper that tries again',
    trace(
      call('recvfrom', -1, { error: 'EAGAIN', began: 90, at: 90, thread: 3 }),
      call('recvfrom', 64, { thread: 3 }),
    ),
    'retry',
  ],
  [
    'a helper that is told by a set of its own',
    trace(
      call('read', -1, { error: 'EAGAIN', began: 90, at: 90, thread: 3 }),
      call('epoll_pwait', 1, { thread: 3, wire: null }),
      call('read', 64, { thread: 3 }),
    ),
    'helper-thread',
  ],
  [
    'a helper that only peeks, and leaves the bytes to the judged thread',
    trace(call('recvfrom', 1, { began: 41, thread: 3, peeks: true }), loop, call('recvfrom', 64)),
    'readiness-then-read',
  ],
  [
    'a read without a pause after a peek that slept',
    trace(call('recvfrom', 64, { began: 60, peeks: true }), call('recvfrom', 64)),
    'blocking-read',
  ],
  [
    'a try after a peek that was one, too',
    trace(call('recvfrom', 64, { peeks: true }), call('recvfrom', 64)),
    'retry',
  ],
  ['a peek alone carries nothing', trace(loop, call('recvfrom', 64, { peeks: true })), null],
  ['an end of stream', trace(loop, call('read', 0)), 'readiness-then-read'],
  ['a try that failed is no carrying', trace(call('recvfrom', -1, { error: 'EAGAIN' })), null],
  ['another wire', trace(call('read', 64, { wire: 'other' })), null],
  ['bytes from before the arrival', trace(call('read', 64, { began: 98, at: 99 })), null],
  ['no arrival', { ...trace(call('read', 64)), arrival: null }, null],
])('%s', (_what, of, path) => {
  expect(tracedPath(of)).toBe(path);
});

describe('two runs of one scene', () => {
  const played = (carriers: Carrier[], ...calls: TracedCall[]): Recording => {
    const { recording } = recorded('notified');
    const [first] = recording.scenes;
    if (!first) throw new Error('no scene was recorded');
    return { ...recording, scenes: [{ ...first, scene: 'one', carriers }], traces: [trace(...calls)] };
  };

  it('agree', () => {
    expect(pathOfScene(played(['loop-set'], loop, call('read', 64)), 'one')).toBe('readiness-then-read');
  });

  it('agree where a helper only peeks: to be seen in the readings is who waits, not who reads', () => {
    const calls = [call('recvfrom', 1, { began: 41, thread: 3, peeks: true }), loop, call('recvfrom', 64)];
    expect(pathOfScene(played(['helper-thread'], ...calls), 'one')).toBe('readiness-then-read');
    expect(pathOfScene(played(['nobody'], ...calls), 'one')).toBe('disagree');
  });

  it('disagree when the readings showed another way, or the trace shows none', () => {
    expect(pathOfScene(played(['helper-thread'], loop, call('read', 64)), 'one')).toBe('disagree');
    expect(pathOfScene(played(['loop-set']), 'one')).toBe('disagree');
  });

  it('are not asked for where no scene judges it', () => {
    expect(pathOfScene({ ...played(['loop-set']), traces: [] }, 'one')).toBeNull();
  });
});
