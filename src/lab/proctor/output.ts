import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { End } from '../verdict/recording.js';

/**
 * Why the lab itself ends a program: it sent the peer more than a scene can hold, spoiled the conversation with the
 * harness, or used up the time for a run.
 */
export type EndedFor = Extract<End['how'], 'too-much-sent' | 'broken-off' | 'too-long'>;

/** Kept of what a program prints, bytes; the rest is read and dropped, so that printing never blocks it. */
export const KEPT_OUTPUT_BYTES = 64 << 10;

/** A program that prints more than this is ended, bytes. */
export const MAX_OUTPUT_BYTES = 32 << 20;

/** What the program printed, stdout and stderr in the order of arrival. Shown to the student, never judged. */
export class Output {
  #kept = '';
  #bytes = 0;
  #tooMuch = false;
  #endedFor: EndedFor | null = null;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.#follow(child.stdout);
    this.#follow(child.stderr);
  }

  get text(): string {
    return this.#kept;
  }

  get truncated(): boolean {
    return this.#bytes > KEPT_OUTPUT_BYTES;
  }

  /** To be called before the lab kills the program for something that it did; the first reason stays. */
  endedFor(reason: EndedFor): void {
    this.#endedFor ??= reason;
  }

  /** What an exit means, from outside: bwrap passes a code on, and 128 + n for signal n. */
  endOf(code: number | null, signal: NodeJS.Signals | null): End {
    const killedBy = code !== null && code > 128 && code < 160 ? `signal ${code - 128}` : null;
    return {
      how: this.#how(signal ?? killedBy),
      code,
      signal: signal ?? killedBy,
      ...this.#lastError(),
    };
  }

  #how(killedBy: string | null): End['how'] {
    if (this.#tooMuch) return 'too-much-output';
    if (this.#endedFor !== null) return this.#endedFor;
    return killedBy === null ? 'exit' : 'signal';
  }

  #follow(stream: Readable | null): void {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#bytes += chunk.length;
      if (this.#kept.length < KEPT_OUTPUT_BYTES) {
        this.#kept += chunk.slice(0, KEPT_OUTPUT_BYTES - this.#kept.length);
      }
      if (this.#bytes > MAX_OUTPUT_BYTES && !this.#tooMuch) {
        this.#tooMuch = true;
        this.#child.kill('SIGKILL');
      }
    });
  }

  #lastError(): { error: string | null; line: number | null } {
    const lines = this.#kept.split('\n');
    const error = lines.findLast((line) => /^(\w*Error\b.*|FATAL ERROR.*|Uncaught .*)/.test(line)) ?? null;
    const place = lines.findLast((line) => line.includes('answer.mjs:'));
    const line = /answer\.mjs:(\d+)/.exec(place ?? '');
    return { error: error?.slice(0, 500) ?? null, line: line ? Number(line[1]) : null };
  }
}
