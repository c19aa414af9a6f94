import type { MessagePort, Transferable } from 'node:worker_threads';

/** What the other thread is to do; `values` must be what structured clone can copy, or ports. */
export interface ThreadTask {
  readonly exportName: string;
  readonly values: readonly unknown[];
  readonly fd: number;
  readonly method: string;
}

/**
 * Starts a thread of the harness's own (other-thread.ts). Loaded only where a scene asks for one: most never do.
 *
 * Resolves when the thread is about to read its first line; rejects with what the submission threw there, or when a
 * value cannot be handed to another thread (DataCloneError).
 */
export async function startThread(task: ThreadTask): Promise<void> {
  const { Worker, MessagePort } = process.getBuiltinModule('node:worker_threads');
  const isPort = (value: unknown): value is MessagePort => value instanceof MessagePort;
  const ports: Transferable[] = task.values
    .flatMap((value) => [value, ...Object.values(Object(value))])
    .filter(isPort);
  const worker = new Worker(new URL('other-thread.js', import.meta.url), {
    workerData: task,
    transferList: ports,
  });
  // Alone it keeps no process alive, and what it is not asked is nothing to wait for.
  worker.unref();
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
}
