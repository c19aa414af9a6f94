// mechanism: notified
// passes: yes
// note: two workers with 25 connections each, MessagePorts
import { MessageChannel, Worker } from 'node:worker_threads';

const code = `
const { parentPort } = require('node:worker_threads');
const net = require('node:net');
parentPort.on('message', ({ jobs, reply }) => {
  let left = jobs.length;
  if (left === 0) reply.close();
  for (const { i, port } of jobs) {
    const s = net.connect(port, '127.0.0.1', () => s.write('ready\\n'));
    const parts = [];
    let failed = null;
    s.on('data', (b) => parts.push(b));
    s.on('error', (e) => { failed = e.message; });
    s.on('close', () => {
      reply.postMessage({ i, failed, text: Buffer.concat(parts).toString() });
      if (--left === 0) reply.close();
    });
  }
});
`;
const crew = [new Worker(code, { eval: true }), new Worker(code, { eval: true })];

export function collect(ports: number[]): Promise<(string | Error)[]> {
  const out: (string | Error)[] = new Array(ports.length);
  const parts = crew.map(
    (worker, k) =>
      new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.on('message', (m: { i: number; failed: string | null; text: string }) => {
          out[m.i] = m.failed ? new Error(m.failed) : m.text;
        });
        port1.on('close', resolve);
        const jobs = ports.map((port, i) => ({ i, port })).filter(({ i }) => i % crew.length === k);
        worker.postMessage({ jobs, reply: port2 }, [port2]);
      }),
  );
  return Promise.all(parts).then(() => out);
}
