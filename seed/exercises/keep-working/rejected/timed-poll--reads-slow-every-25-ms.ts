// mechanism: timed-poll
// fails: notified, idle
// note: it asks the paused slow socket for bytes forty times a second
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let text = '';
  let ended = false;
  slow.pause();
  slow.on('end', () => (ended = true));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  const timer = setInterval(() => {
    text += (slow.read() as Buffer | null)?.toString() ?? '';
    const [line, ...more] = text.split('\n');
    if (more.length === 0 && !ended) return;
    clearInterval(timer);
    busy.write(`got ${more.length > 0 ? line : 'nothing'}\n`);
  }, 25);

  await once(busy, 'end');
  clearInterval(timer);
}
