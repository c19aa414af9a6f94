// mechanism: notified
import { appendFile } from 'node:fs/promises';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

/** Every line is on disk before anybody is told of it. */
export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let last = Promise.resolve();

  createInterface({ input: socket }).on('line', (line) => {
    last = last.then(async () => {
      await appendFile('/tmp/journal.txt', `${line}\n`);
      tell(line);
    });
  });
}
