import type { TuneFieldChoice } from '../../../contract/insight/tuning.ts';
import { Slider } from '../../components/controls/Slider.tsx';
import { formatCounted } from '../../components/format.ts';
import { Unfold } from '../../components/layout/Unfold.tsx';
import { fieldName } from '../products/fieldName.ts';

/** Those that the person changed, by field. */
export type Weights = ReadonlyMap<string, number>;

export interface WeightListProps {
  readonly fields: readonly TuneFieldChoice[];
  readonly weightOf: (field: string) => number;
  readonly isLoading: boolean;
  readonly onChange: (field: string, weight: number) => void;
}

/** How much each field counts; those that nothing can be learned from, with the reason. */
export function WeightList({ fields, weightOf, isLoading, onChange }: WeightListProps) {
  const usable = fields.filter(({ problem }) => problem === null);
  const others = fields.filter(({ problem }) => problem !== null);
  if (isLoading) return <p aria-busy="true">Looking at the metadata…</p>;
  return (
    <section className="tune-fields" aria-label="How much each field counts">
      <h3>How much products with the same value should lie together</h3>
      {usable.length === 0 ? (
        <p>There is no field to learn from. Import metadata with values that many products share.</p>
      ) : null}
      {usable.map(({ field, values }) => (
        <div key={field} className="tune-field">
          <Slider
            label={fieldName(field)}
            value={weightOf(field)}
            min={0}
            max={Math.max(1, weightOf(field))}
            step={0.1}
            onChange={(weight) => onChange(field, weight)}
          />
          <span className="quiet">{formatCounted(values, 'value')}</span>
        </div>
      ))}
      {others.length === 0 ? null : (
        <Unfold title={`${formatCounted(others.length, 'field')} left out`}>
          <ul>
            {others.map(({ field, problem }) => (
              <li key={field}>{`${fieldName(field)}: ${problem}`}</li>
            ))}
          </ul>
        </Unfold>
      )}
    </section>
  );
}
