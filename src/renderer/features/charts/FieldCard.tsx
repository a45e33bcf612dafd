import type { FieldChart } from '../../../contract/insight/charts.ts';
import { client } from '../../api/client.ts';
import { navigate } from '../../shell/navigation.ts';
import { clearField } from '../products/facets/filters.ts';
import { nameOfValue } from '../products/facets/filterWords.ts';
import { fieldName } from '../products/fieldName.ts';
import { Bars } from './Bars.tsx';
import { ChartCard, type TableRows } from './ChartCard.tsx';
import type { ChartsAddress } from './chartsAddress.ts';
import { describeField, describeRest, isOfCodes } from './chartWords.ts';
import { isOn, toggleFilter } from './filterBars.ts';

interface FieldCardProps {
  readonly chart: FieldChart;
  readonly address: ChartsAddress;
  readonly isStale: boolean;
}

/** How the values of a field are spread. Its own filters do not narrow it: other values stay there to be chosen. */
export function FieldCard({ chart, address, isStale }: FieldCardProps) {
  const { field, bars, distinct } = chart;
  const { view } = address;
  const name = fieldName(field);

  async function readRows(): Promise<TableRows> {
    const { values } = await client.call('charts.values', { view: clearField(view, field), field });
    return [[field, 'products'], ...values.map(({ value, count }) => [value, count])];
  }

  const rest = describeRest(chart);
  return (
    <ChartCard
      subject={name}
      message={describeField(chart)}
      isStale={isStale}
      {...(distinct > 0 && { readRows })}
    >
      {distinct === 0 || isOfCodes(chart) ? null : (
        <Bars
          label={name}
          bars={bars.map(({ label, count, filter }) => ({
            key: label,
            label: nameOfValue(label),
            count,
            isOn: filter !== null && isOn(view.where, filter),
            onPress:
              filter === null ? null : () => navigate({ ...address, view: toggleFilter(view, filter) }),
          }))}
        />
      )}
      {rest === null || isOfCodes(chart) ? null : <p className="quiet">{rest}</p>}
    </ChartCard>
  );
}
