import { layoutOf } from '../../src/lab/proctor/layout.js';
import type { SlotClient } from '../../src/lab/slots/slot-client.js';
import { openRealSlots, programs, runOf, type RealSlots } from '../support/real-slot.js';
import { receiveScene } from '../support/scenes.js';
import { until } from '../support/until.js';

/** Sandboxes that stand parked before anybody knows what will be loaded: each used once, or never. */
let slots: RealSlots;
let slot: SlotClient;
let starts = 0;

/** Given back when the program is parked. */
const permit = async () =>
  await Promise.resolve(() => {
    starts += 1;
  });
const handlers = { permit, onScene: () => undefined };
const scenes = [receiveScene(64, 2)];
const layout = layoutOf(scenes);
const other = [receiveScene(64, 3)];

const clean = `import * as fs from 'node:fs';
  const left = fs.readdirSync('/tmp');
  fs.writeFileSync('/tmp/mine', '');
  export function receive(fd, buffer, done) {
    if (left.includes('mine')) throw new Error('used twice');
    fs.read(fd, buffer, 0, buffer.length, null, (err, count) => done(err, count));
  }`;

/** Asked for twice, it is started once. */
async function parked(): Promise<number> {
  const before = starts;
  slot.standReady(layout, permit);
  slot.standReady(layout, permit);
  await until(() => starts > before);
  const [pid = 0, ...more] = programs();
  expect(more).toEqual([]);
  return pid;
}

async function outcomes(played = scenes) {
  const recording = await slot.run(runOf(clean, played), handlers);
  return { starts: recording.starts, told: recording.scenes[0]?.arrivals.map(({ outcome }) => outcome) };
}

beforeAll(async () => {
  slots = await openRealSlots();
});
beforeEach(async () => {
  slot = await slots.start();
  starts = 0;
});
afterEach(async () => await slot.close());
afterAll(async () => await slots?.close());

it('a run takes the one that stands ready, and the next run takes none that was used', async () => {
  const first = await parked();
  expect(await outcomes()).toEqual({ starts: 1, told: ['told', 'told'] });
  expect(starts).toBe(1);
  expect(programs()).toEqual([]);
  const second = await parked();
  expect(second).not.toBe(first);
  expect(await outcomes()).toEqual({ starts: 1, told: ['told', 'told'] });
  expect(starts).toBe(2);
});

it('one of another layout is ended, and a new one started', async () => {
  await parked();
  expect(slot.standsReadyFor(layout)).toBe(true);
  expect(slot.standsReadyFor(layoutOf(other))).toBe(false);
  expect(await outcomes(other)).toEqual({ starts: 1, told: ['told', 'told', 'told'] });
  expect(starts).toBe(2);
  expect(slot.standsReady).toBe(false);
  expect(programs()).toEqual([]);
});

it('one that has died is replaced', async () => {
  const pid = await parked();
  process.kill(pid, 'SIGKILL');
  await until(() => programs().length === 0);
  expect(await outcomes()).toEqual({ starts: 1, told: ['told', 'told'] });
  expect(starts).toBe(2);
});

it('what could not be made to stand ready fails the run that wanted it, and the slot', async () => {
  slot.standReady(layout, async () => {
    await slot.close();
    return () => undefined;
  });
  await expect(outcomes()).rejects.toThrow('the slot');
  expect(slot.alive).toBe(false);
});

it('a slot that ends takes its parked sandbox with it', async () => {
  await parked();
  await slot.close();
  expect(programs()).toEqual([]);
});
