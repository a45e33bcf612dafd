import type { BackendChoice, Pooling, PrecisionChoice, Runtime } from '../../../contract/models.ts';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { Unfold } from '../../components/layout/Unfold.tsx';
import { type EmbeddingPlan, poolingWords } from './embeddingPlan.ts';
import { ModelChoice } from './ModelChoice.tsx';
import { findModel, useModels } from './useModels.ts';
import './EmbeddingChoice.css';

interface EmbeddingChoiceProps<P extends EmbeddingPlan> {
  readonly title: string;
  readonly plan: P;
  readonly onChange: (plan: P) => void;
  /** What the catalog was embedded with so far; null for a new one. */
  readonly runtime: Runtime | null;
}

export const engineOptions: readonly { value: BackendChoice; label: string }[] = [
  { value: 'auto', label: 'Automatic: the fastest that passes its check' },
  { value: 'onnx', label: 'ONNX Runtime' },
  { value: 'tfjs-node', label: 'TensorFlow' },
];

const precisionOptions: readonly { value: PrecisionChoice; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'int8', label: 'Fast' },
  { value: 'fp32', label: 'Precise' },
];
const precisionSummary = { auto: 'fast where it can be', int8: 'fast', fp32: 'precise' } as const;

/** TensorFlow runs in float32 only. */
function runsFast(engine: BackendChoice): boolean {
  return engine !== 'tfjs-node';
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
  const isOtherSpace =
    runtime !== null && !(isModelOfCatalog && runtime.inputSize === inputSize && runtime.pooling === pooling);

  return (
    <section className="embedding" aria-labelledby="plan-model">
      <h3 id="plan-model">{title}</h3>
      <ModelChoice
        models={models}
        value={model?.name ?? null}
        onChange={(name) => onChange({ ...plan, model: name, inputSize: null, pooling: null })}
      />
      {!isOtherSpace ? null : (
        <p className="embedding-warning" role="status">
          This catalog was embedded with {runtime.model} ({runtime.inputSize} pixels,{' '}
          {poolingWords[runtime.pooling]}). With other settings every image is embedded again.
        </p>
      )}
      <Unfold
        title="Advanced"
        summary={`${precisionSummary[runsFast(plan.engine) ? plan.precision : 'fp32']} · ${inputSize} pixels · ${poolingWords[pooling]}`}
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
            onChange={(value) =>
              onChange({ ...plan, inputSize: value === standing?.inputSize ? null : value })
            }
          />
          <Select<PrecisionChoice>
            label="Precision"
            value={plan.precision}
            options={precisionOptions.map((option) => ({
              ...option,
              isDisabled: option.value === 'int8' && !runsFast(plan.engine),
            }))}
            onChange={(precision) => onChange({ ...plan, precision })}
          />
          <Select<BackendChoice>
            label="Backend"
            value={plan.engine}
            options={engineOptions}
            onChange={(engine) => {
              const precision = plan.precision === 'int8' && !runsFast(engine) ? 'auto' : plan.precision;
              onChange({ ...plan, engine, precision });
            }}
          />
        </div>
        <p className="quiet">
          Precise is float32, the arithmetic the model was trained in; fast is int8, about three times as
          fast. Automatic is fast where that agrees with precise on this machine. Each pooling and size is an
          embedding space of its own, and look-alikes are only found within one; fast and precise share it.
        </p>
      </Unfold>
    </section>
  );
}
