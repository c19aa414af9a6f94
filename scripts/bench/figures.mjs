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
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99), of: values.length };
}
