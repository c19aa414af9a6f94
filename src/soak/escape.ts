/** How often a poller goes unnoticed in one round, and how many rounds are needed for that. Pure. */

/** A poller that is told in every round of the proof would pass for notified; it may have these odds, no better. */
export const ODDS_OF_A_WHOLE_ESCAPE = 1e-4;

/**
 * Upper end of the one-sided 95 % interval of Clopper and Pearson (1934) for a rate of which `hits` of `trials` were
 * seen: the rate at which so few hits or fewer would be seen once in twenty times. Exact, also for a count that is
 * stopped at a hit or a miss, as a run's rounds are: P(at most h hits of n) is the same sum there.
 */
export function upperBound(hits: number, trials: number): number {
  if (hits >= trials) return 1;
  let [low, high] = [hits / trials, 1];
  for (let step = 0; step < 60; step += 1) {
    const rate = (low + high) / 2;
    if (atMost(hits, trials, rate) > 0.05) low = rate;
    else high = rate;
  }
  return high;
}

/** P(X ≤ hits) of the binomial distribution, summed in logarithms: the factors alone would leave the range of a double. */
function atMost(hits: number, trials: number, rate: number): number {
  let term = trials * Math.log1p(-rate);
  let sum = Math.exp(term);
  for (let k = 1; k <= hits; k += 1) {
    term += Math.log((trials - k + 1) / k) + Math.log(rate) - Math.log1p(-rate);
    sum += Math.exp(term);
  }
  return sum;
}

/** The least n for which rateⁿ < `ODDS_OF_A_WHOLE_ESCAPE`; infinite where every round may be escaped. */
export function roundsNeeded(rate: number): number {
  if (rate >= 1) return Infinity;
  if (rate <= 0) return 1;
  return Math.floor(Math.log(ODDS_OF_A_WHOLE_ESCAPE) / Math.log(rate)) + 1;
}
