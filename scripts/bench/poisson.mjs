/**
 * When the arrivals of a Poisson process are due: gaps from the exponential distribution, independent of each other.
 *
 * @param perSecond mean rate
 * @param uniform numbers in [0, 1)
 * @returns {number[]} milliseconds since the beginning, ascending
 */
export function poissonTimes(count, perSecond, uniform) {
  let at = 0;
  return Array.from({ length: count }, () => (at += (-Math.log(1 - uniform()) / perSecond) * 1000));
}
