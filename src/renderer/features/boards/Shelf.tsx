import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { BoardProduct } from '../../../contract/boards.ts';
import { formatCount } from '../../components/format.ts';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { openProduct } from '../../shell/navigation.ts';

export type ShelfProduct = Pick<BoardProduct, 'id' | 'name' | 'imageId' | 'isResting'>;

export interface ShelfProps {
  readonly label: string;
  readonly isAgainst?: boolean;
  /** Null while they are on the way. */
  readonly products: readonly ShelfProduct[] | null;
  /** How products come onto it: shown while it is empty. */
  readonly hint: string;
  readonly onTakeOff?: (id: string) => void;
}

/** The products of one side of a taste, small; Enter opens one, Delete takes it off where that can be. */
export function Shelf({ label, isAgainst = false, products, hint, onTakeOff }: ShelfProps) {
  const Icon = isAgainst ? ThumbsDown : ThumbsUp;
  const offWords = onTakeOff === undefined ? '' : ' Delete takes it off.';
  return (
    <section className="shelf" aria-label={label} aria-busy={products === null}>
      <h2 className="shelf-title">
        <Icon size={14} aria-hidden />
        {label}
        <span className="quiet">{formatCount(products?.length ?? 0)}</span>
      </h2>
      {products?.length === 0 ? (
        <p className="shelf-hint">{hint}</p>
      ) : (
        <ul className="shelf-row">
          {(products ?? []).map(({ id, name, imageId, isResting }) => (
            <li key={id} className="shelf-item">
              <Button
                className="shelf-product"
                aria-label={
                  isResting
                    ? `${id}, not in the catalog now.${offWords}`
                    : `${name || id}: see its look-alikes.${offWords}`
                }
                onPress={() => {
                  if (!isResting) openProduct(id);
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Delete' || event.key === 'Backspace') onTakeOff?.(id);
                  else event.continuePropagation();
                }}
              >
                <Thumbnail imageId={imageId} alt="" />
                {isResting ? <span className="shelf-resting one-line">{id} is gone</span> : null}
              </Button>
              {onTakeOff === undefined ? null : (
                <button
                  type="button"
                  tabIndex={-1}
                  className="shelf-off"
                  aria-label={`Take ${name || id} off`}
                  title={`Take ${name || id} off (Delete)`}
                  onClick={() => onTakeOff(id)}
                >
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
