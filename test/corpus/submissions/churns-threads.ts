// Threads that come and go: no two looks find the same ones.
import { Worker } from 'node:worker_threads';

export function receive(): void {
  const again = (): void => {
    new Worker('0', { eval: true }).on('exit', again).on('error', again);
  };
  again();
}
