// mechanism: blocking
// fails: notified, free, answered, told, told-once, not-early, told-of-end
// note: it gives slow a minute, asleep in spawnSync until a child has counted it off
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

function nap(): void {
  spawnSync(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;
  createInterface({ input: slow })
    .on('line', (line) => (heard ??= line))
    .on('close', () => (heard ??= 'nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  setImmediate(function look() {
    if (heard !== undefined) return void busy.write(`got ${heard}\n`);
    nap();
    setImmediate(look);
  });

  await once(busy, 'end');
}
