// mechanism: notified
// passes: yes
// note: same, 150 ms
import * as net from 'node:net';

export function createWatcher(port: number) {
  const topics = new Map<string, Set<(payload: string) => void>>();
  // A heartbeat of A's own: it finds no news.
  let beats = 0;
  setInterval(() => (beats += 1), 150).unref();
  net
    .createServer((c) => {
      let rest = '';
      c.setEncoding('utf8').on('error', () => {});
      c.on('data', (text) => {
        const lines = (rest + String(text)).split('\n');
        rest = lines.pop()!;
        for (const line of lines) {
          const cut = line.indexOf(' ');
          for (const tell of [...(topics.get(line.slice(0, cut)) ?? [])])
            try {
              tell(line.slice(cut + 1));
            } catch {}
        }
      });
    })
    .listen(port, '127.0.0.1');
  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const set = topics.get(topic) ?? new Set();
      const own = (p: string) => tell(p);
      topics.set(topic, set.add(own));
      return () => void set.delete(own);
    },
  };
}
