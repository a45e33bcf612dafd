import type { FieldChart } from '../../../contract/insight/charts.ts';
import { formatCount, formatCounted } from '../../components/format.ts';
import { navigate } from '../../shell/navigation.ts';
import { fieldName } from '../products/fieldName.ts';
import { Bars } from './Bars.tsx';
import { ChartCard } from './ChartCard.tsx';
import type { ChartsAddress } from './chartsAddress.ts';
import { isOn, toggleFilter } from './filterBars.ts';

interface MissingCardProps {
  readonly charts: readonly FieldChart[];
  readonly address: ChartsAddress;
  readonly isStale: boolean;
}

/** In which fields products have no value. */
export function MissingCard({ charts, address, isStale }: MissingCardProps) {
  const lacking = charts.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing);
  const [most] = lacking;
  const message =
    most === undefined
      ? 'every product has a value in every field'
      : `${formatCount(most.missing)} of ${formatCounted(most.products, 'product')} have none in ${fieldName(most.field)}`;
  return (
    <ChartCard
      subject="Missing values"
      message={message}
      isStale={isStale}
      readRows={async () => [
        ['field', 'without a value', 'products'],
        ...charts.map(({ field, missing, products }) => [field, missing, products]),
      ]}
    >
      {most === undefined ? null : (
        <Bars
          label="Missing values"
          bars={lacking.map(({ field, missing }) => {
            const filter = { field, values: [''] };
            return {
              key: field,
              label: fieldName(field),
              count: missing,
              isOn: isOn(address.view.where, filter),
              onPress: () => navigate({ ...address, view: toggleFilter(address.view, filter) }),
            };
          })}
        />
      )}
    </ChartCard>
  );
}
