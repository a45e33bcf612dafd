/** Timing that can be trusted a little: warm-up first, several runs, the median. */

export interface Timing {
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly runs: number;
}

/** Runs `work` `warmUps` times unmeasured, then once per item. */
export async function measure<T>(
  items: readonly T[],
  warmUps: number,
  work: (item: T) => Promise<unknown>,
): Promise<Timing> {
  for (const item of items.slice(0, warmUps)) await work(item);
  const times: number[] = [];
  for (const item of items) {
    const startedAt = performance.now();
    await work(item);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return { medianMs: percentile(times, 0.5), p99Ms: percentile(times, 0.99), runs: times.length };
}

/** Nearest-rank percentile of sorted numbers; 0 of none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
