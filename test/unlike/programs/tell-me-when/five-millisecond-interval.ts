// mechanism: timed-poll
// passes: no
// note: a setInterval of 5 ms empties the queue
import * as net from 'node:net';

export function createWatcher(port: number) {
  const queue: string[] = [];
  const subscribers: { topic: string; tell: (payload: string) => void }[] = [];
  net
    .createServer((socket) => {
      let rest = '';
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        const lines = (rest + bytes).split('\n');
        rest = lines.pop() ?? '';
        queue.push(...lines);
      });
    })
    .listen(port, '127.0.0.1');
  setInterval(() => {
    for (const line of queue.splice(0)) {
      for (const { topic, tell } of [...subscribers]) {
        if (!line.startsWith(`${topic} `)) continue;
        try {
          tell(line.slice(topic.length + 1));
        } catch {}
      }
    }
  }, 5);
  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const entry = { topic, tell };
      subscribers.push(entry);
      return () => void subscribers.splice(subscribers.indexOf(entry), 1);
    },
  };
}
