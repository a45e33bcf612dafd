import { useId, useState } from 'react';
import type { Runtime } from '../../../../contract/models.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { Unfold } from '../../../components/layout/Unfold.tsx';
import { type EmbeddingPlan, poolingWords } from '../embeddingPlan.ts';
import { ModelChoice } from '../ModelChoice.tsx';
import { describePrecisionOf, precisionNote, RunChoice } from '../RunChoice.tsx';
import { useModels } from '../useModels.ts';
import { EmbedSheet } from './EmbedSheet.tsx';
import '../EmbeddingChoice.css';
import './SharedEmbedding.css';

interface SharedEmbeddingProps<P extends EmbeddingPlan> {
  readonly plan: P;
  readonly onChange: (plan: P) => void;
  readonly address: string;
  readonly runtime: Runtime;
}

/** How a shared catalog is embedded, and so whatever is imported into it: only how this machine computes it is to be chosen. */
export function SharedEmbedding<P extends EmbeddingPlan>({
  plan,
  onChange,
  address,
  runtime,
}: SharedEmbeddingProps<P>) {
  const headingId = useId();
  const models = useModels();
  const [isEmbedding, setEmbedding] = useState(false);
  const [taken, setTaken] = useState<string | null>(null);
  const ofCatalog = models.models.filter(({ name }) => name === runtime.model);
  // Some model is always listed: none is known yet.
  const isMissing = models.models.length > 0 && !ofCatalog.some(({ installed }) => installed);

  return (
    <section className="embedding" aria-labelledby={headingId}>
      <h3 id={headingId}>Model</h3>
      <div className="shared-embedding">
        <div className="shared-embedding-words">
          <span>{ofCatalog[0]?.title ?? runtime.model}</span>
          <span className="quiet">
            {runtime.inputSize} pixels · {poolingWords[runtime.pooling]}, as all of {address}
          </span>
        </div>
        <Button onPress={() => setEmbedding(true)}>Embed it otherwise…</Button>
      </div>
      {!isMissing ? null : (
        <>
          <p className="embedding-warning" role="status">
            The weights of {runtime.model} are not on this machine.
            {taken === null || taken === runtime.model ? '' : ` That file holds another model: ${taken}.`}
          </p>
          <ModelChoice models={{ ...models, models: ofCatalog }} value={runtime.model} onChange={setTaken} />
        </>
      )}
      <Unfold title="Advanced" summary={describePrecisionOf(plan)}>
        <div className="embedding-options">
          <RunChoice plan={plan} onChange={onChange} />
        </div>
        <p className="quiet">{precisionNote} Look-alikes are found among both.</p>
      </Unfold>
      {isEmbedding ? <EmbedSheet onClose={() => setEmbedding(false)} /> : null}
    </section>
  );
}
