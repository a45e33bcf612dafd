import { CircleCheck, CircleSlash } from 'lucide-react';
import type { Reembedding } from '../../../../contract/cluster.ts';
import { describeOutcome } from './embedWords.ts';
import { LackingList } from './LackingList.tsx';

/** What came of it, in words. */
export function EmbedOutcome({ result }: { readonly result: Reembedding }) {
  const { isShown } = result;
  return (
    <section className="embed-outcome" aria-label="What was embedded">
      <p className="embed-verdict" data-shown={isShown}>
        {isShown ? <CircleCheck size={18} aria-hidden /> : <CircleSlash size={18} aria-hidden />}
        <span>{describeOutcome(result)}</span>
      </p>
      <LackingList found={result} />
    </section>
  );
}
