import { Random } from '../peer/random.js';
import { differenceOf, echoOf, LONGEST_PLAIN_ECHO, PIECE_BYTES } from './echo.js';

const large = new Random(1).bytes(3 * PIECE_BYTES + LONGEST_PLAIN_ECHO + 5);

function changed(at: number): Buffer {
  const copy = Buffer.from(large);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

it('is the bytes themselves of a small buffer, which may be longer than the message', () => {
  const buffer = large.subarray(0, 64);
  expect(echoOf(buffer)).toEqual({ payload: buffer, digestOf: null });
  expect(differenceOf(buffer.subarray(0, 20), echoOf(buffer))).toBeNull();
  expect(differenceOf(buffer, echoOf(changed(20).subarray(0, 64)))).toEqual({ at: 20, within: 1 });
  expect(differenceOf(buffer, echoOf(buffer.subarray(0, 63)))).toEqual({ at: 63, within: 1 });
});

it('is a digest of each piece of a large one, and a thousandth of its size', () => {
  const { payload, digestOf } = echoOf(large);
  expect(digestOf).toBe(large.length);
  expect(payload.length).toBeLessThanOrEqual(large.length / 400);
  expect(differenceOf(large, echoOf(Buffer.from(large)))).toBeNull();
});

it('shows one wrong bit anywhere, to within its piece', () => {
  for (const at of [0, PIECE_BYTES - 1, PIECE_BYTES, large.length - 1]) {
    const from = at - (at % PIECE_BYTES);
    const within = Math.min(PIECE_BYTES, large.length - from);
    expect(differenceOf(large, echoOf(changed(at)))).toEqual({ at: from, within });
  }
});

it('takes no digests for another length, and none that are missing', () => {
  const echo = echoOf(large);
  expect(differenceOf(large.subarray(1), echo)).toEqual({ at: 0, within: large.length - 1 });
  expect(differenceOf(large, { ...echo, payload: new Uint8Array(0) })).toEqual({
    at: 0,
    within: PIECE_BYTES,
  });
});
