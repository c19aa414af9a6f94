/**
 * How many rounds the proof of *notified* needs, every one told and none asleep and untold.
 *
 * A poller escapes one round by ticking in the turn of its loop that takes the bytes (proctor/ticking.ts keeps it from
 * ticking right after). Measured on two busy cores with pollers on a flag: every 1 ms 235 of 518 rounds, 2 ms 51 of 136,
 * 5 ms 3 of 120, 20 ms 1 of 120; with eight endless loops beside it 153 of 282, 36 of 81, 10 of 63, 3 of 60. With .54 a
 * round, sixteen rounds leave 6 in 100 000. A program that showed no wake-up at all in a whole quiet window has a period longer
 * than it, and escapes a round with at most scan ÷ period: five are plenty.
 */
export const ROUNDS_WHEN_QUIET = 5;
export const ROUNDS_WHEN_MOVING = 16;
export const MAX_ROUNDS = ROUNDS_WHEN_MOVING;
