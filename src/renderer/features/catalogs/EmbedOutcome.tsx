import { CircleCheck, CircleSlash } from 'lucide-react';
import type { Reembedding } from '../../../contract/cluster.ts';
import { formatCounted } from '../../components/format.ts';
import { poolingWords } from '../models/embeddingPlan.ts';
import { LackingList } from './LackingList.tsx';

/** What came of it, in words. */
export function EmbedOutcome({ result }: { readonly result: Reembedding }) {
  const { isShown, lacking } = result;
  return (
    <section className="embed-outcome" aria-label="What was embedded">
      <p className="embed-verdict" data-shown={isShown}>
        {isShown ? <CircleCheck size={18} aria-hidden /> : <CircleSlash size={18} aria-hidden />}
        <span>{describeOutcome(result)}</span>
      </p>
      <LackingList
        lacking={lacking}
        words="Whoever has these embeds the catalog with the same model, pooling and input size; then all of it is shown."
      />
    </section>
  );
}

/** A sentence, also for a toast. */
export function describeOutcome({ isShown, pictures, embedded, ...how }: Reembedding): string {
  const by = `${how.model} (${how.inputSize} pixels, ${poolingWords[how.pooling]})`;
  if (isShown) return `All ${formatCounted(pictures, 'picture')} are embedded by ${by}, for everybody.`;
  return `${formatCounted(embedded, 'picture')} embedded here by ${by}. The catalog stays as it was until the rest is, too.`;
}
