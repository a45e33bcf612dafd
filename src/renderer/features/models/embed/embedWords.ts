import type { Reembedding } from '../../../../contract/cluster.ts';
import { formatCounted } from '../../../components/format.ts';
import { poolingWords } from '../embeddingPlan.ts';

/** A sentence, also for a toast. */
export function describeOutcome({ isShown, pictures, embedded, ...how }: Reembedding): string {
  const by = `${how.model} (${how.inputSize} pixels, ${poolingWords[how.pooling]})`;
  if (isShown) return `All ${formatCounted(pictures, 'picture')} are embedded by ${by}, for everybody.`;
  return `${formatCounted(embedded, 'picture')} embedded here by ${by}. The catalog stays as it was until the rest is, too.`;
}
