import { useEffect, useRef } from 'react';
import type { DuplicateProduct } from '../../../contract/duplicates.ts';
import { formatBytes, formatCount } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { useElementSize } from '../../components/layout/useElementSize.ts';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { TileGrid, type TileGridHandle } from '../../components/pictures/TileGrid.tsx';
import { compareFields, onlyWhatDiffers } from '../compare/whatDiffers.ts';
import { nameOfValue } from '../products/facets/filterWords.ts';
import { fieldName } from '../products/fieldName.ts';
import '../../components/pictures/RankedTile.css';

const captionPx = 62;
const leastTilePx = 130;
/** Of the products whose attributes stand side by side; the kept one is always among them. */
const mostColumns = 6;

export interface GroupEvidenceProps {
  readonly products: readonly DuplicateProduct[];
  readonly keep: string;
  readonly fields: readonly string[];
  readonly onKeep: (id: string) => void;
  /** Enter. */
  readonly onAccept: () => void;
  /** A double click. */
  readonly onCompare: () => void;
}

/** The pictures of a group, of which one is kept, and in what the products differ. */
export function GroupEvidence(props: GroupEvidenceProps) {
  const { products, keep, fields, onKeep } = props;
  const frame = useRef<HTMLDivElement>(null);
  const grid = useRef<TileGridHandle>(null);
  const { width, height } = useElementSize(frame);
  const keptAt = products.findIndex(({ id }) => id === keep);

  // The keys act on the pictures, unless a control was chosen on the way here.
  useEffect(() => {
    if (document.activeElement === document.body) grid.current?.focus();
  }, []);

  return (
    <>
      <div ref={frame} className="duplicates-pictures">
        <TileGrid
          ref={grid}
          label="Which one is kept"
          count={products.length}
          tileWidth={tileWidthFor(products.length, width, height)}
          captionHeight={captionPx}
          activeIndex={keptAt === -1 ? null : keptAt}
          isSelected={(at) => at === keptAt}
          onReach={(at) => {
            const id = products[at]?.id;
            if (id !== undefined) onKeep(id);
          }}
          onOpen={props.onCompare}
          onEnter={props.onAccept}
          renderTile={(at) => <GroupTile product={products[at]} isKept={at === keptAt} />}
        />
      </div>
      <Differences
        products={products.filter(({ id }, at) => at < mostColumns || id === keep)}
        keep={keep}
        fields={fields}
      />
    </>
  );
}

/** As large as all of a few are seen whole. */
function tileWidthFor(count: number, width: number, height: number): number {
  const across = Math.floor((width - 48) / Math.min(count, 4)) - 8;
  return Math.max(leastTilePx, Math.min(across, height - captionPx - 32));
}

function GroupTile({
  product,
  isKept,
}: {
  readonly product: DuplicateProduct | undefined;
  readonly isKept: boolean;
}) {
  if (product === undefined) return null;
  const { id, name, imageId, path, width, height, sizeBytes } = product;
  const size = width === null || height === null ? '' : `${formatCount(width)} × ${formatCount(height)} · `;
  return (
    <div className="ranked-tile">
      <div className="ranked-picture">
        <Thumbnail imageId={imageId} alt="" size="preview" />
        <span className="duplicates-part" data-kept={isKept ? '' : undefined}>
          {isKept ? 'Kept' : 'Hidden'}
        </span>
      </div>
      <div className="ranked-caption">
        <p className="one-line" title={name}>
          {name || id}
        </p>
        <p className="one-line quiet" title={path}>
          {path || id}
        </p>
        <p className="one-line quiet">{`${size}${formatOf(path)}${formatBytes(sizeBytes)}`}</p>
      </div>
    </div>
  );
}

/** "shoot/1.jpg" → "JPG · ". */
function formatOf(path: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(path)?.[1];
  return ending === undefined ? '' : `${ending.toUpperCase()} · `;
}

interface DifferencesProps {
  readonly products: readonly DuplicateProduct[];
  readonly keep: string;
  readonly fields: readonly string[];
}

function Differences({ products, keep, fields }: DifferencesProps) {
  const kept = products.find(({ id }) => id === keep)?.attributes ?? null;
  const rows = onlyWhatDiffers(
    compareFields(
      products.map(({ attributes }) => attributes),
      kept,
      fields,
    ),
  );
  if (rows.length === 0) return <p className="duplicates-same quiet">Their attributes are the same.</p>;
  return (
    <ScrollRegion label="Attributes that differ" className="duplicates-differences">
      <table aria-label="Attributes that differ">
        <thead>
          <tr>
            <th scope="col">Differs</th>
            {products.map(({ id, name }) => (
              <th key={id} scope="col" className="one-line" title={name}>
                {id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, values, differs }) => (
            <tr key={field}>
              <th scope="row">{fieldName(field)}</th>
              {products.map(({ id }, at) => (
                <td key={id} data-differs={differs[at] === true ? '' : undefined}>
                  {nameOfValue(values[at] ?? '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
