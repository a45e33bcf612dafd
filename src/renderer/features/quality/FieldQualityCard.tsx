import {
  type Estimate,
  fewestToSay,
  type MeasuredField,
  type MeasuredValue,
} from '../../../contract/insight/quality.ts';
import { formatCount, formatCounted } from '../../components/format.ts';
import { navigate } from '../../shell/navigation.ts';
import { Bars } from '../charts/Bars.tsx';
import { ChartCard, type TableRows } from '../charts/ChartCard.tsx';
import { fieldName } from '../products/fieldName.ts';
import { Examples } from './Examples.tsx';
import type { QualityAddress } from './qualityAddress.ts';
import { describeDifference, describePrecision, percent } from './qualityWords.ts';

interface FieldQualityCardProps {
  readonly measured: MeasuredField;
  /** Of two settings; null: there is one. */
  readonly names: readonly [string, string] | null;
  readonly address: QualityAddress;
}

/** As many as are taken in at a glance. */
const mostBars = 12;

/** How many look-alikes have the same value in a field; the weakest values first, each with its examples. */
export function FieldQualityCard({ measured, names, address }: FieldQualityCardProps) {
  const { field, values, difference } = measured;
  const { shown } = address;
  const open = shown?.field === field ? values.find(({ value }) => value === shown.value) : undefined;
  const rest = describeRest(measured);
  return (
    <ChartCard
      subject={fieldName(field)}
      message={describePrecision(measured)}
      readRows={async () => rowsOf(measured, names)}
    >
      {difference === null || names === null ? null : <p>{`${describeDifference(difference, names)}.`}</p>}
      {values.length === 0 ? null : (
        <Bars
          label={`${fieldName(field)}, the weakest first`}
          full={1}
          bars={values.slice(0, mostBars).map(({ value, precision }) => ({
            key: value,
            label: value,
            count: precision[0]?.value ?? 0,
            text: precision.map((estimate) => percent(estimate.value)).join(' → '),
            isOn: open?.value === value,
            onPress: () =>
              navigate<QualityAddress>(
                { ...address, shown: open?.value === value ? null : { field, value } },
                { replace: true },
              ),
          }))}
        />
      )}
      {open === undefined ? null : <Examples field={field} measured={open} />}
      {rest === null ? null : <p className="quiet">{rest}</p>}
    </ChartCard>
  );
}

function describeRest({ values, tooFew, withoutValue }: MeasuredField): string | null {
  const parts = [
    ...(values.length > mostBars
      ? [`${formatCounted(values.length - mostBars, 'more value')} in the table`]
      : []),
    ...(tooFew > 0
      ? [
          `${formatCounted(tooFew, 'value')} with fewer than ${fewestToSay} products among those looked at, too few to say something of`,
        ]
      : []),
    ...(withoutValue > 0
      ? [`${formatCounted(withoutValue, 'product')} left out for want of a value to compare`]
      : []),
  ];
  return parts.length === 0 ? null : `${parts.join('; ')}.`;
}

function rowsOf(
  { field, products, precision, difference, values }: MeasuredField,
  names: readonly [string, string] | null,
): TableRows {
  const header =
    names === null
      ? [field, 'products', 'same value', 'from', 'to']
      : [
          ...[field, 'products'],
          ...names.flatMap((name) => [name, `${name}, from`, `${name}, to`]),
          ...['difference', 'difference, from', 'difference, to'],
        ];
  const line = (of: Pick<MeasuredValue, 'precision' | 'difference'>): string[] =>
    [...of.precision, ...(of.difference === null ? [] : [of.difference])].flatMap(cellsOf);
  return [
    header,
    ['all values', formatCount(products), ...line({ precision, difference })],
    ...values.map((each) => [each.value, formatCount(each.products), ...line(each)]),
  ];
}

export function cellsOf({ value, low, high }: Estimate): string[] {
  return [value, low, high].map((number) => number.toFixed(3));
}
