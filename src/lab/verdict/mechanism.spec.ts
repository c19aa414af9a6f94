import { recorded } from '../../../test/support/recordings.js';
import { dataPathOf, decisiveSleep, mechanismOf, toldOfOf } from './mechanism.js';
import type {
  Arrival,
  Carrier,
  Observation,
  Recording,
  SceneRecording,
  Silence,
  Sleep,
} from './recording.js';
import { mechanisms } from './report.js';
import { ROUNDS_WHEN_MOVING, ROUNDS_WHEN_QUIET } from './rounds.js';

const loop: Sleep = { call: 'epoll_pwait', onLoop: true, set: 'none' };
const futex: Sleep = { call: 'futex', onLoop: false, set: 'none' };
const ownSet: Sleep = { call: 'epoll_wait', onLoop: false, set: 'sockets' };
const spawnSync: Sleep = { call: 'epoll_pwait', onLoop: false, set: 'other' };

const silence = (outcome: Silence['outcome'], sleep: Sleep | null = loop): Silence => ({
  outcome,
  quietWindows: 1,
  movingWindows: 0,
  runnableWindows: 0,
  wakeUps: 0,
  cpuMs: 0,
  sleep,
});
const arrival = (outcome: Arrival['outcome']): Arrival => ({
  outcome,
  asleepAndUntold: outcome !== 'told',
  ignored: false,
  sleptOn: false,
  busyUntilDue: false,
});
const waitsInside: Observation = {
  check: 'held',
  passed: true,
  finding: 'waits-inside',
  round: 0,
  line: null,
  values: {},
};
const told = (times: number) => Array.from({ length: times }, () => arrival('told'));
const busy = (times: number) => told(times).map((each) => ({ ...each, busyUntilDue: true }));
const sleptOn = (times: number) => told(times).map((each) => ({ ...each, sleptOn: true }));

function played(...scenes: Partial<SceneRecording>[]): Recording {
  const { recording } = recorded('notified');
  const [first] = recording.scenes;
  if (!first) throw new Error('no scene was recorded');
  const bare = { ...first, silences: [], observations: [], arrivals: [], carriers: [], ignoredPings: 0 };
  return { ...recording, scenes: scenes.map((scene) => ({ ...bare, ...scene })) };
}

describe('how it waited', () => {
  it.each([
    ['notified', 'notified'],
    ['timed-poll', 'timed-poll'],
    ['blocking', 'blocking'],
    ['crashed', null],
  ] as const)('the recording of %s says %s', (wait, mechanism) => {
    expect(mechanismOf(recorded(wait).recording)).toBe(mechanism);
  });

  it.each<[string, Recording, string | null]>([
    [
      'a spin, whatever else there was',
      played({ silences: [silence('quiet', ownSet), silence('spin', null)] }),
      'busy-poll',
    ],
    [
      'a set of its own',
      played({ silences: [silence('quiet', futex), silence('quiet', ownSet)] }),
      'multiplexed',
    ],
    [
      'a set of its own, waited on in slices',
      played({ silences: [silence('moving', ownSet)], arrivals: told(ROUNDS_WHEN_MOVING) }),
      'multiplexed',
    ],
    [
      'another call',
      played({ silences: [silence('quiet'), silence('quiet', futex)], arrivals: told(9) }),
      'blocking',
    ],
    ['a set without the peer', played({ silences: [silence('quiet', spawnSync)] }), 'blocking'],
    [
      'a ping left lying',
      played({ silences: [silence('moving')], ignoredPings: 1, arrivals: told(ROUNDS_WHEN_MOVING) }),
      'blocking',
    ],
    [
      'one late word',
      played({ silences: [silence('quiet')], arrivals: [...told(9), arrival('told-later')] }),
      'timed-poll',
    ],
    [
      'told again and again after it had slept on',
      played({ silences: [silence('quiet')], arrivals: [...told(2), ...sleptOn(3)] }),
      'timed-poll',
    ],
    [
      'slept on now and then, on a host that starves',
      played({ silences: [silence('quiet')], arrivals: [...told(4), ...sleptOn(3)] }),
      'notified',
    ],
    [
      'busy until its clock was due, again and again',
      played({ silences: [silence('quiet')], arrivals: [...told(3), ...busy(3)] }),
      'timed-poll',
    ],
    [
      'in one of two situations, and told in the other',
      played(
        { silences: [silence('quiet')], arrivals: [...told(1), ...busy(4)] },
        { silences: [silence('quiet')], arrivals: told(9) },
      ),
      'timed-poll',
    ],
    [
      'busy until its clock was due now and then, in each of three situations',
      played(...Array.from({ length: 3 }, () => ({ arrivals: [...told(3), ...busy(2)] }))),
      'notified',
    ],
    [
      'slept on twice',
      played({ silences: [silence('quiet')], arrivals: [...told(3), ...sleptOn(2)] }),
      'notified',
    ],
    [
      'a lock in slices, inside the call that is to wait',
      played({
        silences: [silence('moving', futex)],
        observations: [waitsInside],
        arrivals: told(ROUNDS_WHEN_MOVING),
      }),
      'blocking',
    ],
    [
      'its loop, once, while it is said to wait inside',
      played({
        silences: [silence('moving', futex), silence('moving')],
        observations: [waitsInside],
        arrivals: told(ROUNDS_WHEN_MOVING),
      }),
      'notified',
    ],
    [
      'a lock until its next look, if that is long',
      played({ silences: [silence('quiet', futex)], arrivals: [arrival('told-later')] }),
      'blocking',
    ],
    [
      'a lock until its next look, if that is short',
      played({
        silences: [silence('moving', futex)],
        observations: [waitsInside],
        arrivals: [arrival('told-later')],
      }),
      'blocking',
    ],
    [
      'a futex in passing, all but quiet',
      played({ silences: [silence('moving', futex)], arrivals: told(ROUNDS_WHEN_MOVING) }),
      'notified',
    ],
    [
      'told in every round',
      played({ silences: [silence('quiet')], arrivals: told(ROUNDS_WHEN_QUIET) }),
      'notified',
    ],
    [
      'told often enough where it was quiet, before a heartbeat was seen',
      played(
        { silences: [silence('quiet')], arrivals: told(ROUNDS_WHEN_QUIET) },
        { silences: [silence('moving')], arrivals: told(2) },
      ),
      'notified',
    ],
    [
      'told in too few where it was quiet, and in too few where it moved',
      played(
        { silences: [silence('quiet')], arrivals: told(ROUNDS_WHEN_QUIET - 1) },
        { silences: [silence('moving')], arrivals: told(3) },
      ),
      null,
    ],
    [
      'told in enough of both together',
      played(
        { silences: [silence('quiet')], arrivals: told(ROUNDS_WHEN_QUIET - 1) },
        { silences: [silence('moving')], arrivals: told(4) },
      ),
      'notified',
    ],
    [
      'told in a situation without a silence, after one that moved',
      played({ silences: [silence('moving')] }, { arrivals: told(ROUNDS_WHEN_MOVING - 1) }),
      null,
    ],
    [
      'told in too few',
      played({ silences: [silence('quiet')], arrivals: told(ROUNDS_WHEN_QUIET - 1) }),
      null,
    ],
    [
      'told, ticking, in too few',
      played({ silences: [silence('moving')], arrivals: told(ROUNDS_WHEN_MOVING - 1) }),
      null,
    ],
    [
      'told, ticking, in enough',
      played({ silences: [silence('moving')], arrivals: told(ROUNDS_WHEN_MOVING) }),
      'notified',
    ],
    ['told over several scenes', played({ arrivals: told(3) }, { arrivals: told(2) }), 'notified'],
    ['never told', played({ silences: [silence('quiet')], arrivals: [arrival('never-told')] }), null],
    ['nothing played', played(), null],
  ])('%s', (_what, recording, mechanism) => {
    expect(mechanismOf(recording)).toBe(mechanism);
  });
});

