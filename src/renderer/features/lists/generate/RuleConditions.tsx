import { Trash2 } from 'lucide-react';
import type { Facet } from '../../../../contract/products.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { Select } from '../../../components/controls/Select.tsx';
import { TextField } from '../../../components/controls/TextField.tsx';
import { formatCount } from '../../../components/format.ts';
import { nameOfValue } from '../../products/facets/filterWords.ts';
import { RangeFields } from '../../products/facets/RangeFields.tsx';
import { fieldName } from '../../products/fieldName.ts';
import type { PlanCondition } from './generationPlan.ts';

export interface RuleConditionsProps {
  readonly title: string;
  readonly name: string;
  readonly facets: readonly Facet[];
  /** How many products are selected. */
  readonly selected: number;
  readonly conditions: readonly PlanCondition[];
  readonly onChange: (conditions: readonly PlanCondition[]) => void;
}

/** What a condition is about, beside fields. */
const named = 'named';
const ids = 'ids';
const selection = 'selection';
/** Tells a field apart from these by what stands before it. */
const fieldMark = '.';

/** Fields with values, words or a range; names and ids by words; products by their ids, or those that are selected. */
export function RuleConditions(props: RuleConditionsProps) {
  const { title, name, facets, selected, conditions, onChange } = props;
  const pickable = facets.filter(({ values, span }) => values.length > 0 || span !== undefined);
  const subjects = [
    ...pickable.map(({ field }) => ({ value: fieldMark + field, label: fieldName(field) })),
    { value: named, label: 'Name or id' },
    { value: ids, label: 'Products by their ids' },
    ...(selected === 0 ? [] : [{ value: selection, label: `Selected products (${formatCount(selected)})` }]),
  ];
  const change = (at: number, condition: PlanCondition): void =>
    onChange(conditions.map((each, index) => (index === at ? condition : each)));
  const begin = (subject: string): PlanCondition =>
    firstCondition(
      subject,
      pickable.find(({ field }) => fieldMark + field === subject),
    );
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
              value={subjectOf(condition)}
              options={subjects}
              onChange={(chosen) => change(at, begin(chosen))}
            />
            <ConditionValue
              label={`Value ${at + 1} of ${name}`}
              condition={condition}
              facets={pickable}
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
        <Button
          variant="quiet"
          aria-label={`Add a condition on ${name}`}
          onPress={() => onChange([...conditions, begin(subjects[0]?.value ?? named)])}
        >
          Add a condition
        </Button>
      </div>
    </div>
  );
}

function subjectOf(condition: PlanCondition): string {
  if ('isSelected' in condition) return selection;
  if ('ids' in condition) return ids;
  return condition.field === null ? named : fieldMark + condition.field;
}

function firstCondition(subject: string, facet: Facet | undefined): PlanCondition {
  if (subject === selection) return { isSelected: true };
  if (subject === ids) return { ids: '' };
  if (facet === undefined) return { field: null, text: '' };
  const { field } = facet;
  const [first] = facet.values;
  return first === undefined ? { field, range: {} } : { field, value: first.value };
}

interface ConditionValueProps {
  readonly label: string;
  readonly condition: PlanCondition;
  readonly facets: readonly Facet[];
  readonly onChange: (condition: PlanCondition) => void;
}

function ConditionValue({ label, condition, facets, onChange }: ConditionValueProps) {
  if ('isSelected' in condition) return null;
  if ('ids' in condition) {
    return (
      <TextField
        label={label}
        isLabelHidden
        placeholder="Ids, with commas between them"
        value={condition.ids}
        onChange={(typed) => onChange({ ids: typed })}
      />
    );
  }
  const facet = facets.find(({ field }) => field === condition.field);
  return (
    <>
      {condition.field === null ? null : (
        <FieldValue
          label={label}
          condition={condition}
          field={condition.field}
          facet={facet}
          onChange={onChange}
        />
      )}
      {'text' in condition ? (
        <TextField
          label={condition.field === null ? label : `Words of ${label.toLowerCase()}`}
          isLabelHidden
          placeholder="Words, or their beginnings"
          value={condition.text}
          onChange={(text) => onChange({ field: condition.field, text })}
        />
      ) : null}
    </>
  );
}

/** Any value; a value is told apart from these by what stands before it. */
const any = 'any';
const range = 'range';
const words = 'words';
const valueMark = '=';

interface FieldValueProps extends Omit<ConditionValueProps, 'facets'> {
  readonly field: string;
  readonly facet: Facet | undefined;
}

function FieldValue({ label, condition, field, facet, onChange }: FieldValueProps) {
  const options = [
    ...(facet?.values ?? []).map(({ value }) => ({ value: valueMark + value, label: nameOfValue(value) })),
    { value: any, label: 'any value' },
    { value: words, label: 'with the words …' },
    ...(facet?.span === undefined ? [] : [{ value: range, label: 'from … to …' }]),
  ];
  return (
    <>
      <Select
        label={label}
        isLabelHidden
        value={choiceOf(condition)}
        options={options}
        onChange={(next) => {
          if (next === range) onChange({ field, range: {} });
          else if (next === words) onChange({ field, text: '' });
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

function choiceOf(condition: PlanCondition): string {
  if ('range' in condition) return range;
  if ('text' in condition) return words;
  return 'value' in condition && condition.value !== null ? valueMark + condition.value : any;
}
