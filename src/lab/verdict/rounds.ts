/**
 * How many rounds the proof of *notified* needs, every one told and none asleep and untold.
 *
 * A poller escapes one round by ticking between the arrival and the scan. Measured with a 20 ms poller on a
 * flag: 2 of 20 rounds on an idle host, 8 of 20 with eight endless loops on two cores. With 0.4 a round, twelve
 * rounds leave 2 in 100 000. A program that showed no wake-up at all in a whole quiet window has a period longer
 * than it, and escapes a round with at most scan ÷ period: five are plenty.
 */
export const ROUNDS_WHEN_QUIET = 5;
export const ROUNDS_WHEN_MOVING = 12;
export const MAX_ROUNDS = ROUNDS_WHEN_MOVING;
