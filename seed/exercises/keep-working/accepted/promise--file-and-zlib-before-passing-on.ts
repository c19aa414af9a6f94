// mechanism: notified
import { writeFile } from 'node:fs/promises';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Keeps a compressed copy of what `slow` said before passing it on. */
async function keepAndPassOn(text: string, busy: net.Socket): Promise<void> {
  await writeFile('/tmp/slow.gz', await compress(text));
  if (busy.writable) busy.write(`got ${text}\n`);
}

export function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  const heard: string[] = [];
  createInterface({ input: slow })
    .on('line', (line) => {
      heard.push(line);
      if (heard.length === 1) void keepAndPassOn(line, busy);
    })
    .on('close', () => {
      if (heard.length === 0) void keepAndPassOn('nothing', busy);
    });

  return new Promise((resolve) => {
    createInterface({ input: busy })
      .on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`))
      .on('close', resolve);
  });
}
