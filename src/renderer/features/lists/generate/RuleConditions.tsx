import { Trash2 } from 'lucide-react';
import type { Facet } from '../../../../contract/products.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { Select } from '../../../components/controls/Select.tsx';
import { nameOfValue } from '../../products/facets/filterWords.ts';
import { RangeFields } from '../../products/facets/RangeFields.tsx';
import { fieldName } from '../../products/fieldName.ts';
import type { PlanCondition } from './generationPlan.ts';

export interface RuleConditionsProps {
  readonly title: string;
  readonly name: string;
  readonly facets: readonly Facet[];
  readonly conditions: readonly PlanCondition[];
  readonly onChange: (conditions: readonly PlanCondition[]) => void;
}

/** Fields with values to pick from, or a range of them. */
export function RuleConditions({ title, name, facets, conditions, onChange }: RuleConditionsProps) {
  const pickable = facets.filter(({ values, span }) => values.length > 0 || span !== undefined);
  const [first] = pickable;
  const change = (at: number, condition: PlanCondition): void =>
    onChange(conditions.map((each, index) => (index === at ? condition : each)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every engine.
    <div className="rule-line" role="group" aria-label={name}>
      <span className="rule-title" aria-hidden>
        {title}
      </span>
      <div className="rule-controls">
        {conditions.length === 0 ? <span className="quiet">all products</span> : null}
        {conditions.map((condition, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may be the same while they are chosen.
          <span key={at} className="rule-condition">
            <Select
              label={`Field ${at + 1} of ${name}`}
              isLabelHidden
              value={condition.field}
              options={pickable.map(({ field }) => ({ value: field, label: fieldName(field) }))}
              onChange={(chosen) =>
                change(at, firstCondition(pickable.find(({ field }) => field === chosen)))
              }
            />
            <ConditionValue
              label={`Value ${at + 1} of ${name}`}
              condition={condition}
              facet={pickable.find(({ field }) => field === condition.field)}
              onChange={(changed) => change(at, changed)}
            />
            <IconButton
              label={`Remove condition ${at + 1} of ${name}`}
              onPress={() => onChange(conditions.filter((_, index) => index !== at))}
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </span>
        ))}
        {first === undefined ? null : (
          <Button
            variant="quiet"
            aria-label={`Add a condition on ${name}`}
            onPress={() => onChange([...conditions, firstCondition(first)])}
          >
            Add a condition
          </Button>
        )}
      </div>
    </div>
  );
}

interface ConditionValueProps {
  readonly label: string;
  readonly condition: PlanCondition;
  readonly facet: Facet | undefined;
  readonly onChange: (condition: PlanCondition) => void;
}

/** Any value; a value is told apart from it by what stands before it. */
const any = 'any';
const range = 'range';
const valueMark = '=';

function ConditionValue({ label, condition, facet, onChange }: ConditionValueProps) {
  const { field } = condition;
  const options = [
    ...(facet?.values ?? []).map(({ value }) => ({ value: valueMark + value, label: nameOfValue(value) })),
    { value: any, label: 'any value' },
    ...(facet?.span === undefined ? [] : [{ value: range, label: 'from … to …' }]),
  ];
  const chosen = 'range' in condition ? range : condition.value === null ? any : valueMark + condition.value;
  return (
    <>
      <Select
        label={label}
        isLabelHidden
        value={chosen}
        options={options}
        onChange={(next) => {
          if (next === range) onChange({ field, range: {} });
          else onChange({ field, value: next === any ? null : next.slice(valueMark.length) });
        }}
      />
      {'range' in condition && facet?.span !== undefined ? (
        <RangeFields
          name={fieldName(field)}
          span={facet.span}
          range={condition.range}
          onChange={(bounds) => onChange({ field, range: bounds ?? {} })}
        />
      ) : null}
    </>
  );
}

function firstCondition(facet: Facet | undefined): PlanCondition {
  const field = facet?.field ?? '';
  const [first] = facet?.values ?? [];
  return first === undefined ? { field, range: {} } : { field, value: first.value };
}
