/** So many at once; the others wait in order of arrival. */
export class Semaphore {
  readonly permits: number;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(permits: number) {
    this.permits = permits;
    this.#free = permits;
  }

  get free(): number {
    return this.#free;
  }

  /** Somebody stands in line. */
  get awaited(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves when there is a permit; the function it resolves with gives it back, once. */
  async acquire(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }
}
