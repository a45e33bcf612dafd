import { useRef, useState } from 'react';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { formatCounted } from '../../../components/format.ts';
import { ScrollRegion } from '../../../components/layout/ScrollRegion.tsx';
import { useElementSize } from '../../../components/layout/useElementSize.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { useSummaries } from '../../products/useSummaries.ts';
import './MapTable.css';

export interface MapTableProps {
  readonly ids: readonly string[];
  /** The products in sight, in the table's order. */
  readonly indexes: readonly number[];
  /** The field that colours the map; null for none. */
  readonly fieldTitle: string | null;
  readonly valueAt: (index: number) => string | null;
  readonly groupOf: (index: number) => string;
  readonly current: string | null;
  readonly onChoose: (index: number) => void;
}

/** As in MapTable.css. */
const rowPx = 40;
const headPx = 32;
const rowsAround = 8;

/** The products in sight of the map, line by line; only lines that can be seen are there. */
export function MapTable({ ids, indexes, fieldTitle, valueAt, groupOf, current, onChoose }: MapTableProps) {
  const region = useRef<HTMLElement>(null);
  const { height } = useElementSize(region);
  const [scrolledPx, setScrolledPx] = useState(0);
  const first = Math.max(0, Math.floor(scrolledPx / rowPx) - rowsAround);
  const rows = indexes.slice(first, first + Math.ceil(height / rowPx) + 2 * rowsAround);
  const summaries = useSummaries(rows.map((index) => ids[index] ?? ''));
  const below = Math.max(0, indexes.length - first - rows.length);
  return (
    <ScrollRegion
      label="Products in sight"
      className="map-table"
      scrollerRef={region}
      onScroll={setScrolledPx}
    >
      <table aria-rowcount={indexes.length + 1}>
        <caption className="screen-reader-only">{formatCounted(indexes.length, 'product')} in sight</caption>
        <thead>
          <tr aria-rowindex={1} style={{ height: headPx }}>
            <th scope="col">Product</th>
            <th scope="col">Id</th>
            {fieldTitle === null ? null : <th scope="col">{fieldTitle}</th>}
            <th scope="col">Group</th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.map((index, at) => {
            const id = ids[index] ?? '';
            const summary = summaries[at] ?? null;
            return (
              <tr
                key={id}
                aria-rowindex={first + at + 2}
                aria-current={id === current ? 'true' : undefined}
                style={{ height: rowPx }}
              >
                <td>
                  <span className="map-table-product">
                    <span className="map-table-picture">
                      <Thumbnail imageId={summary?.imageId ?? null} alt="" />
                    </span>
                    <LinkButton onPress={() => onChoose(index)}>{summary?.name || id}</LinkButton>
                  </span>
                </td>
                <td>{id}</td>
                {fieldTitle === null ? null : <td>{valueAt(index) ?? ''}</td>}
                <td>{groupOf(index)}</td>
              </tr>
            );
          })}
          <Gap rows={below} />
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Stands for lines that are out of sight. */
function Gap({ rows }: { readonly rows: number }) {
  if (rows === 0) return null;
  return (
    <tr aria-hidden style={{ height: rows * rowPx }}>
      <td />
    </tr>
  );
}
