import { decodeCursor, encodeCursor } from './cursor.js';

describe('a cursor', () => {
  it.each([0n, 1n, 123_456_789n, 999_999_999_999_999_999n])('says where %s is', (sequence) => {
    expect(decodeCursor(encodeCursor(sequence))).toBe(sequence);
  });

  it('has nothing that must be escaped in an address', () => {
    expect(encodeCursor(62_000_063n)).toMatch(/^[\w-]+$/);
  });

  it.each([
    '',
    'x',
    'YmVmb3JlOi0x',
    `${encodeCursor(1n)}=`,
    encodeCursor(1n).slice(0, -1),
    encodeCursor(7n).toLowerCase(),
  ])('that was not made here is refused: %s', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow('no cursor');
  });
});
