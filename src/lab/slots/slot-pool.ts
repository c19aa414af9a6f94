import { Semaphore } from './semaphore.js';

/** What the pool needs of a slot. */
export interface Pooled {
  /** False for good once it has ended. */
  readonly alive: boolean;
  close(): Promise<void>;
}

/** Slots, started when first needed and used again; a slot that failed is replaced. */
export class SlotPool<Slot extends Pooled> {
  readonly size: number;
  readonly #start: () => Promise<Slot>;
  readonly #permits: Semaphore;
  readonly #idle: Slot[] = [];
  readonly #all = new Set<Slot>();
  #closed = false;

  constructor(size: number, start: () => Promise<Slot>) {
    this.size = size;
    this.#start = start;
    this.#permits = new Semaphore(size);
  }

  /** Runs `work` with a slot of its own for as long as it takes. */
  async use<T>(work: (slot: Slot) => Promise<T>): Promise<T> {
    const giveBack = await this.#permits.acquire();
    try {
      if (this.#closed) throw new Error('the lab is closed');
      const slot = this.#takeIdle() ?? (await this.#startOne());
      try {
        return await work(slot);
      } finally {
        if (slot.alive && !this.#closed) this.#idle.push(slot);
        else await this.#drop(slot);
      }
    } finally {
      giveBack();
    }
  }

  /** Ends every slot, whatever it is doing. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((slot) => this.#drop(slot)));
  }

  #takeIdle(): Slot | undefined {
    for (let slot = this.#idle.pop(); slot; slot = this.#idle.pop()) {
      if (slot.alive) return slot;
      this.#all.delete(slot);
    }
    return undefined;
  }

  async #startOne(): Promise<Slot> {
    const slot = await this.#start();
    this.#all.add(slot);
    if (this.#closed) {
      await this.#drop(slot);
      throw new Error('the lab is closed');
    }
    return slot;
  }

  async #drop(slot: Slot): Promise<void> {
    this.#all.delete(slot);
    await slot.close();
  }
}
