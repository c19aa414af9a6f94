import { createInterface } from 'node:readline';
import { playNaively } from './player.js';
import type { NaiveTask } from './verdict.js';

/** The naive grader's process: a line of JSON for a task, a line of JSON for its verdict. */
const lines = createInterface({ input: process.stdin });
for await (const line of lines) {
  const verdict = await playNaively(JSON.parse(line) as NaiveTask);
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
}
process.exit(0);
