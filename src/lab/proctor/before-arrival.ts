import type { Observer } from './observer.js';
import type { SceneLog } from './scene-log.js';

/** One that has moved in so many pauses, with quiet windows in between, moves: more looks show nothing new. */
const MOST_LOOKS = 4;

/** The steps that look at it once more; they reject where the scene is over. */
export interface Again {
  readonly silence: (check: string) => Promise<void>;
  readonly ping: (check: string) => Promise<void>;
}

/**
 * The moment before an arrival. A program notices that it was asked whether it is free, and could begin to wait otherwise once
 * that is over: hold its thread in a read until the bytes come, spin, or ask by a timer, and be told in time. So nothing may
 * go unseen between the last silence and the arrival: whoever is not as the silence and the question have found it is looked
 * at again, by the same silence or the same question, as often as it does so.
 */
export class BeforeArrival {
  readonly #observer: Observer;
  readonly #log: SceneLog;
  readonly #again: Again;
  /** The check of the last silence, if it was quiet, and of the last question, if it was answered after that. */
  #quiet: string | null = null;
  #answered: string | null = null;

  constructor(observer: Observer, log: SceneLog, again: Again) {
    this.#observer = observer;
    this.#log = log;
    this.#again = again;
  }

  silence(check: string, quiet: boolean): void {
    this.#quiet = quiet ? check : null;
    this.#answered = null;
  }

  answered(check: string): void {
    this.#answered = check;
  }

  /**
   * Lets `ms` pass, and looks whether all slept on meanwhile, the judged thread in its loop. `proven.moving`: it is known to
   * move; becomes true of one that is slower than the windows of a silence, and was never found at rest for `ms`.
   */
  async watch(ms: number, proven: { moving: boolean }): Promise<void> {
    let moved = 0;
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const since = await this.#restFor(ms);
      const [quiet, answered] = [this.#quiet, this.#answered];
      if (quiet === null) return;
      if (since === 'held' && answered !== null) await this.#again.ping(answered);
      else if (since === 'moved' && !proven.moving) {
        moved += 1;
        await this.#again.silence(quiet);
      } else return;
      this.#answered = answered;
    }
    if (moved === MOST_LOOKS) proven.moving = true;
  }

  async #restFor(ms: number): Promise<ReturnType<Observer['since']>> {
    const began = performance.now();
    const rest = await this.#log.holdBack(this.#observer.rest());
    await this.#log.pause(Math.max(0, began + ms - performance.now()));
    return this.#observer.since(rest);
  }
}
