import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { Facet } from '../../../../contract/products.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { Checkbox } from '../../../components/controls/Checkbox.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { NumberField } from '../../../components/controls/NumberField.tsx';
import { TextField } from '../../../components/controls/TextField.tsx';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { Unfold } from '../../../components/layout/Unfold.tsx';
import { FieldCheckboxes } from '../FieldCheckboxes.tsx';
import { addIds, type PlanRule, readIds, ruleInWords } from './generationPlan.ts';
import { RuleConditions } from './RuleConditions.tsx';
import { RuleShares } from './RuleShares.tsx';

interface RuleRowProps {
  readonly place: number;
  readonly rule: PlanRule;
  readonly facets: readonly Facet[];
  readonly onChange: (rule: PlanRule) => void;
  /** How many rules there are. */
  readonly count: number;
  /** The selected products. */
  readonly selected: readonly string[];
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** A rule as a sentence, and unfolded what it is made of. */
export function RuleRow(props: RuleRowProps) {
  const { place, rule, facets, count, selected, onChange, onMove, onRemove } = props;
  const excluded = readIds(rule.exclude).length;
  const fields = facets.map(({ field }) => field);
  return (
    <div className="rule">
      <Unfold title={`Rule ${place + 1}`} summary={ruleInWords(rule)} isOpenAtFirst>
        <div className="rule-parts">
          <RuleConditions
            title="For"
            name="products whose lists it makes"
            facets={facets}
            selected={selected.length}
            conditions={rule.source}
            onChange={(source) => onChange({ ...rule, source })}
          />
          <RuleConditions
            title="Recommend"
            name="products it recommends"
            facets={facets}
            selected={selected.length}
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
          <RuleShares
            fields={fields}
            shares={rule.shares}
            onChange={(shares) => onChange({ ...rule, shares })}
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
              <Checkbox
                isSelected={rule.onePerVariantGroup}
                onChange={(onePerVariantGroup) => onChange({ ...rule, onePerVariantGroup })}
              >
                One of nearly identical ones
              </Checkbox>
            </div>
          </div>
          <Unfold title="Left out" summary={excluded === 0 ? 'none' : formatCounted(excluded, 'product')}>
            <div className="rule-excluded">
              <TextField
                label="Their ids, with commas between them"
                value={rule.exclude}
                onChange={(exclude) => onChange({ ...rule, exclude })}
              />
              {selected.length === 0 ? null : (
                <Button onPress={() => onChange({ ...rule, exclude: addIds(rule.exclude, selected) })}>
                  {`Add what is selected (${formatCount(selected.length)})`}
                </Button>
              )}
            </div>
          </Unfold>
        </div>
      </Unfold>
      {count < 2 ? null : (
        <>
          <IconButton
            label={`Try rule ${place + 1} earlier`}
            isDisabled={place === 0}
            onPress={() => onMove(-1)}
          >
            <ArrowUp size={14} aria-hidden />
          </IconButton>
          <IconButton
            label={`Try rule ${place + 1} later`}
            isDisabled={place === count - 1}
            onPress={() => onMove(1)}
          >
            <ArrowDown size={14} aria-hidden />
          </IconButton>
        </>
      )}
      <IconButton label={`Remove rule ${place + 1}`} onPress={onRemove}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </div>
  );
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
