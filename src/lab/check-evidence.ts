import { sceneSchema } from './exercise/scene.js';
import type { Scene } from './exercise/scene.js';
import { PROCTOR_SCRIPT } from './proctor/messages.js';
import { findCgroupPlace } from './sandbox/cgroup-place.js';
import { ensureImage } from './sandbox/image.js';
import type { ImageOptions } from './sandbox/image.js';
import { defaultLimits } from './sandbox/limits.js';
import type { Requirement } from './sandbox/requirements.js';
import { startSlot } from './sandbox/slot.js';
import { SlotClient } from './slots/slot-client.js';
import type { Recording } from './verdict/recording.js';

/**
 * Whether this host's kernel shows what verdicts rest on. Two programs whose way of waiting is known are watched with
 * the lab's own readings: one that is told, and must never look as if it had ignored an arrival (so delivery
 * wakes the waiter before `send` returns), one that is held, and must be seen to ignore a ping, and one that looks every
 * millisecond whether something has come, and must be seen asleep and untold.
 */

const ROUNDS = 20;
/** On Unix sockets, and as many with UDP. */
const OTHER_ROUNDS = 5;

const told = `
  import { createSocket } from 'node:dgram';
  import { writeSync } from 'node:fs';
  import { createServer } from 'node:net';
  const echo = (socket) => socket.on('data', (bytes) => socket.write(bytes));
  const datagrams = (fd) => createSocket('udp4', (bytes) => writeSync(fd, bytes)).bind({ fd });
  const of = { string: (path) => createServer(echo).listen(path), number: datagrams, object: echo };
  export function probe(line) { of[typeof line](line); }
`;

const held = `export function probe() { setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 1); }`;

const asking = `
  export function probe(line) {
    let unread = [];
    line.on('data', (bytes) => unread.push(bytes));
    setInterval(() => { for (const bytes of unread.splice(0)) line.write(bytes); }, 1);
  }
`;

const arrivals = (times: number | 'enough') => ({
  rounds: {
    times,
    steps: [
      { silence: {} },
      { ping: {} },
      {
        arrival: {
          do: { send: { to: 'line', text: '{word}' } },
          told: { received: 'line', text: '{word}' },
        },
      },
    ],
  },
});

const scenes = {
  tcp: sceneSchema.parse({
    id: 'tcp',
    draw: ['word'],
    wires: { line: { as: 'socket' } },
    steps: [{ call: { as: 'first', export: 'probe', with: [{ socket: 'line' }] } }, arrivals(ROUNDS)],
  }),
  enough: sceneSchema.parse({
    id: 'enough',
    draw: ['word'],
    wires: { line: { as: 'socket' } },
    steps: [{ call: { as: 'first', export: 'probe', with: [{ socket: 'line' }] } }, arrivals('enough')],
  }),
  unix: sceneSchema.parse({
    id: 'unix',
    draw: ['word'],
    wires: { line: { as: 'peer-connects', over: 'unix' } },
    steps: [
      { call: { as: 'first', export: 'probe', with: [{ path: 'line' }] } },
      { silence: {} },
      { do: [{ connect: 'line' }] },
      arrivals(OTHER_ROUNDS),
    ],
  }),
  udp: sceneSchema.parse({
    id: 'udp',
    draw: ['word'],
    wires: { line: { as: 'fd', over: 'udp' } },
    steps: [{ call: { as: 'first', export: 'probe', with: [{ fd: 'line' }] } }, arrivals(OTHER_ROUNDS)],
  }),
};

/** Starts a slot of its own and ends it; throws what starting one throws. */
export async function checkEvidence(options: ImageOptions): Promise<Requirement[]> {
  const image = await ensureImage(options);
  const place = await findCgroupPlace();
  const slot = new SlotClient(
    await startSlot({ image, place, limits: defaultLimits, script: [PROCTOR_SCRIPT] }),
  );
  const watch = (source: string, ...played: Scene[]) =>
    slot.run(
      {
        ask: 'run',
        scenes: played,
        checks: ['idle', 'free', 'told'],
        export: 'probe',
        mechanism: 'notified',
        source,
        seed: 1,
        limitMs: defaultLimits.wallMs,
      },
      { permit: () => Promise.resolve(() => undefined), onScene: () => undefined },
    );
  try {
    return judgeProbes(
      await watch(told, scenes.tcp, scenes.unix, scenes.udp),
      await watch(held, scenes.tcp),
      await watch(asking, scenes.enough),
    );
  } finally {
    await slot.close();
  }
}

/** Pure: the recordings → what `doorbell doctor` says of this host's evidence. */
export function judgeProbes(ofTold: Recording, ofHeld: Recording, ofAsking: Recording): Requirement[] {
  const how = 'verdicts cannot be had on this kernel; report this with the output of `doorbell doctor`';
  const requirement = (id: string, what: string, ok: boolean, why: string): Requirement => ({
    id,
    ok,
    what,
    why,
    how: ok ? '' : how,
  });
  const readable = [ofTold, ofHeld].every(
    ({ unreadable, loadFailure }) => unreadable === null && loadFailure === null,
  );
  const sleeps = ofTold.scenes.flatMap(({ silences }) => silences.map(({ sleep }) => sleep));
  const woken = ofTold.scenes
    .flatMap((played) => played.arrivals)
    .filter(({ outcome, asleepAndUntold }) => outcome === 'told' && !asleepAndUntold).length;
  const rounds = ROUNDS + 2 * OTHER_ROUNDS;
  const asleep = ofAsking.scenes
    .flatMap((played) => played.arrivals)
    .filter(({ asleepAndUntold }) => asleepAndUntold).length;
  const ignored = ofHeld.scenes.reduce((sum, played) => sum + played.ignoredPings, 0);
  return [
    requirement(
      'readings',
      'threads, their sleeping calls and sockets of a submission can be read from outside',
      readable && sleeps.length > 0 && sleeps.every((sleep) => sleep?.onLoop === true),
      ofTold.unreadable ??
        ofHeld.unreadable ??
        `${sleeps.length} silences, each asleep in ${sleeps[0]?.call ?? 'nothing'}`,
    ),
    requirement(
      'delivery-wakes',
      'delivery on loopback, TCP and UDP, and on Unix sockets wakes the waiter before send returns',
      woken === rounds,
      `${woken} of ${rounds} arrivals woke a program that waits for them`,
    ),
    requirement(
      'ignoring-shows',
      'a thread that leaves an arrival lying is seen to',
      ignored > 0,
      `${ignored} pings left lying by a thread that is held`,
    ),
    requirement(
      'asking-shows',
      'the timer slack of a submission can be set from outside, so that one who asks every millisecond is seen to',
      ofAsking.unreadable === null && asleep > 0,
      ofAsking.unreadable ?? `seen asleep and untold ${asleep} times`,
    ),
  ];
}
