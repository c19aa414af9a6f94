/** Memory that C may read or write: a view of any kind. Views on shared memory are welcome too. */
export type Memory = NodeJS.ArrayBufferView;

/** Linux on x86_64. */
export const littleEndian = true;

/**
 * The count of bytes to hand to C: what C cannot know and would overrun.
 * @throws RangeError when it is not a count of bytes within the view
 */
export function lengthWithin(memory: Memory, length: number): number {
  if (!ArrayBuffer.isView(memory)) throw new TypeError('the buffer must be a Uint8Array or another view');
  if (!Number.isInteger(length) || length < 0 || length > memory.byteLength) {
    throw new RangeError(`a length of ${length} bytes does not fit a buffer of ${memory.byteLength}`);
  }
  return length;
}

/**
 * @throws TypeError when it is no number, of which DataView would make a 0
 * @throws RangeError when it is no whole number of the range, which C would cut to size without a word
 */
export function integer(what: string, value: number, least: number, most: number): number {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number, not ${String(value)}`);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}`);
  return value;
}

/** @throws TypeError, RangeError when it is no whole number that JavaScript knows exactly; C takes 64 bits */
export function long(what: string, value: number): bigint {
  return BigInt(integer(what, value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
}

/** A file descriptor: a negative one is C's to refuse, or to pass over. */
export function descriptor(what: string, value: number): number {
  return integer(what, value, -(2 ** 31), 2 ** 31 - 1);
}
