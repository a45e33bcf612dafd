import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../contract/contract.ts';
import type { ProductSummary } from '../../../contract/products.ts';
import { isSimilarity, type Metric } from '../../../contract/search.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Segments } from '../../components/controls/Segments.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted, formatScore } from '../../components/format.ts';
import { HeatGrid } from '../../components/HeatGrid.tsx';
import { offeredMetric, useMetricOptions } from '../../shell/metricOptions.ts';
import { navigate, openProduct } from '../../shell/navigation.ts';
import { compareAddress } from '../compare/compareAddress.ts';
import { CopyButton } from '../imports/report/CopyButton.tsx';
import { downloadText } from '../imports/report/downloadText.ts';
import { depthsOf } from './depths.ts';
import type { MatrixAddress } from './matrixAddress.ts';
import { writeMatrix, writeNumbers } from './matrixText.ts';

/** With more products their numbers would no longer be read on the cells. */
const mostWithNumbers = 16;

/** The heat map, and its numbers to take along. */
export function Matrix({ address }: { readonly address: MatrixAddress }) {
  const { ids, order } = address;
  const metricOptions = useMetricOptions();
  const metric = offeredMetric(address.metric);
  const { data, error } = useCall('matrix.compare', { ids: [...ids], metric });
  return (
    <>
      <div className="matrix-bar">
        <h1>Similarity matrix</h1>
        <Select<Metric>
          label="Distance"
          value={metric}
          options={metricOptions}
          onChange={(chosen) => navigate({ ...address, metric: chosen }, { replace: true })}
        />
        <Segments
          label="Order"
          value={order}
          options={[
            { value: 'alike', label: 'Alike together' },
            { value: 'chosen', label: 'As chosen' },
          ]}
          onChange={(chosen) => navigate({ ...address, order: chosen }, { replace: true })}
        />
        {data === undefined ? null : <TakeAlong shown={inOrder(data, order)} />}
      </div>
      {error === null ? null : <ErrorNote title="These products could not be compared" failure={error} />}
      {data === undefined ? (
        error === null ? (
          <p role="status">Comparing…</p>
        ) : null
      ) : (
        <>
          <LeftOut leftOut={data.leftOut} />
          {data.products.length === 0 ? null : <HeatMap address={address} shown={inOrder(data, order)} />}
        </>
      )}
    </>
  );
}

interface Shown {
  readonly products: readonly ProductSummary[];
  readonly values: readonly (readonly number[])[];
}

function inOrder(
  { products, values, order }: Output<'matrix.compare'>,
  wanted: MatrixAddress['order'],
): Shown {
  if (wanted === 'chosen') return { products, values };
  return {
    products: order.flatMap((at) => products[at] ?? []),
    values: order.map((row) => order.map((column) => values[row]?.[column] ?? 0)),
  };
}

function TakeAlong({ shown: { products, values } }: { readonly shown: Shown }) {
  const ids = products.map(({ id }) => id);
  return (
    <>
      <CopyButton
        label="Copy the numbers"
        text={() => writeNumbers(values)}
        told={`The numbers of ${formatCounted(products.length, 'product')} copied.`}
      />
      <Button
        icon={<Download size={14} aria-hidden />}
        onPress={() => downloadText('similarity-matrix.csv', 'text/csv', writeMatrix(ids, values))}
      >
        Export as CSV
      </Button>
    </>
  );
}

/** What is missing from the matrix, and why. */
function LeftOut({ leftOut }: Pick<Output<'matrix.compare'>, 'leftOut'>) {
  const idsOf = (wanted: string) => leftOut.filter(({ reason }) => reason === wanted).map(({ id }) => id);
  const [unknown, bare] = [idsOf('unknown'), idsOf('not-embedded')];
  return (
    <>
      {unknown.length === 0 ? null : (
        <p role="status">{`Left out, because the catalog does not have them (any more): ${unknown.join(', ')}.`}</p>
      )}
      {bare.length === 0 ? null : (
        <p role="status">
          {`Left out, because none of their pictures is embedded: ${bare.join(', ')}. Import their folder again; the import report says why a picture fails.`}
        </p>
      )}
    </>
  );
}

interface HeatMapProps {
  readonly address: MatrixAddress;
  readonly shown: Shown;
}

function HeatMap({ address, shown: { products, values } }: HeatMapProps) {
  const { metric, view } = address;
  const [looked, setLooked] = useState({ row: 0, column: 0 });
  const valueAt = (row: number, column: number) => values[row]?.[column] ?? 0;
  const heads = products.map(({ id, name, imageId }) => ({
    key: id,
    name: name === '' ? id : name,
    imageId,
  }));
  const isMany = products.length > mostWithNumbers;

  const depthOf = depthsOf(values, isSimilarity(metric) ? 1 : 0);

  function open(row: number, column: number): void {
    const [one, other] = [products[row], products[column]];
    if (one === undefined || other === undefined) return;
    if (one === other) openProduct(one.id);
    else navigate(compareAddress(view, [one.id, other.id], null));
  }

  const nameAt = (at: number) => heads[at]?.name ?? '';
  const { row, column } = {
    row: Math.min(looked.row, products.length - 1),
    column: Math.min(looked.column, products.length - 1),
  };
  return (
    <>
      <p className="matrix-pair">
        <strong>{write(valueAt(row, column), metric)}</strong>
        {row === column ? ` ${nameAt(row)}, with itself` : ` ${nameAt(row)} and ${nameAt(column)}`}
      </p>
      <div
        className={isMany ? 'matrix-many' : 'matrix-few'}
        style={{ '--products': products.length } as object}
      >
        <HeatGrid
          label="Similarity of each product with each"
          corner={isSimilarity(metric) ? 'Similarity' : 'Distance'}
          rows={heads}
          columns={heads}
          textOf={(each, other) => write(valueAt(each, other), metric)}
          shareOf={(each, other) => depthOf(valueAt(each, other))}
          showsText={!isMany}
          onOpen={open}
          onLook={(each, other) => setLooked({ row: each, column: other })}
        />
      </div>
      <p className="quiet">
        {`The stronger the colour, the more alike. ${explained[metric]} Enter or a click compares the two.`}
      </p>
    </>
  );
}

const explained: Readonly<Record<Metric, string>> = {
  cosine: 'Cosine similarity: 1 is the same picture.',
  euclidean: 'Euclidean distance: 0 is the same picture.',
  manhattan: 'Manhattan distance: 0 is the same picture.',
  tuned: 'Similarity by the catalog’s own distance: 1 is the same picture.',
};

function write(value: number, metric: Metric): string {
  return isSimilarity(metric) ? formatScore(value) : value.toFixed(metric === 'manhattan' ? 1 : 2);
}
