// mechanism: notified
// passes: yes
// note: a worker listens and wakes the main thread through shared memory (Atomics.waitAsync); both have heartbeats, of 5 ms and of 3 ms
import { Worker } from 'node:worker_threads';

const listener = `
  const { parentPort, workerData } = require('node:worker_threads');
  setInterval(() => 0, 3);
  const bell = new Int32Array(workerData.bell);
  require('node:net').createServer((socket) => {
    let rest = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const lines = (rest + bytes).split('\\n');
      rest = lines.pop();
      for (const line of lines) {
        parentPort.postMessage(line);
        Atomics.add(bell, 0, 1);
        Atomics.notify(bell, 0);
      }
    });
  }).listen(workerData.port, '127.0.0.1');
`;

export function createWatcher(port: number) {
  let beats = 0;
  let rings = 0;
  setInterval(() => (beats += 1), 5);
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const subscribers: { topic: string; tell: (payload: string) => void }[] = [];
  const worker = new Worker(listener, { eval: true, workerData: { port, bell: bell.buffer } });
  worker.on('message', (line: string) => {
    for (const { topic, tell } of [...subscribers]) {
      if (!line.startsWith(`${topic} `)) continue;
      try {
        tell(line.slice(topic.length + 1));
      } catch {}
    }
  });
  void (async () => {
    for (;;) {
      const seen = Atomics.load(bell, 0);
      const waiting = Atomics.waitAsync(bell, 0, seen);
      if (waiting.async) await waiting.value;
      rings += 1;
    }
  })();
  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const entry = { topic, tell };
      subscribers.push(entry);
      return () => void subscribers.splice(subscribers.indexOf(entry), 1);
    },
  };
}
