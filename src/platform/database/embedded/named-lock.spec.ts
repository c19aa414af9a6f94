import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { withNamedLock } from './named-lock.js';

describe('a named lock', () => {
  it('lets one in at a time, everybody in the end', async () => {
    const name = `lock ${process.pid} a`;
    let [inside, most, entered] = [0, 0, 0];
    await Promise.all(
      Array.from({ length: 20 }, () =>
        withNamedLock(name, async () => {
          inside += 1;
          entered += 1;
          most = Math.max(most, inside);
          await new Promise(setImmediate);
          inside -= 1;
        }),
      ),
    );
    expect([most, entered]).toEqual([1, 20]);
  });

  it('is given back when the work fails', async () => {
    const name = `lock ${process.pid} b`;
    await expect(withNamedLock(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withNamedLock(name, () => Promise.resolve('yes'))).toBe('yes');
  });

  it('is given back by the kernel when its holder is killed', async () => {
    const name = `lock ${process.pid} c`;
    // The same address, held by another process.
    const { createHash } = await import('node:crypto');
    const address = `\\0doorbell-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
    const holder = spawn(process.execPath, [
      '-e',
      `require('net').createServer(() => {}).listen('${address}', () => console.log('held'))`,
    ]);
    await once(holder.stdout, 'data');
    let entered = false;
    const waiting = withNamedLock(name, () => {
      entered = true;
      return Promise.resolve();
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(entered).toBe(false);
    holder.kill('SIGKILL');
    await waiting;
    expect(entered).toBe(true);
  });
});
