// mechanism: notified
// passes: yes
// note: a heartbeat of 1 ms that asks nobody anything; between line and subscriber a file is written and the text is deflated and inflated
import { appendFile } from 'node:fs/promises';
import * as net from 'node:net';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';

const pack = promisify(deflate);
const unpack = promisify(inflate);

export function createWatcher(port: number) {
  let beats = 0;
  setInterval(() => (beats += 1), 1);
  const subscribers = new Set<{ topic: string; tell: (payload: string) => void }>();
  let before = Promise.resolve();

  async function deliver(line: string): Promise<void> {
    await appendFile('/tmp/lines', `${beats} ${line}\n`);
    const text = String(await unpack(await pack(line)));
    for (const { topic, tell } of [...subscribers]) {
      if (!text.startsWith(`${topic} `)) continue;
      try {
        tell(text.slice(topic.length + 1));
      } catch {}
    }
  }

  net
    .createServer((socket) => {
      let rest = '';
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        const lines = (rest + bytes).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) before = before.then(() => deliver(line));
      });
    })
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const entry = { topic, tell };
      subscribers.add(entry);
      return () => void subscribers.delete(entry);
    },
  };
}
