/** What was measured, and how times become numbers: a warm-up first, several runs, the median and how far they spread. */

export interface Measurement {
  /** Stable: what it is, from the step to the detail (`search.plain.p50`). */
  readonly name: string;
  readonly unit: string;
  /** Absent where the thing is not there; `note` then says why. */
  readonly value?: number;
  /** A tenth of the runs lay at or below this, and a tenth at or above `p90`. */
  readonly p10?: number;
  readonly p90?: number;
  /** Runs behind the value. */
  readonly runs?: number;
  readonly note?: string;
}

const nothing = 'There was nothing to measure.';

/** The median of the runs, with their spread. */
export function medianOf(name: string, unit: string, runs: readonly number[], note?: string): Measurement {
  const sorted = runs.toSorted((a, b) => a - b);
  const [p10, value, p90] = [0.1, 0.5, 0.9].map((share) => percentile(sorted, share));
  if (p10 === undefined || value === undefined || p90 === undefined) return absent(name, unit, nothing);
  return { name, unit, value, p10, p90, runs: sorted.length, ...(note !== undefined && { note }) };
}

/** What all runs but one in a hundred stay below. */
export function p99Of(name: string, unit: string, runs: readonly number[]): Measurement {
  const value = percentile(
    runs.toSorted((a, b) => a - b),
    0.99,
  );
  if (value === undefined) return absent(name, unit, nothing);
  return { name, unit, value, runs: runs.length };
}

/** A number that follows from others, or that was counted. */
export function derived(name: string, unit: string, value: number, note?: string): Measurement {
  if (!Number.isFinite(value)) return absent(name, unit, note ?? 'What it is derived from was not measured.');
  return { name, unit, value, ...(note !== undefined && { note }) };
}

/** Memory in MB, a million bytes; null is where the system does not tell. */
export function memoryOf(name: string, runs: readonly (number | null)[], note: string): Measurement {
  const known = runs.filter((bytes) => bytes !== null).map((bytes) => bytes / 1e6);
  if (known.length === 0) return absent(name, 'MB', 'This system does not tell what another process holds.');
  return medianOf(name, 'MB', known, note);
}

export function absent(name: string, unit: string, note: string): Measurement {
  return { name, unit, note };
}

/** Nearest-rank percentile of ascending numbers; undefined of none. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export function median(runs: readonly number[]): number {
  return (
    percentile(
      runs.toSorted((a, b) => a - b),
      0.5,
    ) ?? Number.NaN
  );
}

/** Milliseconds that the work took. */
export async function timeMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/**
 * Does the work `1 + runs` times and keeps what it answered, the first time left out: that one warms up. Work that takes
 * longer than `enoughMs` is done once, and that counts: its beginning warms up the rest.
 * @param enoughMs no further run begins after so long
 */
export async function repeat<T>(
  runs: number,
  enoughMs: number,
  work: (run: number) => Promise<T>,
): Promise<T[]> {
  const startedAt = performance.now();
  const first = await work(0);
  const answers: T[] = [];
  while (answers.length < runs && performance.now() - startedAt <= enoughMs) {
    answers.push(await work(answers.length + 1));
  }
  return answers.length === 0 ? [first] : answers;
}
