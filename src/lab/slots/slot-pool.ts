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

  /** Somebody stands in line for a slot. */
  get awaited(): boolean {
    return this.#permits.awaited;
  }

  /** Slots at rest of which this holds. */
  resting(holds: (slot: Slot) => boolean): number {
    return this.#idle.filter((slot) => slot.alive && holds(slot)).length;
  }

  /** Runs `work` with a slot of its own for as long as it takes; of those at rest, the one that `prefers` ranks highest. */
  async use<T>(work: (slot: Slot) => Promise<T>, prefers: (slot: Slot) => number = () => 0): Promise<T> {
    const giveBack = await this.#permits.acquire();
    try {
      if (this.#closed) throw new Error('the lab is closed');
      const slot = this.#takeIdle(prefers) ?? (await this.#startOne());
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

  #takeIdle(prefers: (slot: Slot) => number): Slot | undefined {
    for (const slot of this.#idle.splice(0)) {
      if (slot.alive) this.#idle.push(slot);
      else this.#all.delete(slot);
    }
    const best = Math.max(...this.#idle.map(prefers));
    // The one used last, among equals: its memory is warm.
    const index = this.#idle.findLastIndex((slot) => prefers(slot) === best);
    return index < 0 ? undefined : this.#idle.splice(index, 1)[0];
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
