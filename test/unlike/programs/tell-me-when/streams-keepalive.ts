// mechanism: notified
// passes: yes
// note: readline + PassThrough per subscriber, unref'd keep-alive interval finds no news
import * as net from 'node:net';
import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const topics = new Map<string, Set<PassThrough>>();
  let beats = 0;
  setInterval(() => {
    beats += 1;
    if (beats % 1000 === 0) console.log(`alive: ${beats}`);
  }, 250).unref();

  net
    .createServer((c) => {
      c.on('error', () => {});
      createInterface({ input: c, crlfDelay: Infinity }).on('line', (line) => {
        const cut = line.indexOf(' ');
        for (const s of topics.get(line.slice(0, cut)) ?? []) s.write({ payload: line.slice(cut + 1) });
      });
    })
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const stream = new PassThrough({ objectMode: true });
      const set = topics.get(topic) ?? new Set();
      topics.set(topic, set.add(stream));
      stream.on('data', ({ payload }: { payload: string }) => {
        try {
          tell(payload);
        } catch (err) {
          console.error('a subscriber failed', err);
        }
      });
      return () => {
        set.delete(stream);
        stream.removeAllListeners('data');
        stream.destroy();
      };
    },
  };
}
