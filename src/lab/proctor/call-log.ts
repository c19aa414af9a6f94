import type { TraceLine } from '../kernel/trace-lines.js';

/** Kept of one scene: how it begins, and how it ends, since a program that spins makes millions in between. */
const MAX_FIRST = 400;
const MAX_LAST = 600;

/** A line, and how often it came in a row; `ended` is that of the last. */
export interface LoggedLine {
  readonly line: TraceLine;
  ended: number;
  times: number;
}

/** The calls of one scene as they end; times in milliseconds since 1970. What comes before and after it is passed over. */
export class CallLog {
  readonly #first: LoggedLine[] = [];
  readonly #last: LoggedLine[] = [];
  #leftOut = 0;
  #beganMs = Infinity;
  #endedMs = Infinity;

  begin(beganMs: number): void {
    this.#beganMs = beganMs;
  }

  end(endedMs: number): void {
    this.#endedMs = endedMs;
  }

  push(line: TraceLine): void {
    const [began, ended] = [line.began * 1000, line.ended * 1000];
    if (ended < this.#beganMs || began > this.#endedMs || isOfNothing(line, this.#beganMs)) return;
    const last = this.#last.at(-1) ?? this.#first.at(-1);
    if (last && isAlike(last.line, line)) {
      last.times += 1;
      last.ended = line.ended;
    } else if (this.#first.length < MAX_FIRST) this.#first.push({ line, ended: line.ended, times: 1 });
    else {
      this.#last.push({ line, ended: line.ended, times: 1 });
      if (this.#last.length > MAX_LAST) this.#leftOut += this.#last.shift()?.times ?? 0;
    }
  }

  /** What returned in the order in which it did, then what did not; after `first` of them `leftOut` are missing. */
  kept(): { lines: LoggedLine[]; first: number; leftOut: number } {
    const lines = [...this.#first, ...this.#last];
    if (this.#leftOut > 0) return { lines, first: this.#first.length, leftOut: this.#leftOut };
    const returned = (each: LoggedLine) => this.returned(each);
    const ordered = [...lines.filter(returned), ...lines.filter((each) => !returned(each))];
    return { lines: ordered, first: ordered.length, leftOut: 0 };
  }

  /** Whether it had returned when the scene was over. */
  returned({ line, ended }: LoggedLine): boolean {
    return ended * 1000 <= this.#endedMs && (line.kind === 'signal' || line.result !== null);
  }
}

/** A thread that slept before, during and after the scene did nothing in it. */
function isOfNothing(line: TraceLine, beganMs: number): boolean {
  return line.kind === 'call' && line.result === null && line.began * 1000 < beganMs;
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
