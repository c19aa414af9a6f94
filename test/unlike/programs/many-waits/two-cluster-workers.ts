// mechanism: notified
// passes: yes
// note: the cluster module: two processes of their own take every second port, and answer over IPC
import cluster, { type Worker } from 'node:cluster';
import { writeFileSync } from 'node:fs';

writeFileSync(
  '/tmp/collector.cjs',
  `
const net = require('node:net');
process.on('message', async ({ round, jobs }) => {
  const replies = await Promise.all(jobs.map(([index, port]) => new Promise((resolve) => {
    let reply = '';
    const s = net.connect(port, '127.0.0.1', () => s.write('ready\\n'));
    s.on('data', (d) => (reply += d));
    s.on('error', (e) => resolve([index, null, e.message]));
    s.on('close', () => resolve([index, reply, null]));
  })));
  process.send({ round, replies });
});
`,
);
cluster.setupPrimary({ exec: '/tmp/collector.cjs', args: [] });

type Reply = [index: number, reply: string | null, error: string | null];
let workers: Worker[] | undefined;
let rounds = 0;

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const staff = (workers ??= [cluster.fork(), cluster.fork()]);
  const round = (rounds += 1);
  const parts = await Promise.all(
    staff.map(
      (worker, half) =>
        new Promise<Reply[]>((resolve) => {
          const listen = (answer: { round: number; replies: Reply[] }) => {
            if (answer.round !== round) return;
            worker.off('message', listen);
            resolve(answer.replies);
          };
          worker.on('message', listen);
          const jobs = ports.map((port, index) => [index, port]).filter(([index]) => (index as number) % 2 === half);
          worker.send({ round, jobs });
        }),
    ),
  );
  const replies: (string | Error)[] = [];
  for (const [index, reply, error] of parts.flat()) replies[index] = error === null ? (reply ?? '') : new Error(error);
  return replies;
}
