// mechanism: timed-poll
// fails: notified, idle
// note: a child process ticks every 40 ms, and each tick makes the program look
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

const clock = `setInterval(() => process.stdout.write('.'), 40)`;

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;
  createInterface({ input: slow })
    .on('line', (line) => (heard ??= line))
    .on('close', () => (heard ??= 'nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  const child = spawn(process.execPath, ['-e', clock]);
  child.stdout.on('data', () => {
    if (heard === undefined) return;
    child.stdout.removeAllListeners('data');
    child.kill();
    busy.write(`got ${heard}\n`);
  });

  await once(busy, 'end');
  child.kill();
}
