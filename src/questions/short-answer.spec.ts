import { isOneOf, normalized } from './short-answer.js';

it.each([
  ['  EAGAIN  或  EWOULDBLOCK ', 'eagain或ewouldblock'],
  ['EAGAIN / EWOULDBLOCK', 'eagain/ewouldblock'],
  ['read 系统调用', 'read系统调用'],
  ['event   loop', 'event loop'],
  ['负 1', '负1'],
  ['“Recv ( )”。', 'recv'],
  ['ＥＡＧＡＩＮ', 'eagain'],
])('%s is compared as %s', (given, as) => {
  expect(normalized(given)).toBe(as);
});

it('another word is another answer', () => {
  expect(isOneOf('eventloop', ['event loop'])).toBe(false);
  expect(isOneOf('EAGAIN或EWOULDBLOCK', ['EAGAIN 或 EWOULDBLOCK'])).toBe(true);
});
