import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Report } from '../lab/verdict/report.js';
import { UsageError } from '../cli/exit-codes.js';

/**
 * What a soak has seen so far, a line of JSON for each thing, written when it is known: whatever ends the soak, all but
 * the runs under way is kept, and the same file goes on.
 */
const planLine = z.strictObject({
  kind: z.literal('plan'),
  runs: z.number().int(),
  naive: z.number().int(),
  loads: z.array(z.number().int()),
  seed: z.number().int(),
  exercises: z.array(z.string()),
  /** Only what is stated to poll. */
  pollers: z.boolean(),
  /** Every solution there was: with others the drawn order would be another. */
  solutions: z.array(z.string()),
});
export type PlanLine = z.infer<typeof planLine>;

const runLine = z.strictObject({
  kind: z.literal('run'),
  index: z.number().int(),
  load: z.number().int(),
  name: z.string(),
  seed: z.number().int(),
  /** `inconclusive`: three times nothing could be seen, so there is no verdict that could differ. */
  outcome: z.enum(['as-stated', 'differs', 'inconclusive']),
  differences: z.array(z.string()),
  /** Inconclusive runs of this one, tried again or not. */
  inconclusive: z.number().int(),
  /** Whether it is stated to poll; then its rounds tell the escape rate. */
  poller: z.boolean(),
  /** Whether the silence showed that it woke, so that the longer proof was due. */
  moving: z.boolean(),
  told: z.number().int(),
  untold: z.number().int(),
  ms: z.number(),
});
export type RunLine = z.infer<typeof runLine>;

const naiveLine = z.strictObject({
  kind: z.literal('naive'),
  index: z.number().int(),
  load: z.number().int(),
  name: z.string(),
  accepted: z.boolean(),
  passed: z.boolean(),
  why: z.string(),
});
export type NaiveLine = z.infer<typeof naiveLine>;

const memoryLine = z.strictObject({
  kind: z.literal('memory'),
  /** A process's figures are compared with its own only. */
  session: z.number().int(),
  /** Runs this process has done when it was looked at. */
  runs: z.number().int(),
  /** Bytes: V8's heap after a collection, the process's resident set, the heaps of its compilers after a collection, the resident set of its proctors on average. */
  heap: z.number(),
  rss: z.number(),
  compilers: z.number(),
  proctors: z.number().int(),
  proctor: z.number(),
});
export type MemoryLine = z.infer<typeof memoryLine>;

const leftLine = z.strictObject({
  kind: z.literal('left'),
  session: z.number().int(),
  /** When it was looked for: with the slots at rest after one load, or when all was closed. */
  when: z.string(),
  left: z.record(z.string(), z.array(z.string())),
});
export type LeftLine = z.infer<typeof leftLine>;

const journalLine = z.discriminatedUnion('kind', [planLine, runLine, naiveLine, memoryLine, leftLine]);
export type JournalLine = z.infer<typeof journalLine>;

export class Journal {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** A new one; throws UsageError when the file is there. */
  static begin(file: string, plan: PlanLine): Journal {
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(file, `${JSON.stringify(plan)}\n`, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new UsageError(`${file} is there already; go on with it by --resume ${file}`);
    }
    return new Journal(file);
  }

  /** One that was begun. A last line that was cut off is taken back: its run is done again. */
  static goOn(file: string): { journal: Journal; plan: PlanLine } {
    const journal = new Journal(file);
    const lines = journal.lines();
    const [plan] = lines;
    if (plan?.kind !== 'plan') throw new UsageError(`${file} is no journal of a soak`);
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return { journal, plan };
  }

  add(line: JournalLine): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** The report of a run that came out otherwise than stated, whole; returns where it lies. */
  keepReport(index: number, report: Report): string {
    const folder = this.#file.replace(/(\.jsonl)?$/, '.reports');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${index}.json`);
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    return file;
  }

  /** Read anew each time: held in memory, it would look like a leak of the grader's. */
  lines(): JournalLine[] {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      throw new UsageError(`cannot read ${this.#file}: ${error instanceof Error ? error.message : ''}`);
    }
    // What follows the last line break was not written to its end.
    const whole = text.split('\n').slice(0, -1);
    return whole.map((line, at) => {
      try {
        return journalLine.parse(JSON.parse(line));
      } catch {
        throw new UsageError(`${this.#file}, line ${at + 1}: not a line of a soak's journal`);
      }
    });
  }
}
