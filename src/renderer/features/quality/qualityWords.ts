/** What a measurement says, in sentences. */
import type { Estimate, LeftOutField, MeasuredField, Quality } from '../../../contract/insight/quality.ts';
import { formatCount, formatCounted, formatPercent } from '../../components/format.ts';
import { fieldName } from '../products/fieldName.ts';

/** 0.745 → "74.5 %". */
export function percent(share: number): string {
  return formatPercent(share, 1);
}

/** "74.5 % (72.6 to 76.5)". */
export function percentWithin({ value, low, high }: Estimate): string {
  return `${percent(value)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}

/** "74.5 % of look-alikes have the same one (72.6 to 76.5)". */
export function describePrecision({ precision: [first] }: Pick<MeasuredField, 'precision'>): string {
  if (first === undefined) return 'nothing to compare';
  return `${percent(first.value)} of look-alikes have the same one (${(100 * first.low).toFixed(1)} to ${(100 * first.high).toFixed(1)})`;
}

/** What a difference is of: shares that are written in percent, or ranks between 0 and 1. */
export type Measured = 'shares' | 'ranks';

/**
 * "Cosine is better by 2.0 points (1.0 to 3.0)", or that no difference can be shown.
 * @param difference the second less the first
 * @param names of the two settings
 */
export function describeDifference(
  { value, low, high }: Estimate,
  [first, second]: readonly [string, string],
  measured: Measured = 'shares',
): string {
  const write = writers[measured];
  const unit = measured === 'shares' ? ' points' : '';
  const signed = (number: number) => `${number < 0 ? '−' : '+'}${write(Math.abs(number))}`;
  if (low <= 0 && high >= 0) {
    return low === 0 && high === 0
      ? `No difference between ${first} and ${second}`
      : `No difference between ${first} and ${second} that this sample can show (${signed(low)} to ${signed(high)}${unit})`;
  }
  const bounds = [Math.abs(low), Math.abs(high)].toSorted((a, b) => a - b).map(write);
  const better = value > 0 ? second : first;
  return `${better.charAt(0).toUpperCase()}${better.slice(1)} is better by ${write(Math.abs(value))}${unit} (${bounds.join(' to ')})`;
}

/** To as many decimals as what they are the difference of, and one more; to yet one more where that would read as nothing. */
const writers: Readonly<Record<Measured, (number: number) => string>> = {
  shares: (share) => (100 * share).toFixed(share > 0 && share < 0.0005 ? 2 : 1),
  ranks: (rank) => rank.toFixed(rank > 0 && rank < 0.0005 ? 4 : 3),
};

export function describeLeftOut({ field, reason, distinct }: LeftOutField): string {
  const name = fieldName(field);
  switch (reason) {
    case 'codes':
      return `${name}: ${formatCounted(distinct, 'value')}, so that hardly two products share one`;
    case 'one-value':
      return `${name}: all products have the same value`;
    case 'no-values':
      return `${name}: no product has a value`;
    case 'nothing-to-compare':
      return `${name}: no product that was looked at has look-alikes with a value`;
  }
}

/** What was looked at, and what keeps it from saying more; one sentence each. */
export function describeSample(quality: Quality): string[] {
  const { sampled, population, k, pool, isWholeCatalog, short, tied } = quality;
  const among = isWholeCatalog ? '' : `, found among ${formatCounted(pool, 'product')}`;
  return [
    sampled === population
      ? `All ${formatCounted(sampled, 'product')}, each with its first ${formatCounted(k, 'look-alike')}${among}.`
      : `${formatCount(sampled)} of ${formatCounted(population, 'product')}, each with its first ${formatCounted(k, 'look-alike')}${among}.`,
    ...(short > 0 ? [`${formatCounted(short, 'product')} had fewer look-alikes than ${k}.`] : []),
    ...(tied > 0
      ? [
          `Of ${formatCounted(tied, 'product')} all look-alikes are equally near: which of them come first says nothing.`,
        ]
      : []),
    ...(sampled < 30 ? ['So few products say little: the intervals are wide.'] : []),
  ];
}
