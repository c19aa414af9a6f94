/**
 * The run's randomness: every draw follows from the recorded seed, so a run can be repeated. Not for secrets.
 * sfc32 (small fast counter, PractRand), 32-bit outputs.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `seed` unsigned 32-bit; `stream` separates independent uses of one seed. */
  constructor(seed: number, stream = 0) {
    this.#a = seed >>> 0;
    this.#b = stream >>> 0;
    this.#c = 0x9e37_79b9;
    for (let i = 0; i < 16; i += 1) this.uint32();
  }

  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** A whole number in [from, to]. */
  between(from: number, to: number): number {
    return from + Math.floor((this.uint32() / 0x1_0000_0000) * (to - from + 1));
  }

  /** `length` random bytes; long ones are one random tile repeated, each with an end of its own (`LONG`). */
  bytes(length: number): Buffer {
    if (length > LONG) return this.#tiled(length);
    const words = new Uint32Array(Math.ceil(length / 4));
    for (let i = 0; i < words.length; i += 1) words[i] = this.uint32();
    return Buffer.from(words.buffer, 0, length);
  }

  #tiled(length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length).fill(this.bytes(LONG));
    for (let end = LONG; end <= length; end += LONG) bytes.set(this.bytes(END_BYTES), end - END_BYTES);
    bytes.set(this.bytes(END_BYTES), length - END_BYTES);
    return bytes;
  }

  /** Eight random lower-case letters: no answer can contain it by chance. */
  word(): string {
    return Array.from({ length: 8 }, () => String.fromCharCode(97 + this.between(0, 25))).join('');
  }

  /** In an order that is neither the given one nor, of more than two items, its reverse. */
  disordered<T>(items: readonly T[]): T[] {
    const places = items.map((_, place) => place);
    for (;;) {
      const order = this.shuffled(places);
      const asGiven = order.every((place, at) => place === at);
      const reversed = order.every((place, at) => place === items.length - 1 - at);
      if (items.length < 2 || !(asGiven || (reversed && items.length > 2)))
        return order.map((place) => items[place] as T);
    }
  }

  /** Fisher–Yates, a new array. */
  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i -= 1) {
      const j = this.between(0, i);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }
}

/**
 * More bytes than this are not drawn one by one, for 4 MB so took 15 ms of CPU: what nobody can foretell is then the end
 * of every tile, and so of the whole, and whoever has not received that cannot make it up.
 */
const LONG = 16_384;
const END_BYTES = 32;
