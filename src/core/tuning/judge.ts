/** Whether a learned map finds more alike than cosine among products that it has never seen. */
import type { TunedField, TuneResult, WeighedField } from '../../contract/insight/tuning.ts';
import { nearestCount } from './heldOut.ts';
import { codesOf } from './learnMap.ts';
import type { WeighedClasses } from './ports.ts';

export type NamedClasses = WeighedClasses & WeighedField;

/** Nearest points of each query, `nearestCount` each, −1 where there are fewer. */
export type NearestPoints = Int32Array;

/**
 * Both ends of a 99.9 % interval lie so many standard errors from the mean. No less, since products that are held out together share their
 * neighbours, and so their luck.
 */
const deviations = 3.291;
/** Less is not worth another distance: one of the five nearest of forty products. */
const leastGain = 0.005;

type Judgement = Pick<TuneResult, 'accepted' | 'reason' | 'gain' | 'fields'>;

export function judge(
  fields: readonly NamedClasses[],
  queries: Uint32Array,
  plain: NearestPoints,
  tuned: NearestPoints,
): Judgement {
  const gains = queries.length === 0 ? [] : Array.from(queries, () => ({ sum: 0, weight: 0 }));
  const judged = fields.map(({ field, weight, classes }): TunedField => {
    const before: number[] = [];
    const differences: number[] = [];
    for (const [place, query] of queries.entries()) {
      const [code] = codesOf(classes, query);
      if (code === undefined) continue;
      const isSame = (point: number): boolean => point >= 0 && codesOf(classes, point)[0] === code;
      const share = (nearest: NearestPoints): number => {
        const own = nearest.subarray(place * nearestCount, (place + 1) * nearestCount);
        return own.reduce((sum, point) => sum + (isSame(point) ? 1 : 0), 0) / nearestCount;
      };
      const [first, second] = [share(plain), share(tuned)];
      before.push(first);
      differences.push(second - first);
      const gain = gains[place];
      if (gain === undefined) continue;
      gain.sum += weight * (second - first);
      gain.weight += weight;
    }
    const { mean, low, high } = intervalOf(differences);
    const was = intervalOf(before).mean;
    return { field, plain: was, tuned: was + mean, low, high };
  });
  const gain = intervalOf(gains.flatMap(({ sum, weight }) => (weight > 0 ? [sum / weight] : [])));
  return { gain, fields: judged, ...decide(gain, judged) };
}

function decide(
  gain: TuneResult['gain'],
  fields: readonly TunedField[],
): Pick<TuneResult, 'accepted' | 'reason'> {
  const loser = fields.find(({ high }) => high < 0);
  if (loser !== undefined) {
    return {
      accepted: false,
      reason: `Of 100 nearest, ${ofHundred(loser.plain - loser.tuned)} fewer would have the same ${loser.field} than with cosine. Weigh ${loser.field} more, or leave it out.`,
    };
  }
  if (gain.low <= 0 || gain.mean < leastGain) {
    return {
      accepted: false,
      reason:
        'It is no better than cosine on products that it has not seen: this metadata does not tell more of how products look. Cosine stays.',
    };
  }
  return {
    accepted: true,
    reason: `Of 100 nearest of products that it has not seen, ${ofHundred(gain.mean)} more agree than with cosine, over all weighed fields.`,
  };
}

const ofHundred = (share: number): string => (100 * share).toFixed(1);

function intervalOf(values: readonly number[]): { mean: number; low: number; high: number } {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
  return { mean, low: mean - deviations * error, high: mean + deviations * error };
}
