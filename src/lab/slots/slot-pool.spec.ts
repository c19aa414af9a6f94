import { SlotPool } from './slot-pool.js';
import type { Pooled } from './slot-pool.js';

class Slot implements Pooled {
  alive = true;
  closed = 0;

  async close(): Promise<void> {
    this.alive = false;
    this.closed += 1;
    await Promise.resolve();
  }
}

function pool(size: number) {
  const started: Slot[] = [];
  const slots = new SlotPool(size, async () => {
    const slot = new Slot();
    started.push(slot);
    return await Promise.resolve(slot);
  });
  return { slots, started };
}

/** A piece of work that ends when it is told to. */
function work() {
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { finish, done };
}

const turn = async () => await new Promise((resolve) => setImmediate(resolve));

it('starts a slot when it is first needed and uses it again', async () => {
  const { slots, started } = pool(3);
  expect(started).toHaveLength(0);
  const used = [await slots.use(async (slot) => slot), await slots.use(async (slot) => slot)];
  expect(started).toHaveLength(1);
  expect(used[0]).toBe(used[1]);
});

it('runs no more at once than it is wide, each with a slot of its own', async () => {
  const { slots, started } = pool(2);
  const jobs = [work(), work(), work()];
  const seen: Slot[] = [];
  const runs = jobs.map(({ done }) =>
    slots.use(async (slot) => {
      seen.push(slot);
      await done;
    }),
  );
  await turn();
  expect(seen).toHaveLength(2);
  expect(new Set(seen).size).toBe(2);
  jobs[1]?.finish();
  await runs[1];
  await turn();
  expect(seen).toHaveLength(3);
  expect(started).toHaveLength(2);
  jobs.forEach(({ finish }) => finish());
  await Promise.all(runs);
});

it('gives the one that is preferred, and among equals the one used last', async () => {
  const { slots, started } = pool(3);
  const jobs = [work(), work(), work()];
  const runs = jobs.map(({ done }) => slots.use(async () => await done));
  await turn();
  for (const [index, job] of jobs.entries()) {
    job.finish();
    await runs[index];
  }
  expect(slots.resting((slot) => slot !== started[0])).toBe(2);
  expect(await slots.use(async (slot) => slot)).toBe(started[2]);
  const prefers = (slot: Slot) => (slot === started[1] ? 1 : 0);
  expect(await slots.use(async (slot) => slot, prefers)).toBe(started[1]);
  expect(started).toHaveLength(3);
});

it('says when somebody stands in line', async () => {
  const { slots } = pool(1);
  const first = work();
  const runs = [slots.use(async () => await first.done)];
  await turn();
  expect(slots.awaited).toBe(false);
  runs.push(slots.use(async () => undefined));
  expect(slots.awaited).toBe(true);
  first.finish();
  await Promise.all(runs);
  expect(slots.awaited).toBe(false);
});

it('replaces a slot that died at its work, and one that died while idle', async () => {
  const { slots, started } = pool(1);
  await expect(
    slots.use(async (slot) => {
      await slot.close();
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  const second = await slots.use(async (slot) => slot);
  second.alive = false;
  await slots.use(async (slot) => expect(slot.alive).toBe(true));
  expect(started).toHaveLength(3);
});

it('gives the place back when a slot cannot be started', async () => {
  let fails = true;
  const slots = new SlotPool(1, async () => {
    if (fails) throw new Error('no slot');
    return await Promise.resolve(new Slot());
  });
  await expect(slots.use(async () => undefined)).rejects.toThrow('no slot');
  fails = false;
  await expect(slots.use(async () => 'ran')).resolves.toBe('ran');
});

it('closed, ends every slot, idle or at work, and takes on nothing more', async () => {
  const { slots, started } = pool(2);
  const job = work();
  const running = slots.use(async () => await job.done);
  await slots.use(async () => undefined);
  await slots.close();
  expect(started.map(({ closed }) => closed)).toEqual([1, 1]);
  await expect(slots.use(async () => undefined)).rejects.toThrow('closed');
  job.finish();
  await running;
});

it('closed, turns away those who wait and ends the slot that was just starting', async () => {
  let come: (slot: Slot) => void = () => undefined;
  const slots = new SlotPool(
    1,
    async () =>
      await new Promise<Slot>((resolve) => {
        come = resolve;
      }),
  );
  const first = slots.use(async () => 'ran');
  const waiting = slots.use(async () => 'ran');
  await turn();
  await slots.close();
  const late = new Slot();
  come(late);
  await expect(first).rejects.toThrow('closed');
  await expect(waiting).rejects.toThrow('closed');
  expect(late.closed).toBe(1);
});
