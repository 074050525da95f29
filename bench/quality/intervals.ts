/** Both ends included, 0 … 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval for `hits` of `total`, 95 % by default; 0 … 1 when nothing was counted. */
export function wilsonInterval(hits: number, total: number, z = 1.959964): Interval {
  if (total === 0) return { low: 0, high: 1 };
  const share = hits / total;
  const scale = 1 + (z * z) / total;
  const centre = (share + (z * z) / (2 * total)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))) / scale;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Value below which `share` of the values lie (nearest rank); null for none. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}
