import { Trash2 } from 'lucide-react';
import { Button } from '../../../components/controls/Button.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { NumberField } from '../../../components/controls/NumberField.tsx';
import { Select } from '../../../components/controls/Select.tsx';
import { fieldName } from '../../products/fieldName.ts';
import type { PlanShare } from './generationPlan.ts';

export interface RuleSharesProps {
  readonly fields: readonly string[];
  readonly shares: readonly PlanShare[];
  readonly onChange: (shares: readonly PlanShare[]) => void;
}

const usualMost = 2;

/** How many entries may share a value, per field. */
export function RuleShares({ fields, shares, onChange }: RuleSharesProps) {
  const free = fields.filter((field) => shares.every((share) => share.field !== field));
  const [next] = free;
  const change = (old: PlanShare, share: PlanShare): void =>
    onChange(shares.map((each) => (each === old ? share : each)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every engine.
    <div className="rule-line" role="group" aria-label="how many may share a value">
      <span className="rule-title" aria-hidden>
        At most
      </span>
      <div className="rule-controls">
        {shares.length === 0 ? <span className="quiet">any number per value</span> : null}
        {shares.map((share, at) => (
          <span key={share.field} className="rule-condition">
            <NumberField
              label={`At most so many per ${fieldName(share.field).toLowerCase()}`}
              isLabelHidden
              value={share.most}
              min={1}
              max={200}
              onChange={(most) => change(share, { ...share, most })}
            />
            <span aria-hidden>per</span>
            <Select
              label={`Field ${at + 1} of which so many may share a value`}
              isLabelHidden
              value={share.field}
              options={[share.field, ...free].map((field) => ({ value: field, label: fieldName(field) }))}
              onChange={(field) => change(share, { ...share, field })}
            />
            <IconButton
              label={`Remove the limit per ${fieldName(share.field).toLowerCase()}`}
              onPress={() => onChange(shares.filter((each) => each !== share))}
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </span>
        ))}
        {next === undefined ? null : (
          <Button
            variant="quiet"
            aria-label="Add a limit per value"
            onPress={() => onChange([...shares, { field: next, most: usualMost }])}
          >
            Add a limit
          </Button>
        )}
      </div>
    </div>
  );
}
