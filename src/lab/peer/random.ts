import { createCipheriv } from 'node:crypto';

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

  bytes(length: number): Buffer {
    if (length > LONG) return keystream(this.bytes(KEY_BYTES), length);
    const words = new Uint32Array(Math.ceil(length / 4));
    for (let i = 0; i < words.length; i += 1) words[i] = this.uint32();
    return Buffer.from(words.buffer, 0, length);
  }

  /** Eight random lower-case letters: no answer can contain it by chance. */
  word(): string {
    return Array.from({ length: 8 }, () => String.fromCharCode(97 + this.between(0, 25))).join('');
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

/** More bytes than this are drawn as a keystream: 4 MB word by word took 15 ms of CPU, this way 3. */
const LONG = 4096;
const KEY_BYTES = 16;

const zeros = Buffer.alloc(65_536);

/** AES-128 in counter mode over zeros: as good as random to whoever has not the key, and the same for the same key. */
function keystream(key: Buffer, length: number): Buffer {
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  const stream = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; at += zeros.length)
    stream.set(cipher.update(zeros.subarray(0, Math.min(zeros.length, length - at))), at);
  return stream;
}
