import { useEffect, useRef } from 'react';
import type { DuplicateProduct } from '../../../../contract/insight/duplicates.ts';
import { useCall } from '../../../api/useCall.ts';
import { useElementSize } from '../../../components/layout/useElementSize.ts';
import { TileGrid, type TileGridHandle } from '../../../components/pictures/TileGrid.tsx';
import { Differences } from './Differences.tsx';
import { DifferingTile, GroupTile } from './GroupTile.tsx';

const captionPx = 62;
const leastTilePx = 130;
/** Of the products whose attributes stand side by side; the kept one is always among them. */
const mostColumns = 6;
/** Whose pictures are laid over the kept one's. */
const mostCompared = 50;

export interface GroupEvidenceProps {
  readonly products: readonly DuplicateProduct[];
  readonly keep: string;
  readonly fields: readonly string[];
  /** Whether in place of the others it is shown in what they differ from the kept one. */
  readonly isDiffering: boolean;
  readonly onKeep: (id: string) => void;
  /** Enter. */
  readonly onAccept: () => void;
  /** A double click. */
  readonly onCompare: () => void;
}

/** The pictures of a group, of which one is kept, and in what the products differ. */
export function GroupEvidence(props: GroupEvidenceProps) {
  const { products, keep, fields, isDiffering, onKeep } = props;
  const frame = useRef<HTMLDivElement>(null);
  const grid = useRef<TileGridHandle>(null);
  const { width, height } = useElementSize(frame);
  const keptAt = products.findIndex(({ id }) => id === keep);
  const kept = products[keptAt];
  const others = products.map(({ id }) => id).filter((id) => id !== keep);
  const { data } = useCall(
    'duplicates.compare',
    { id: keep, others: others.slice(0, mostCompared) },
    { enabled: isDiffering && kept !== undefined },
  );
  const compared = new Map(data?.compared.map((each) => [each.id, each]));

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
          renderTile={(at) => {
            const product = products[at];
            if (product === undefined) return null;
            return isDiffering && kept !== undefined && at !== keptAt ? (
              <DifferingTile product={product} kept={kept} compared={compared.get(product.id) ?? null} />
            ) : (
              <GroupTile product={product} isKept={at === keptAt} />
            );
          }}
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
