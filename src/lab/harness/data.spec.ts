import { Random } from '../peer/random.js';
import { BLOCK_BYTES, dataFromBlock } from './data.js';

const block = new Random(1).bytes(BLOCK_BYTES);

it('has the length asked for, to the byte', () => {
  for (const bytes of [1, 3, 4, 5, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 3, 3 * BLOCK_BYTES]) {
    expect(dataFromBlock(block, bytes)).toHaveLength(bytes);
  }
});

it('repeats the block, each copy numbered in its first four bytes', () => {
  const data = dataFromBlock(block, 3 * BLOCK_BYTES);
  for (const copy of [0, 1, 2]) {
    expect(data.readUInt32BE(copy * BLOCK_BYTES)).toBe(copy);
    expect(data.subarray(copy * BLOCK_BYTES + 4, (copy + 1) * BLOCK_BYTES)).toEqual(block.subarray(4));
  }
});

it('shows a lost, a doubled and a swapped copy', () => {
  const data = dataFromBlock(block, 4 * BLOCK_BYTES);
  const copies = [0, 1, 2, 3].map((n) => data.subarray(n * BLOCK_BYTES, (n + 1) * BLOCK_BYTES));
  const ordered = (order: number[]) => Buffer.concat(order.map((n) => copies[n] as Buffer));
  expect(ordered([0, 1, 2, 3]).equals(data)).toBe(true);
  for (const wrong of [
    [0, 1, 3],
    [0, 1, 1, 2],
    [0, 2, 1, 3],
  ])
    expect(ordered(wrong).equals(data.subarray(0, wrong.length * BLOCK_BYTES))).toBe(false);
});

it('is the same at both ends, and leaves the block alone', () => {
  const copy = Buffer.from(block);
  expect(dataFromBlock(block, 200_000).equals(dataFromBlock(copy, 200_000))).toBe(true);
  expect(block.equals(copy)).toBe(true);
});
