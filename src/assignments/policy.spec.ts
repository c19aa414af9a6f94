import { rulesSchema, type Rules } from './assignment.js';
import {
  countingMark,
  endOf,
  isAttemptLeft,
  isShown,
  lateFactor,
  refusalOf,
  termsOf,
  type Allowance,
} from './policy.js';

/** Deadlines, lateness, cool-downs and what may be seen when: reckoned by hand. */

const at = (text: string) => Date.parse(text);
const minutes = (count: number) => count * 60_000;

const rules = (given: Record<string, unknown> = {}): Rules =>
  rulesSchema.parse({ opensAt: '2026-03-01T08:00:00+08:00', ...given });

const allowance = (given: Partial<Allowance>): Allowance => ({
  dueAt: null,
  closesAt: null,
  extraAttempts: 0,
  timeFactor: 1,
  exempt: false,
  ...given,
});

const due = '2026-03-10T23:59:00+08:00';
const closes = '2026-03-13T23:59:00+08:00';

it('times have zones', () => {
  expect(termsOf(rules({ dueAt: due }), null)).toMatchObject({
    opensAt: at('2026-03-01T00:00:00Z'),
    dueAt: at('2026-03-10T15:59:00Z'),
  });
});

describe('closing', () => {
  it.each([
    ['as written', { dueAt: due, closesAt: closes }, null, closes],
    ['at the due time where late has no price', { dueAt: due }, null, due],
    ['after the grace', { dueAt: due, late: { graceMinutes: 15 } }, null, '2026-03-11T00:14:00+08:00'],
    ['never, where late has a price', { dueAt: due, late: { percentPerDay: 10 } }, null, null],
    ['never, without a due time', {}, null, null],
    [
      'later by an extension',
      { dueAt: due, closesAt: closes },
      { closesAt: new Date('2026-03-20T00:00:00Z') },
      '2026-03-20T00:00:00Z',
    ],
    [
      'not earlier by an extension',
      { dueAt: due, closesAt: closes },
      { closesAt: new Date('2026-03-02T00:00:00Z') },
      closes,
    ],
    [
      'with a due time that was moved beyond it',
      { dueAt: due, closesAt: closes },
      { dueAt: new Date('2026-03-20T00:00:00Z') },
      '2026-03-20T00:00:00Z',
    ],
  ] as const)('%s', (_, given, extended, closing) => {
    const terms = termsOf(rules(given), extended === null ? null : allowance(extended));
    expect(terms.closesAt).toBe(closing === null ? null : at(closing));
  });
});

describe('starting', () => {
  const given = { dueAt: due, closesAt: closes, attempts: { allowed: 2, coolDownMinutes: 10 } };
  const terms = termsOf(rules(given), null);
  const noon = at('2026-03-05T12:00:00+08:00');

  it('not before it opens, and not at the moment it closes or after', () => {
    expect(refusalOf(terms, [], terms.opensAt - 1)).toEqual({ why: 'not-open', until: terms.opensAt });
    expect(refusalOf(terms, [], terms.opensAt)).toBeNull();
    expect(refusalOf(terms, [], at(closes) - 1)).toBeNull();
    expect(refusalOf(terms, [], at(closes))).toEqual({ why: 'closed', since: at(closes) });
  });

  it('as often as allowed, with an extension oftener', () => {
    expect(refusalOf(terms, [noon, noon + 1], noon + minutes(60))).toEqual({
      why: 'no-more-attempts',
      allowed: 2,
    });
    const more = termsOf(rules(given), allowance({ extraAttempts: 1 }));
    expect(refusalOf(more, [noon, noon + 1], noon + minutes(60))).toBeNull();
    const unlimited = termsOf(rules({ attempts: { allowed: null } }), null);
    expect(
      refusalOf(
        unlimited,
        Array.from({ length: 99 }, () => noon),
        noon + 1,
      ),
    ).toBeNull();
  });

  it('after a pause that doubles', () => {
    const many = termsOf(rules({ ...given, attempts: { allowed: null, coolDownMinutes: 10 } }), null);
    expect(refusalOf(many, [noon], noon + minutes(10) - 1)).toEqual({
      why: 'cool-down',
      until: noon + minutes(10),
    });
    expect(refusalOf(many, [noon], noon + minutes(10))).toBeNull();
    expect(refusalOf(many, [0, 0, noon], noon + minutes(40) - 1)).toEqual({
      why: 'cool-down',
      until: noon + minutes(40),
    });
    expect(refusalOf(many, [0, 0, noon], noon + minutes(40))).toBeNull();
  });
});

