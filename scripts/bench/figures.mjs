/** The value below which a share of the sorted values lies (nearest rank). */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

/** Median and extremes. */
export function spread(values) {
  return {
    median: percentile(values, 0.5),
    least: Math.min(...values),
    most: Math.max(...values),
    of: values.length,
  };
}

export function latencies(values) {
  const [p50, p90, p99, most] = [0.5, 0.9, 0.99, 1].map((share) => percentile(values, share));
  return { p50, p90, p99, most, of: values.length };
}

/** Submit → report less the script's own silence, ms. */
export const ownMs = ({ tookMs, silence }) => tookMs - silence;

/** How many of these runs did not end as an accepted solution has to. */
export const unexpected = (details) => details.filter(({ complaint }) => complaint).length;
