import { hash } from 'node:crypto';

/**
 * What a bell sends along of a buffer: the bytes themselves, or of a large one the SHA-256 of each piece. Either can
 * only come from who has the peer's random bytes, and digests cost neither end another copy of megabytes.
 */
export interface Echo {
  readonly payload: Uint8Array;
  /** Length of the buffer whose digests the payload holds, bytes; null when it holds the bytes themselves. */
  readonly digestOf: number | null;
}

/** Longest buffer that is echoed as it is, bytes. */
export const LONGEST_PLAIN_ECHO = 65_536;

/** Of a longer one, the bytes that one digest stands for. */
export const PIECE_BYTES = 16_384;

const DIGEST_BYTES = 32;

export function echoOf(buffer: Uint8Array): Echo {
  if (buffer.length <= LONGEST_PLAIN_ECHO) return { payload: buffer, digestOf: null };
  return { payload: digestsOf(buffer), digestOf: buffer.length };
}

/**
 * Where an echo first differs from the bytes that its buffer must begin with, null where it does not. `within`: the
 * difference lies in so many bytes from there on. A buffer echoed as digests must be as long as `wanted`.
 */
export function differenceOf(wanted: Uint8Array, echo: Echo): { at: number; within: number } | null {
  if (echo.digestOf === null) {
    const at = firstDifference(wanted, echo.payload);
    return at < 0 ? null : { at, within: 1 };
  }
  if (echo.digestOf !== wanted.length) return { at: 0, within: wanted.length };
  const at = firstDifference(digestsOf(wanted), echo.payload);
  if (at < 0) return null;
  const from = Math.floor(at / DIGEST_BYTES) * PIECE_BYTES;
  return { at: from, within: Math.min(PIECE_BYTES, wanted.length - from) };
}

/** Index of the first byte of `wanted` that `got` does not have; −1 when `got` begins with `wanted`. */
export function firstDifference(wanted: Uint8Array, got: Uint8Array): number {
  if (got.length >= wanted.length && Buffer.compare(wanted, got.subarray(0, wanted.length)) === 0) return -1;
  for (let index = 0; index < wanted.length; index += 1) if (wanted[index] !== got[index]) return index;
  return -1;
}

function digestsOf(bytes: Uint8Array): Buffer {
  const digests = Buffer.allocUnsafe(Math.ceil(bytes.length / PIECE_BYTES) * DIGEST_BYTES);
  for (let at = 0, index = 0; at < bytes.length; at += PIECE_BYTES, index += DIGEST_BYTES)
    digests.set(hash('sha256', bytes.subarray(at, at + PIECE_BYTES), 'buffer'), index);
  return digests;
}
