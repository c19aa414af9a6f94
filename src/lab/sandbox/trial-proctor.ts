import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { shedInheritance } from './inheritance.js';
import type { Limits } from './limits.js';
import { startSubmission } from './submission.js';

/**
 * A proctor that only runs scripts and says what they printed and how they ended: for `doorbell doctor` and for
 * the tests of the walls. Requests and answers are lines of JSON; it ends with its stdin.
 */
export interface TrialRequest {
  readonly script: readonly string[];
  readonly limits: Limits;
  /** Descriptors of the proctor to hand over; tests of inheritance use 0, 1, 2. */
  readonly inherit?: readonly number[];
  readonly addons?: boolean;
}

export interface TrialAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly outOfMemory: boolean;
}

async function runOnce({ limits, ...request }: TrialRequest): Promise<TrialAnswer> {
  const { child, started, outOfMemory } = startSubmission({ limits, ...request });
  const output = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    let room = limits.outputBytes;
    stream?.on('data', (chunk: Buffer) => {
      // The rest is read and dropped: a full pipe would be a wall of its own.
      if (room > 0) chunks.push(chunk.subarray(0, room));
      room -= chunk.length;
    });
    return chunks;
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, limits.wallMs);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  started();
  const [stdout = '', stderr = ''] = output.map((chunks) => Buffer.concat(chunks).toString('utf8'));
  return { stdout, stderr, code, signal, timedOut, outOfMemory: outOfMemory() };
}

shedInheritance();
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await runOnce(JSON.parse(line) as TrialRequest))}\n`);
}
