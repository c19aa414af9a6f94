import type { Rules, Show, SubmissionRules } from './assignment.js';

/**
 * The rules of an assignment, worked out for one student. Pure: every time is a number of milliseconds since the epoch, and
 * now is a parameter.
 */

export interface Allowance {
  readonly dueAt: Date | null;
  readonly closesAt: Date | null;
  readonly extraAttempts: number;
  readonly timeFactor: number;
  readonly exempt: boolean;
}

/** The rules as they hold for one student. */
export interface Terms {
  readonly opensAt: number;
  readonly dueAt: number | null;
  /** The end of grace where nothing late is taken; null is never. */
  readonly closesAt: number | null;
  readonly graceMs: number;
  readonly percentPerDay: number;
  readonly timeLimitMs: number | null;
  readonly allowed: number | null;
  readonly coolDownMs: number;
  readonly counts: Rules['attempts']['counts'];
  readonly show: Rules['show'];
  readonly exempt: boolean;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * An extension moves due and closing time, never to an earlier one; one that moves the due time beyond the closing
 * time moves that too.
 */
export function termsOf(rules: Rules, allowance: Allowance | null): Terms {
  const graceMs = rules.late.graceMinutes * minute;
  const dueAt = later(parsed(rules.dueAt), allowance?.dueAt?.getTime() ?? null);
  const written = later(parsed(rules.closesAt), allowance?.closesAt?.getTime() ?? null);
  // Without a closing time, what is late is taken for ever where it has a price, and not at all where it has none.
  const implied = dueAt === null || rules.late.percentPerDay > 0 ? null : dueAt + graceMs;
  const extended = written ?? later(implied, allowance?.closesAt?.getTime() ?? null);
  const closesAt = extended === null || dueAt === null ? extended : Math.max(extended, dueAt);
  return {
    opensAt: Date.parse(rules.opensAt),
    dueAt,
    closesAt,
    graceMs,
    percentPerDay: rules.late.percentPerDay,
    timeLimitMs:
      rules.timeLimitMinutes === null
        ? null
        : Math.round(rules.timeLimitMinutes * minute * (allowance?.timeFactor ?? 1)),
    allowed:
      rules.attempts.allowed === null ? null : rules.attempts.allowed + (allowance?.extraAttempts ?? 0),
    coolDownMs: rules.attempts.coolDownMinutes * minute,
    counts: rules.attempts.counts,
    show: rules.show,
    exempt: allowance?.exempt ?? false,
  };
}

const parsed = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** null as written is “no such time”, as an extension “nothing beyond”. */
function later(written: number | null, extended: number | null): number | null {
  return written === null || extended === null ? written : Math.max(written, extended);
}

export type Refusal =
  | { readonly why: 'not-open'; readonly until: number }
  | { readonly why: 'closed'; readonly since: number }
  | { readonly why: 'no-more-attempts'; readonly allowed: number }
  | { readonly why: 'cool-down'; readonly until: number };

/** Why another attempt may not begin now; null when it may. `submitted`: when each earlier one was, in order. */
export function refusalOf(terms: Terms, submitted: readonly number[], now: number): Refusal | null {
  if (now < terms.opensAt) return { why: 'not-open', until: terms.opensAt };
  if (terms.closesAt !== null && now >= terms.closesAt) return { why: 'closed', since: terms.closesAt };
  if (terms.allowed !== null && submitted.length >= terms.allowed)
    return { why: 'no-more-attempts', allowed: terms.allowed };
  const last = submitted.at(-1);
  if (last === undefined || terms.coolDownMs === 0) return null;
  const until = last + terms.coolDownMs * doubled(submitted.length - 1);
  return now < until ? { why: 'cool-down', until } : null;
}

export type SubmissionRefusal =
  | { readonly why: 'no-more'; readonly allowed: number }
  | { readonly why: 'cool-down'; readonly until: number };

/** Why another submission may not come now; null when it may. `used`: when each earlier one came, in order. */
export function submissionRefusalOf(
  { allowed, coolDownSeconds }: SubmissionRules,
  used: readonly number[],
  now: number,
): SubmissionRefusal | null {
  if (allowed !== null && used.length >= allowed) return { why: 'no-more', allowed };
  const until = nextSubmissionAt(coolDownSeconds, used);
  return until !== null && now < until ? { why: 'cool-down', until } : null;
}

/** When the pause after the last submission is over; null where there is none. */
export function nextSubmissionAt(coolDownSeconds: number, used: readonly number[]): number | null {
  const last = used.at(-1);
  if (last === undefined || coolDownSeconds === 0) return null;
  return last + coolDownSeconds * 1000 * doubled(used.length - 1);
}

/** Pauses double no further than into months: past a certain number there are no dates. */
const doubled = (times: number): number => 2 ** Math.min(times, 16);

/** When an attempt that begins now takes no more answers; null is never. */
export function endOf(terms: Terms, startedAt: number): number | null {
  const limit = terms.timeLimitMs === null ? null : startedAt + terms.timeLimitMs;
  if (limit === null) return terms.closesAt;
  return terms.closesAt === null ? limit : Math.min(limit, terms.closesAt);
}

/** What is left of the marks of something submitted then: 1 is all, 0 nothing. Grace is free; then days count from the due time. */
export function lateFactor(terms: Terms, submittedAt: number): number {
  if (terms.dueAt === null || submittedAt <= terms.dueAt + terms.graceMs) return 1;
  const days = Math.ceil((submittedAt - terms.dueAt) / day);
  return Math.max(0, 1 - (days * terms.percentPerDay) / 100);
}

/**
 * Whether a student may see something of a submitted attempt now. Where a time is named that the assignment does not have,
 * it is when no attempt is left: a key must not help with the next one.
 */
export function isShown(show: Show, terms: Terms, now: number, attemptsLeft: boolean): boolean {
  switch (show) {
    case 'submitted':
      return true;
    case 'due':
      return terms.dueAt === null ? !attemptsLeft : now >= terms.dueAt + terms.graceMs;
    case 'closed':
      return terms.closesAt === null ? !attemptsLeft : now >= terms.closesAt;
    case 'never':
      return false;
  }
}

/** Whether there may still be work on an attempt some time: on one that is open, or on one that is still to begin. */
export function isAttemptLeft(terms: Terms, ended: number, now: number): boolean {
  if (terms.closesAt !== null && now >= terms.closesAt) return false;
  return terms.allowed === null || ended < terms.allowed;
}

/** The mark that counts, of the marks of the submitted attempts in their order; null where there is none. */
export function countingMark(counts: Terms['counts'], marks: readonly number[]): number | null {
  const [first] = marks;
  if (first === undefined) return null;
  switch (counts) {
    case 'first':
      return first;
    case 'latest':
      return marks.at(-1) ?? null;
    case 'best':
      return Math.max(...marks);
    case 'average':
      return marks.reduce((sum, mark) => sum + mark, 0) / marks.length;
  }
}