it('an attempt ends at its limit or at closing time, whichever comes first', () => {
  const terms = termsOf(rules({ dueAt: due, closesAt: closes, timeLimitMinutes: 60 }), null);
  const start = at('2026-03-05T12:00:00+08:00');
  expect(endOf(terms, start)).toBe(start + minutes(60));
  expect(endOf(terms, at(closes) - minutes(5))).toBe(at(closes));
  const longer = termsOf(rules({ closesAt: closes, timeLimitMinutes: 60 }), allowance({ timeFactor: 1.5 }));
  expect(endOf(longer, start)).toBe(start + minutes(90));
  expect(endOf(termsOf(rules(), null), start)).toBeNull();
});

it.each([
  ['in time', '2026-03-10T23:59:00+08:00', 1],
  ['within the grace', '2026-03-11T00:08:59+08:00', 1],
  ['a moment after it', '2026-03-11T00:09:01+08:00', 0.9],
  ['a day and a minute', '2026-03-12T00:00:00+08:00', 0.8],
  ['ten days', '2026-03-20T23:59:00+08:00', 0],
  ['a year', '2027-03-20T23:59:00+08:00', 0],
])('late: %s', (_, submitted, factor) => {
  const terms = termsOf(rules({ dueAt: due, late: { percentPerDay: 10, graceMinutes: 10 } }), null);
  expect(lateFactor(terms, at(submitted))).toBeCloseTo(factor, 12);
});

it('an extension moves what is late', () => {
  const given = rules({ dueAt: due, late: { percentPerDay: 10 } });
  const extended = termsOf(given, allowance({ dueAt: new Date('2026-03-12T15:59:00Z') }));
  expect(lateFactor(extended, at('2026-03-12T15:59:00Z'))).toBe(1);
  expect(lateFactor(extended, at('2026-03-12T16:00:00Z'))).toBeCloseTo(0.9, 12);
});

it('is shown at its time, and that of whoever has an extension is later', () => {
  const given = rules({ dueAt: due, closesAt: closes });
  const terms = termsOf(given, null);
  const shown = (show: 'submitted' | 'due' | 'closed' | 'never', now: number, of = terms) =>
    isShown(show, of, now, true);
  expect(shown('submitted', 0)).toBe(true);
  expect([shown('due', at(due) - 1), shown('due', at(due))]).toEqual([false, true]);
  expect([shown('closed', at(closes) - 1), shown('closed', at(closes))]).toEqual([false, true]);
  expect(shown('never', Number.MAX_SAFE_INTEGER)).toBe(false);
  const extended = termsOf(given, allowance({ closesAt: new Date('2026-04-01T00:00:00Z') }));
  expect(shown('closed', at(closes), extended)).toBe(false);
});

it('without such a time it is shown when no attempt is left', () => {
  const terms = termsOf(rules(), null);
  for (const show of ['due', 'closed'] as const)
    expect([isShown(show, terms, 0, true), isShown(show, terms, 0, false)]).toEqual([false, true]);
  expect([isAttemptLeft(terms, 0, 0), isAttemptLeft(terms, 1, 0)]).toEqual([true, false]);
  const ending = termsOf(rules({ closesAt: closes, attempts: { allowed: null } }), null);
  expect([isAttemptLeft(ending, 99, at(closes) - 1), isAttemptLeft(ending, 0, at(closes))]).toEqual([
    true,
    false,
  ]);
});

it('the mark that counts', () => {
  expect(countingMark('best', [3, 9, 6])).toBe(9);
  expect(countingMark('latest', [3, 9, 6])).toBe(6);
  expect(countingMark('first', [3, 9, 6])).toBe(3);
  expect(countingMark('average', [3, 9, 6])).toBe(6);
  expect(countingMark('best', [])).toBeNull();
});
