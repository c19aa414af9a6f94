// Spread over threads: no single heap is large.
import { Worker } from 'node:worker_threads';

const code =
  'const kept = []; for (;;) kept.push(new SharedArrayBuffer(1 << 22)), new Uint8Array(kept.at(-1)).fill(1);';
for (let i = 0; i < 3; i += 1) new Worker(code, { eval: true, execArgv: [] });
