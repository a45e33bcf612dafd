import type { EngineChoice, Pooling, Runtime } from '../../../contract/models.ts';
import { NumberField } from '../../components/NumberField.tsx';
import { Select } from '../../components/Select.tsx';
import { Unfold } from '../../components/Unfold.tsx';
import { ModelChoice } from '../models/ModelChoice.tsx';
import { findModel, useModels } from '../models/useModels.ts';
import type { EmbeddingPlan } from './importPlan.ts';

interface EmbeddingChoiceProps<P extends EmbeddingPlan> {
  readonly title: string;
  readonly plan: P;
  readonly onChange: (plan: P) => void;
  /** What the catalog was embedded with so far; null for a new one. */
  readonly runtime: Runtime | null;
}

export const engineOptions: readonly { value: EngineChoice; label: string }[] = [
  { value: 'auto', label: 'Automatic: the fastest that passes its check' },
  { value: 'onnx', label: 'ONNX Runtime' },
  { value: 'tfjs-node', label: 'TensorFlow' },
];

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
  const isOtherSpace =
    runtime !== null && !(isModelOfCatalog && runtime.inputSize === inputSize && runtime.pooling === pooling);

  return (
    <section className="import-section" aria-labelledby="plan-model">
      <h3 id="plan-model">{title}</h3>
      <ModelChoice
        models={models}
        value={model?.name ?? null}
        onChange={(name) => onChange({ ...plan, model: name, inputSize: null, pooling: null })}
      />
      {!isOtherSpace ? null : (
        <p className="import-warning" role="status">
          This catalog was embedded with {runtime.model} ({runtime.inputSize} pixels, {runtime.pooling}{' '}
          pooling). With other settings every image is embedded again.
        </p>
      )}
      <Unfold title="Advanced" summary={`precise · ${inputSize} pixels · ${pooling} pooling`}>
        <div className="import-line">
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
            onChange={(value) =>
              onChange({ ...plan, inputSize: value === standing?.inputSize ? null : value })
            }
          />
          <Select<EngineChoice>
            label="Backend"
            value={plan.engine}
            options={engineOptions}
            onChange={(engine) => onChange({ ...plan, engine })}
          />
        </div>
        <p className="quiet">
          Images are embedded precisely: in float32, the arithmetic the model was trained in. Each pooling and
          size is an embedding space of its own; look-alikes are only found within one.
        </p>
      </Unfold>
    </section>
  );
}
