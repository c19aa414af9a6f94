import { Semaphore } from './semaphore.js';

/** Whether a promise has settled by the time all that can run has run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

it('gives so many permits at once and no more', async () => {
  const semaphore = new Semaphore(2);
  const first = await semaphore.acquire();
  await semaphore.acquire();
  const third = semaphore.acquire();
  expect(await settled(third)).toBe(false);
  first();
  expect(await settled(third)).toBe(true);
});

it('serves in the order of arrival', async () => {
  const semaphore = new Semaphore(1);
  const order: number[] = [];
  const held = await semaphore.acquire();
  const waiting = [1, 2, 3].map(async (n) => {
    const giveBack = await semaphore.acquire();
    order.push(n);
    giveBack();
  });
  held();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3]);
});

it('a permit given back twice counts once', async () => {
  const semaphore = new Semaphore(1);
  const giveBack = await semaphore.acquire();
  giveBack();
  giveBack();
  await semaphore.acquire();
  expect(await settled(semaphore.acquire())).toBe(false);
});

it('a permit handed on to one who waits is not free for another', async () => {
  const semaphore = new Semaphore(1);
  const giveBack = await semaphore.acquire();
  const second = semaphore.acquire();
  giveBack();
  const third = semaphore.acquire();
  const giveBackSecond = await second;
  expect(await settled(third)).toBe(false);
  giveBackSecond();
  expect(await settled(third)).toBe(true);
});
