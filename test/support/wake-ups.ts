import { readFileSync } from 'node:fs';
import { listProcesses, ProcessTree } from '../../src/lab/kernel/process-tree.js';
import type { TreeReading } from '../../src/lab/kernel/readings.js';
import { wakeUps } from '../../src/lab/kernel/rules.js';
import { descendants } from '../../src/soak/processes.js';

/** Wake-ups, as the lab counts them, of processes that were started after this was made. */
export class WakeUps {
  readonly #tree = new ProcessTree(listProcesses());

  read(): TreeReading {
    return this.#tree.read();
  }

  close(): void {
    this.#tree.close();
  }
}

/** How often the threads of a group went to sleep between two readings; one made in between counts from nothing. */
export function wakeUpsOf(
  before: TreeReading,
  after: TreeReading,
  belongs: (thread: { pid: number; tid: number }) => boolean,
): number {
  const known = new Set(before.threads.map(({ tid }) => tid));
  const of = (reading: TreeReading): TreeReading => ({
    ...reading,
    threads: reading.threads.filter(belongs),
  });
  const [from, to] = [of(before), of(after)];
  const made = to.threads.filter(({ tid }) => !known.has(tid));
  return wakeUps(from, to) + made.reduce((sum, { voluntary }) => sum + voluntary, 0);
}

/** The embedded server's processes: the first is named in its pid file, the others are its children. */
export function postgresOf(dataDirectory: string): Set<number> {
  const [pid = ''] = readFileSync(`${dataDirectory}/postgres/postmaster.pid`, 'utf8').split('\n');
  return new Set([Number(pid), ...descendants(Number(pid))]);
}