describe('which sleep is shown for it', () => {
  it('is the one that decided, else the last', () => {
    const of = (...sleeps: Sleep[]) =>
      decisiveSleep(played({ silences: sleeps.map((each) => silence('quiet', each)) }));
    expect(of(loop, futex, loop)).toBe(futex);
    expect(of(futex, ownSet)).toBe(ownSet);
    expect(of(loop)).toBe(loop);
    expect(of()).toBeNull();
  });

  it('is none of a silence that moved, unless the thread was held in slices', () => {
    expect(decisiveSleep(played({ silences: [silence('moving', futex)] }))).toBeNull();
    expect(decisiveSleep(played({ silences: [silence('moving', futex)], ignoredPings: 1 }))).toBe(futex);
  });
});

describe('who carried the bytes', () => {
  const path = (mechanism: Parameters<typeof dataPathOf>[0], ...carriers: Carrier[]) =>
    dataPathOf(mechanism, played({ carriers }));

  it.each([
    ['notified', ['loop-set'], 'readiness-then-read'],
    ['notified', ['helper-thread'], 'helper-thread'],
    ['notified', ['loop-set', 'helper-thread', 'loop-set'], 'readiness-then-read'],
    ['notified', ['nobody'], null],
    ['multiplexed', ['own-set', 'loop-set'], 'readiness-then-read'],
    ['blocking', ['judged-read', 'helper-thread'], 'blocking-read'],
    ['blocking', ['loop-set'], 'readiness-then-read'],
    ['blocking', ['nobody'], null],
    ['timed-poll', ['nobody'], 'retry'],
    ['busy-poll', ['nobody'], 'retry'],
    ['busy-poll', ['loop-set'], 'readiness-then-read'],
    [null, ['loop-set'], null],
  ] as const)('%s, waited for by %j: %s', (mechanism, carriers, expected) => {
    expect(path(mechanism, ...carriers)).toBe(expected);
  });
});

it('what it was told of follows from how it waited, and of a signal from what it said', () => {
  expect(toldOfOf('notified', 'signal-then-read')).toBe('readiness');
  expect([null, ...mechanisms].map((mechanism) => [mechanism, toldOfOf(mechanism, null)])).toEqual([
    [null, null],
    ['busy-poll', 'nothing'],
    ['multiplexed', 'readiness'],
    ['blocking', 'nothing'],
    ['timed-poll', 'nothing'],
    ['notified', 'completion'],
  ]);
});
