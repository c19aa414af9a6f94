/**
 * Large data that both ends know without sending it: one random block, repeated, each copy numbered in its
 * first four bytes, so that a lost, doubled or swapped block is seen.
 */

export const BLOCK_BYTES = 65_536;

/** `bytes` of data from a block of `BLOCK_BYTES` random bytes. */
export function dataFromBlock(block: Uint8Array, bytes: number): Buffer {
  const data = Buffer.alloc(bytes, block);
  for (let at = 0; at + 4 <= bytes; at += BLOCK_BYTES) data.writeUInt32BE(at / BLOCK_BYTES, at);
  return data;
}
