import type { Finding, Silence } from '../verdict/recording.js';
import type { Fault } from './values.js';
import type { Moves, Observer } from './observer.js';
import type { Program } from './program.js';
import type { SceneLog } from './scene-log.js';
import { findingOf, SceneOver } from './scene-over.js';
import type { SceneState } from './scene-state.js';
import type { Proven } from './state-checks.js';
import { logThreads } from './thread-log.js';

export const emptySilence = {
  quietWindows: 0,
  movingWindows: 0,
  runnableWindows: 0,
  wakeUps: 0,
  cpuMs: 0,
} as const;

/** What the steps of a scene come to: observations, silences, and the ends that leave no further step. */
export class SceneNotes {
  readonly #state: SceneState;
  readonly #program: Program;
  readonly #observer: Observer;
  readonly #log: SceneLog;
  readonly #proven: Proven;

  constructor(parts: {
    state: SceneState;
    program: Program;
    observer: Observer;
    log: SceneLog;
    proven: Proven;
  }) {
    this.#state = parts.state;
    this.#program = parts.program;
    this.#observer = parts.observer;
    this.#log = parts.log;
    this.#proven = parts.proven;
  }

  observe(
    check: string,
    passed: boolean,
    finding: Finding,
    values: Fault['values'],
    line: number | null = null,
  ): void {
    this.#log.observe(check, passed, finding, this.#state.round, values, line);
  }

  pass(check: string, finding: Finding, values: Fault['values'] = {}): void {
    this.observe(check, true, finding, values);
  }

  fail(check: string, finding: Finding, values: Fault['values'], line: number | null = null): void {
    this.observe(check, false, finding, values, line);
  }

  over(check: string, finding: Finding, values: Fault['values'], line: number | null = null): never {
    this.fail(this.#log.answerable(check), finding, values, line);
    throw new SceneOver(finding);
  }

  gone(check: string): never {
    const end = this.#program.end;
    this.#log.event('judged-thread', 'gone', { code: end?.code ?? null, signal: end?.signal ?? null });
    const finding: Finding = end ? findingOf(end) : 'crashed';
    this.over(
      check,
      finding,
      { code: end?.code ?? null, signal: end?.signal ?? null, error: end?.error ?? null },
      end?.line ?? null,
    );
  }

  /** `since`: when it began, ms of the scene. `judged`: the judged thread's part in what was counted. */
  silence(silence: Silence, since: number, judged?: Moves): void {
    this.#log.recording.silences.push(silence);
    this.#log.recording.carriers.push(...this.#observer.where.carriers(silence.sleep));
    logThreads(this.#log, since, silence, this.#observer.where.helpers, judged);
  }

  spun(check: string, since: number): never {
    this.#proven.spin = true;
    this.silence({ ...emptySilence, outcome: 'spin', sleep: null }, since);
    this.over(check, 'spun', {});
  }

  held(): void {
    this.#log.recording.ignoredPings += 1;
    this.#proven.held = true;
  }
}
