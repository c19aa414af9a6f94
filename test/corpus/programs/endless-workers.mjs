import { Worker } from 'node:worker_threads';

for (let count = 0; ; count += 1) {
  const worker = new Worker('setInterval(() => {}, 1e6)', { eval: true, execArgv: [] });
  const outcome = await new Promise((resolve) => {
    worker.once('online', () => resolve('online'));
    worker.once('error', (error) => resolve(error.code));
  });
  if (outcome !== 'online') {
    console.log(JSON.stringify({ refused: outcome, count }));
    process.exit(0);
  }
}
