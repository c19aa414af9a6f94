import { realTimeMs, realTimeOffsetMs } from '../../src/lab/libc/libc.js';

/** The calls of a traced run are ordered against the arrival by the time of day; a millisecond away is another order. */
describe('the time of day', () => {
  it('is that of Date, with a fraction', () => {
    const before = Date.now();
    const time = realTimeMs();
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThan(Date.now() + 1);
  });

  it('is what the other clock and the offset add up to', () => {
    const offset = realTimeOffsetMs();
    const before = realTimeMs();
    const added = offset + performance.now();
    // Two readings of the pair lie within the time that the closest of them took, some microseconds.
    expect(added).toBeGreaterThan(before - 0.1);
    expect(added).toBeLessThan(realTimeMs() + 0.1);
  });
});
