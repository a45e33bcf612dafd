/** Shares over sampled products with their intervals, and the difference of two settings on the same products. */
import type { Estimate } from '../../contract/insight/quality.ts';
import { createRandom } from '../map/random.ts';

/** Per sampled product, of one setting: what counts, out of how much. A product without any counts nowhere. */
export interface Tally {
  readonly hits: Float64Array;
  readonly counts: Float64Array;
}

export interface Estimates {
  readonly estimates: Estimate[];
  /** The second less the first; null where there is one. */
  readonly difference: Estimate | null;
}

const resamples = 1000;
const seed = 1;
/** Of 1,000 sorted resamples: 2.5 % lie below the first and above the second. */
const [lowest, highest] = [24, 975];

export function createTally(length: number): Tally {
  return { hits: new Float64Array(length), counts: new Float64Array(length) };
}

/**
 * The share of all hits in all counts, and its percentile bootstrap interval of 95 % over products (B. Efron and R. Tibshirani,
 * "An Introduction to the Bootstrap", 13): what one product has is not independent, products are. Every resample draws the
 * same products for all settings, so that the difference is a paired one.
 * @param tallies of one length, a setting each
 * @param products places of those that it is about; left out: all
 */
export function estimate(tallies: readonly Tally[], products?: readonly number[]): Estimates {
  const places = products ?? [...(tallies[0]?.hits.keys() ?? [])];
  const compact = tallies.map(({ hits, counts }) => ({
    hits: Float64Array.from(places, (place) => hits[place] ?? 0),
    counts: Float64Array.from(places, (place) => counts[place] ?? 0),
  }));
  const random = createRandom(seed);
  const drawn = new Int32Array(places.length);
  const shares = compact.map(() => new Float64Array(resamples));
  const gaps = new Float64Array(resamples);
  for (let round = 0; round < resamples; round++) {
    for (let at = 0; at < drawn.length; at++) drawn[at] = Math.floor(random() * drawn.length);
    for (const [setting, tally] of compact.entries()) {
      const share = shares[setting];
      if (share !== undefined) share[round] = shareOf(tally, drawn);
    }
    gaps[round] = (shares[1]?.[round] ?? 0) - (shares[0]?.[round] ?? 0);
  }
  const all = Int32Array.from(places, (_, at) => at);
  const values = compact.map((tally) => shareOf(tally, all));
  return {
    estimates: shares.map((share, setting) => toEstimate(values[setting] ?? 0, share)),
    difference: values.length < 2 ? null : toEstimate((values[1] ?? 0) - (values[0] ?? 0), gaps),
  };
}

/** 0 where nothing counts. */
function shareOf({ hits, counts }: Tally, places: Int32Array): number {
  let hit = 0;
  let counted = 0;
  for (let at = 0; at < places.length; at++) {
    const place = places[at] ?? 0;
    hit += hits[place] ?? 0;
    counted += counts[place] ?? 0;
  }
  return counted === 0 ? 0 : hit / counted;
}

function toEstimate(value: number, resampled: Float64Array): Estimate {
  resampled.sort();
  return { value, low: resampled[lowest] ?? value, high: resampled[highest] ?? value };
}
