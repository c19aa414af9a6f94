import type { TraceLine } from '../kernel/trace-lines.js';

/** Kept of one program, its loading included; alike ones in a row count once. */
const MAX_KEPT = 20_000;

/** A line, and how often it came in a row; `ended` is that of the last. */
export interface LoggedLine {
  readonly line: TraceLine;
  ended: number;
  times: number;
}

/** The calls of a traced program as they end. One that spins makes millions: they become one with a number. */
export class CallLog {
  readonly lines: LoggedLine[] = [];
  /** Calls that ended when no more were kept. */
  leftOut = 0;

  push(line: TraceLine): void {
    const last = this.lines.at(-1);
    if (last && isAlike(last.line, line)) {
      last.times += 1;
      last.ended = line.ended;
    } else if (this.lines.length < MAX_KEPT) this.lines.push({ line, ended: line.ended, times: 1 });
    else this.leftOut += 1;
  }
}

function isAlike(a: TraceLine, b: TraceLine): boolean {
  return (
    a.tid === b.tid &&
    a.name === b.name &&
    a.arguments === b.arguments &&
    a.result === b.result &&
    a.error === b.error
  );
}
