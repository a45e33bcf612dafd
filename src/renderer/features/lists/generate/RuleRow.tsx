import { Trash2 } from 'lucide-react';
import type { Facet } from '../../../../contract/products.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { Checkbox } from '../../../components/controls/Checkbox.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { NumberField } from '../../../components/controls/NumberField.tsx';
import { Select } from '../../../components/controls/Select.tsx';
import { Unfold } from '../../../components/layout/Unfold.tsx';
import { nameOfValue } from '../../products/facets/filterWords.ts';
import { fieldName } from '../../products/fieldName.ts';
import { FieldCheckboxes } from '../FieldCheckboxes.tsx';
import { type PlanCondition, type PlanRule, ruleInWords } from './generationPlan.ts';

interface RuleRowProps {
  readonly place: number;
  readonly rule: PlanRule;
  readonly facets: readonly Facet[];
  readonly onChange: (rule: PlanRule) => void;
  readonly onRemove: () => void;
}

/** A rule as a sentence, and unfolded what it is made of. */
export function RuleRow({ place, rule, facets, onChange, onRemove }: RuleRowProps) {
  const fields = facets.map(({ field }) => field);
  return (
    <div className="rule">
      <Unfold title={`Rule ${place + 1}`} summary={ruleInWords(rule)} isOpenAtFirst>
        <div className="rule-parts">
          <Conditions
            title="For"
            name="products whose lists it makes"
            facets={facets}
            conditions={rule.source}
            onChange={(source) => onChange({ ...rule, source })}
          />
          <Conditions
            title="Recommend"
            name="products it recommends"
            facets={facets}
            conditions={rule.target}
            onChange={(target) => onChange({ ...rule, target })}
          />
          <FieldChecks
            title="Same"
            fields={fields}
            chosen={rule.same}
            onChange={(same) =>
              onChange({ ...rule, same, different: rule.different.filter((each) => !same.includes(each)) })
            }
          />
          <FieldChecks
            title="Different"
            fields={fields}
            chosen={rule.different}
            onChange={(different) =>
              onChange({ ...rule, different, same: rule.same.filter((each) => !different.includes(each)) })
            }
          />
          <div className="rule-line">
            <span className="rule-title">Limits</span>
            <div className="rule-controls">
              <NumberField
                label="At least alike, %"
                value={rule.minScore}
                min={0}
                max={100}
                onChange={(minScore) => onChange({ ...rule, minScore })}
              />
              <NumberField
                label="In at most so many lists (0: any)"
                value={rule.exposureCap}
                min={0}
                max={100_000}
                onChange={(exposureCap) => onChange({ ...rule, exposureCap })}
              />
              <Select
                label="Share per"
                value={rule.capField}
                options={[
                  { value: '', label: 'no field' },
                  ...fields.map((field) => ({ value: field, label: fieldName(field) })),
                ]}
                onChange={(capField) => onChange({ ...rule, capField })}
              />
              {rule.capField === '' ? null : (
                <NumberField
                  label="at most"
                  value={rule.capMost}
                  min={1}
                  max={200}
                  onChange={(capMost) => onChange({ ...rule, capMost })}
                />
              )}
              <Checkbox
                isSelected={rule.onePerVariantGroup}
                onChange={(onePerVariantGroup) => onChange({ ...rule, onePerVariantGroup })}
              >
                One of nearly identical ones
              </Checkbox>
            </div>
          </div>
        </div>
      </Unfold>
      <IconButton label={`Remove rule ${place + 1}`} onPress={onRemove}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

interface ConditionsProps {
  readonly title: string;
  readonly name: string;
  readonly facets: readonly Facet[];
  readonly conditions: readonly PlanCondition[];
  readonly onChange: (conditions: readonly PlanCondition[]) => void;
}

/** Fields with values to pick from. */
function Conditions({ title, name, facets, conditions, onChange }: ConditionsProps) {
  const pickable = facets.filter(({ values }) => values.length > 0);
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
        {conditions.map(({ field, value }, at) => {
          const values = pickable.find((facet) => facet.field === field)?.values ?? [];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may be the same while they are chosen.
            <span key={at} className="rule-condition">
              <Select
                label={`Field ${at + 1} of ${name}`}
                isLabelHidden
                value={field}
                options={pickable.map((facet) => ({ value: facet.field, label: fieldName(facet.field) }))}
                onChange={(chosen) =>
                  change(at, firstCondition(pickable.find((each) => each.field === chosen)))
                }
              />
              <Select
                label={`Value ${at + 1} of ${name}`}
                isLabelHidden
                value={value}
                options={values.map((each) => ({ value: each.value, label: nameOfValue(each.value) }))}
                onChange={(chosen) => change(at, { field, value: chosen })}
              />
              <IconButton
                label={`Remove condition ${at + 1} of ${name}`}
                onPress={() => onChange(conditions.filter((_, index) => index !== at))}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </span>
          );
        })}
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

function firstCondition(facet: Facet | undefined): PlanCondition {
  return { field: facet?.field ?? '', value: facet?.values[0]?.value ?? '' };
}

interface FieldChecksProps {
  readonly title: string;
  readonly fields: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function FieldChecks({ title, fields, chosen, onChange }: FieldChecksProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every engine.
    <div className="rule-line" role="group" aria-label={`${title} as the product`}>
      <span className="rule-title" aria-hidden>
        {title}
      </span>
      <div className="rule-controls">
        <FieldCheckboxes fields={fields} chosen={chosen} onChange={onChange} />
      </div>
    </div>
  );
}
