import { preferredWait } from './prefer.js';

describe('Prefer: wait', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['wait=60', 60],
    ['Wait=60', 60],
    ['wait="60"', 60],
    ['wait = 7', 7],
    ['wait=60; foo=1', 60],
    ['respond-async, wait=5', 5],
    ['return=minimal', null],
    ['waiting=5', null],
    ['wait=0', 0],
    ['wait=999999', 120],
    ['wait=3, wait=9', 3],
  ])('%s is %s', (header, seconds) => {
    expect(preferredWait(header, 120)).toBe(seconds);
  });

  it.each(['wait', 'wait=', 'wait=x', 'wait=-1', 'wait=1.5', 'wait=1e3', 'wait=99999999999'])(
    '%s is refused',
    (header) => {
      expect(() => preferredWait(header, 120)).toThrow('Prefer: wait=60');
    },
  );
});
