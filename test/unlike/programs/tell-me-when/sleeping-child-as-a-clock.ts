// mechanism: timed-poll
// passes: no
// note: a child that sleeps a third of a second, says tick, and sleeps again; at each tick the queue is looked at
import { spawn } from 'node:child_process';
import * as net from 'node:net';

const ticker = `
const cell = new Int32Array(new SharedArrayBuffer(4));
for (;;) { Atomics.wait(cell, 0, 0, 333); require('fs').writeSync(1, '.'); }
`;

export function createWatcher(port: number) {
  const queue: [string, string][] = [];
  const subscribers = new Set<[string, (payload: string) => void]>();
  net
    .createServer((socket) => {
      let rest = '';
      socket.on('error', () => {}).on('data', (bytes) => {
        const lines = (rest + bytes).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) queue.push([line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
      });
    })
    .listen(port, '127.0.0.1');
  spawn(process.execPath, ['-e', ticker], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout.on('data', () => {
    for (const [topic, payload] of queue.splice(0)) {
      for (const [wanted, tell] of [...subscribers]) {
        if (wanted !== topic) continue;
        try {
          tell(payload);
        } catch {}
      }
    }
  });
  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const entry: [string, (payload: string) => void] = [topic, tell];
      subscribers.add(entry);
      return () => void subscribers.delete(entry);
    },
  };
}
