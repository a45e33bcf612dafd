import type { BackendChoice, PrecisionChoice } from '../../../contract/models.ts';
import { Select } from '../../components/controls/Select.tsx';
import type { EmbeddingPlan } from './embeddingPlan.ts';

const engineOptions: readonly { value: BackendChoice; label: string }[] = [
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

/** What the two precisions are, in sentences. */
export const precisionNote =
  'Precise is float32, the arithmetic the model was trained in; fast is int8, about three times as fast. Automatic is fast where that agrees with precise on this machine.';

/** In a word or two, for where it is folded away. */
export function describePrecisionOf({ engine, precision }: EmbeddingPlan): string {
  return precisionSummary[runsFast(engine) ? precision : 'fp32'];
}

/** How this machine computes embeddings, which changes nothing in what they are compared with. */
export function RunChoice<P extends EmbeddingPlan>({
  plan,
  onChange,
}: {
  readonly plan: P;
  readonly onChange: (plan: P) => void;
}) {
  return (
    <>
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
    </>
  );
}
