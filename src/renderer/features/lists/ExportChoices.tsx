import { type ReactNode, useState } from 'react';
import type { View } from '../../../contract/products.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Checkbox } from '../../components/controls/Checkbox.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Segments } from '../../components/controls/Segments.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { formatCount } from '../../components/format.ts';
import { useMetricOptions } from '../../shell/metricOptions.ts';
import { diversityOf, type Variety, varieties, varietyOf } from '../../shell/variety.ts';
import { isNarrowed } from '../products/facets/filters.ts';
import { type ExportPlan, type Scope, type ShownList, wishesOf } from './exportPlan.ts';
import { FieldCheckboxes } from './FieldCheckboxes.tsx';
import { ListInWords } from './ListInWords.tsx';
import { ShopChoices } from './ShopChoices.tsx';

interface ExportChoicesProps {
  readonly plan: ExportPlan;
  readonly onChange: (plan: ExportPlan) => void;
  /** The one on screen. */
  readonly list: ShownList | null;
  /** Products selected in the library. */
  readonly selected: number;
  /** How many of them the view's filters hide. */
  readonly hidden: number;
  readonly view: View;
  readonly total: number;
  readonly fields: readonly string[];
  readonly catalogName: string;
  readonly isDisabled: boolean;
}

const mostTop = 200;

/** Everything about an export that can be chosen, on one page. */
export function ExportChoices(props: ExportChoicesProps) {
  const { plan, onChange, list, selected, hidden, view, total, fields } = props;
  const metricOptions = useMetricOptions();
  const isForShop = plan.format === 'shop';
  /** The first field has the focus when the sheet opens, and does not take it when it comes back. */
  const [hasChosen, setHasChosen] = useState(false);
  const isFiltered = isNarrowed(view);
  const wishes = wishesOf(list, plan.scope);
  /** What the lists of other products are made without. */
  const own = wishesOf(list, 'list')?.words.filter((words) => wishes?.words.includes(words) !== true) ?? [];
  const inView = useCall('products.list', { view, offset: 0, limit: 1 }, { enabled: isFiltered }).data?.total;
  const scopes: { value: Scope; label: string }[] = [
    ...(list === null ? [] : [{ value: 'list' as const, label: 'This product' }]),
    ...(selected > 0 ? [{ value: 'selection' as const, label: nameSelection(selected, hidden) }] : []),
    ...(isFiltered
      ? [
          {
            value: 'view' as const,
            label: `Filtered view${inView === undefined ? '' : ` (${formatCount(inView)})`}`,
          },
        ]
      : []),
    { value: 'all', label: `Whole catalog (${formatCount(total)})` },
  ];

  return (
    <fieldset className="export-choices" disabled={props.isDisabled}>
      <legend className="screen-reader-only">What to export</legend>
      <Row title="Lists of">
        {scopes.length === 1 ? (
          <>
            <span>{scopes[0]?.label}</span>
            <span className="quiet">Select products or filter the library to export fewer.</span>
          </>
        ) : (
          <Segments
            label="Lists of"
            isLabelHidden
            value={plan.scope}
            options={scopes}
            onChange={(scope) => onChange({ ...plan, scope })}
          />
        )}
        {list === null || plan.scope !== 'list' ? null : <ListInWords id={list.productId} />}
      </Row>
      <Row title="Each list">
        {isForShop ? null : (
          <NumberField
            label="Look-alikes"
            value={plan.top}
            min={1}
            max={mostTop}
            autoFocus={!hasChosen}
            onChange={(top) => onChange({ ...plan, top })}
          />
        )}
        <Select
          label="Distance"
          value={plan.metric}
          options={metricOptions}
          onChange={(metric) => onChange({ ...plan, metric })}
        />
        <Select<Variety>
          label="Variety"
          value={varietyOf(plan.diversity)}
          options={varieties}
          onChange={(variety) => onChange({ ...plan, diversity: diversityOf[variety] })}
        />
        {wishes === null ? null : (
          <Checkbox
            isSelected={plan.heedsWishes}
            onChange={(heedsWishes) => onChange({ ...plan, heedsWishes })}
          >
            {`As asked for here: ${wishes.words.join(', ')}`}
          </Checkbox>
        )}
        <Checkbox
          isSelected={plan.onlyCurated}
          onChange={(onlyCurated) => onChange({ ...plan, onlyCurated })}
        >
          Only accepted and pinned
        </Checkbox>
        {view.where.length === 0 ? null : (
          <Checkbox
            isSelected={plan.filtersApply}
            onChange={(filtersApply) => onChange({ ...plan, filtersApply })}
          >
            Recommend only what passes the filters
          </Checkbox>
        )}
        {own.length === 0 ? null : (
          <p className="export-own">{`Asked of this product alone, and left out here: ${own.join(', ')}.`}</p>
        )}
      </Row>
      {fields.length === 0 ? null : (
        <>
          <Row title="Same">
            <FieldChecks
              name="The look-alike must have the same"
              fields={fields}
              chosen={plan.same}
              onChange={(same) => onChange({ ...plan, same })}
            />
          </Row>
          {isForShop ? null : (
            <Row title="Columns">
              <FieldChecks
                name="Further columns"
                fields={fields}
                chosen={plan.columns}
                canTakeAll
                onChange={(columns) => onChange({ ...plan, columns })}
              />
            </Row>
          )}
        </>
      )}
      <Row title="Format">
        <Segments
          label="Format"
          isLabelHidden
          value={plan.format}
          options={[
            { value: 'csv', label: 'CSV' },
            { value: 'xlsx', label: 'Excel' },
            { value: 'json', label: 'JSON' },
            { value: 'html', label: 'Contact sheet (HTML)' },
            { value: 'shop', label: 'For a shop' },
          ]}
          onChange={(format) => {
            setHasChosen(true);
            onChange({ ...plan, format });
          }}
        />
        {plan.format !== 'html' ? null : (
          <p className="quiet export-note">
            One page with its pictures inside, for a colleague without Twinset: it opens in any browser,
            prints, and takes marks. The file of marks comes back through “Import lists…”.
          </p>
        )}
      </Row>
      {!isForShop ? null : (
        <Row title="Shop">
          <ShopChoices plan={plan} onChange={onChange} fields={fields} catalogName={props.catalogName} />
        </Row>
      )}
    </fieldset>
  );
}

function nameSelection(selected: number, hidden: number): string {
  const unseen = hidden > 0 ? `, ${formatCount(hidden)} hidden by filters` : '';
  return `Selection (${formatCount(selected)}${unseen})`;
}

function Row({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="export-row">
      <span className="export-row-title" aria-hidden>
        {title}
      </span>
      <div className="export-row-controls">{children}</div>
    </div>
  );
}

interface FieldChecksProps {
  readonly name: string;
  readonly fields: readonly string[];
  readonly chosen: readonly string[];
  readonly canTakeAll?: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

function FieldChecks({ name, fields, chosen, canTakeAll = false, onChange }: FieldChecksProps) {
  const hasAll = fields.every((field) => chosen.includes(field));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a wrapping row in every engine.
    <div role="group" aria-label={name} className="export-fields">
      <FieldCheckboxes fields={fields} chosen={chosen} onChange={onChange} />
      {!canTakeAll ? null : (
        <Button variant="quiet" onPress={() => onChange(hasAll ? [] : fields)}>
          {hasAll ? 'None' : 'All'}
        </Button>
      )}
    </div>
  );
}
