import type { Output } from '../../../contract/contract.ts';
import type { FieldChart } from '../../../contract/insight/charts.ts';
import { client } from '../../api/client.ts';
import { useCall } from '../../api/useCall.ts';
import { Select } from '../../components/controls/Select.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { HeatGrid } from '../../components/HeatGrid.tsx';
import { navigate } from '../../shell/navigation.ts';
import { nameOfValue } from '../products/facets/filterWords.ts';
import { fieldName } from '../products/fieldName.ts';
import { ChartCard, type TableRows } from './ChartCard.tsx';
import type { ChartsAddress } from './chartsAddress.ts';
import { isOn, toggleFilter } from './filterBars.ts';

/** As many rows and columns as are taken in at a glance. */
const most = 15;

interface CrossCardProps {
  readonly charts: readonly FieldChart[];
  readonly address: ChartsAddress;
}

/** Two fields against each other: how many products have both values. A cell is a filter by both. */
export function CrossCard({ charts, address }: CrossCardProps) {
  const cross = address.cross ?? findPair(charts);
  if (cross === null) return null;
  return <CrossTable charts={charts} address={address} cross={cross} />;
}

interface CrossTableProps extends CrossCardProps {
  readonly cross: NonNullable<ChartsAddress['cross']>;
}

function CrossTable({ charts, address, cross }: CrossTableProps) {
  const { view } = address;
  const { field, by } = cross;
  const table = useCall('charts.cross', { view, field, by, most }, { keepPrevious: true });
  const options = charts.map((chart) => ({ value: chart.field, label: fieldName(chart.field) }));

  async function readRows(): Promise<TableRows> {
    const { values, columns, counts } = await client.call('charts.cross', { view, field, by });
    return [[`${field} / ${by}`, ...columns], ...values.map((value, at) => [value, ...(counts[at] ?? [])])];
  }

  const filtersOf = (data: Output<'charts.cross'>, row: number, column: number) => [
    { field, values: [data.values[row] ?? ''] },
    { field: by, values: [data.columns[column] ?? ''] },
  ];

  function choose(data: Output<'charts.cross'>, row: number, column: number): void {
    const filters = filtersOf(data, row, column);
    const changed = filters.filter((filter) => !isOn(view.where, filter));
    // Pressed again it takes both off.
    const toToggle = changed.length === 0 ? filters : changed;
    navigate({ ...address, view: toToggle.reduce(toggleFilter, view) });
  }

  const { data, error } = table;
  return (
    <ChartCard
      subject="Two fields together"
      message={data === undefined ? 'counting…' : describe(data)}
      isStale={table.isPlaceholderData}
      {...(error === null && { readRows })}
    >
      <div className="chart-choices">
        <Select
          label="Rows"
          value={field}
          options={options}
          onChange={(chosen) => navigate({ ...address, cross: { field: chosen, by } }, { replace: true })}
        />
        <Select
          label="Columns"
          value={by}
          options={options}
          onChange={(chosen) => navigate({ ...address, cross: { field, by: chosen } }, { replace: true })}
        />
      </div>
      {error !== null ? <ErrorNote title="These fields could not be counted" failure={error} /> : null}
      {data === undefined || error !== null || data.products === 0 ? null : (
        <Grid data={data} cross={cross} filters={filtersOf} address={address} onOpen={choose} />
      )}
    </ChartCard>
  );
}

interface GridProps {
  readonly data: Output<'charts.cross'>;
  readonly cross: NonNullable<ChartsAddress['cross']>;
  readonly address: ChartsAddress;
  readonly filters: (
    data: Output<'charts.cross'>,
    row: number,
    column: number,
  ) => Parameters<typeof isOn>[1][];
  readonly onOpen: (data: Output<'charts.cross'>, row: number, column: number) => void;
}

function Grid({ data, cross, address, filters, onOpen }: GridProps) {
  const { values, columns, counts, distinct } = data;
  const greatest = Math.max(1, ...counts.flat());
  const countAt = (row: number, column: number) => counts[row]?.[column] ?? 0;
  const left = [
    hidden(distinct.values - values.length, cross.field),
    hidden(distinct.columns - columns.length, cross.by),
  ].filter((words) => words !== null);
  return (
    <>
      <HeatGrid
        label={`${fieldName(cross.field)} by ${fieldName(cross.by)}`}
        corner={`${fieldName(cross.field)} by ${fieldName(cross.by).toLowerCase()}`}
        rows={values.map((value) => ({ key: value, name: nameOfValue(value) }))}
        columns={columns.map((value) => ({ key: value, name: nameOfValue(value) }))}
        textOf={(row, column) => formatCount(countAt(row, column))}
        shareOf={(row, column) => countAt(row, column) / greatest}
        showsText
        isChosen={(row, column) =>
          filters(data, row, column).every((filter) => isOn(address.view.where, filter))
        }
        onOpen={(row, column) => onOpen(data, row, column)}
      />
      {left.length === 0 ? null : <p className="quiet">{`${left.join(' and ')} in the table`}</p>}
    </>
  );
}

function hidden(count: number, field: string): string | null {
  return count === 0 ? null : `${formatCounted(count, 'more value')} of ${fieldName(field)}`;
}

function describe({ products, values, columns, counts }: Output<'charts.cross'>): string {
  if (products === 0) return 'no product passes the filters';
  const cells = counts.flat();
  const empty = cells.filter((count) => count === 0).length;
  const at = cells.indexOf(Math.max(...cells));
  const [row, column] = [Math.floor(at / columns.length), at % columns.length];
  const pair = `${nameOfValue(values[row] ?? '')} and ${nameOfValue(columns[column] ?? '')}`;
  const share = `${formatCount(cells[at] ?? 0)} of ${formatCounted(products, 'product')} are ${pair}`;
  return empty === 0
    ? share
    : `${share}; ${formatCount(empty)} of ${formatCounted(cells.length, 'pair')} have none`;
}

/** The first two fields whose values are told apart, and are few. */
function findPair(charts: readonly FieldChart[]): ChartsAddress['cross'] {
  const [first, second] = charts.filter(
    ({ kind, distinct }) => kind === 'values' && distinct > 1 && distinct <= 200,
  );
  return first === undefined || second === undefined ? null : { field: first.field, by: second.field };
}
