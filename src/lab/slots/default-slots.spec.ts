import { defaultSlots } from './default-slots.js';

const GiB = 1024 ** 3;

describe('how many runs at once unless told', () => {
  it('keeps the cores busy where there is memory enough', () => {
    expect(defaultSlots(2, 64 * GiB)).toBe(16);
    expect(defaultSlots(4, 64 * GiB)).toBe(32);
  });

  it('never promises more memory than there is', () => {
    expect(defaultSlots(2, 6 * GiB)).toBe(8);
    expect(defaultSlots(16, 12 * GiB)).toBe(16);
  });

  it('runs one at a time on a host that is too small', () => {
    expect(defaultSlots(1, GiB / 2)).toBe(1);
  });
});
