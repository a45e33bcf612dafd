import type { Pooling, Runtime } from '../../../contract/models.ts';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { Unfold } from '../../components/layout/Unfold.tsx';
import { type EmbeddingPlan, isOtherwise, poolingWords } from './embeddingPlan.ts';
import { ModelChoice } from './ModelChoice.tsx';
import { describePrecisionOf, precisionNote, RunChoice } from './RunChoice.tsx';
import { findModel, useModels } from './useModels.ts';
import './EmbeddingChoice.css';

interface EmbeddingChoiceProps<P extends EmbeddingPlan> {
  readonly title: string;
  readonly plan: P;
  readonly onChange: (plan: P) => void;
  /** What the catalog was embedded with so far; null for a new one. */
  readonly runtime: Runtime | null;
}

/** Which model looks at the images; and, folded away, how exactly. */
export function EmbeddingChoice<P extends EmbeddingPlan>({
  title,
  plan,
  onChange,
  runtime,
}: EmbeddingChoiceProps<P>) {
  const models = useModels();
  const model = findModel(models.models, plan.model ?? runtime?.model ?? null);
  const isModelOfCatalog = runtime !== null && (plan.model === null || plan.model === runtime.model);
  const standing = isModelOfCatalog ? runtime : model;
  const inputSize = plan.inputSize ?? standing?.inputSize ?? 224;
  const pooling = plan.pooling ?? standing?.pooling ?? 'max';

  return (
    <section className="embedding" aria-labelledby="plan-model">
      <h3 id="plan-model">{title}</h3>
      <ModelChoice
        models={models}
        value={model?.name ?? null}
        onChange={(name) => onChange({ ...plan, model: name, inputSize: null, pooling: null })}
      />
      {runtime === null || !isOtherwise(plan, runtime) ? null : (
        <p className="embedding-warning" role="status">
          This catalog was embedded with {runtime.model} ({runtime.inputSize} pixels,{' '}
          {poolingWords[runtime.pooling]}). With other settings every image is embedded again.
        </p>
      )}
      <Unfold
        title="Advanced"
        summary={`${describePrecisionOf(plan)} · ${inputSize} pixels · ${poolingWords[pooling]}`}
      >
        <div className="embedding-options">
          <Select<Pooling>
            label="Pooling"
            value={pooling}
            options={[
              { value: 'max', label: 'Maximum' },
              { value: 'avg', label: 'Average' },
            ]}
            onChange={(value) => onChange({ ...plan, pooling: value === standing?.pooling ? null : value })}
          />
          <NumberField
            label="Input size"
            value={inputSize}
            min={32}
            max={1024}
            isLive
            onChange={(value) =>
              onChange({ ...plan, inputSize: value === standing?.inputSize ? null : value })
            }
          />
          <RunChoice plan={plan} onChange={onChange} />
        </div>
        <p className="quiet">
          {precisionNote} Each pooling and size is an embedding space of its own, and look-alikes are only
          found within one; fast and precise share it.
        </p>
      </Unfold>
    </section>
  );
}
