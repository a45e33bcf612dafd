import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../../contract/contract.ts';
import type { Suggestion } from '../../../contract/insight/repair.ts';
import { formatScore } from '../../components/format.ts';
import { LargePicture } from '../../components/pictures/LargePicture.tsx';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { TileGrid, type TileGridHandle } from '../../components/pictures/TileGrid.tsx';
import { openProduct } from '../../shell/navigation.ts';
import { nameOfValue } from '../products/facets/filterWords.ts';
import { otherWords, voteWords } from './repairWords.ts';
import '../../components/pictures/RankedTile.css';

const captionPx = 44;
const tilePx = 124;

type Neighbour = Output<'repair.evidence'>['neighbours'][number];

export interface SuggestionEvidenceProps extends Output<'repair.evidence'> {
  readonly suggestion: Suggestion;
  /** Enter. */
  readonly onAccept: () => void;
}

/** The product, and its nearest ones with what they say. */
export function SuggestionEvidence({ suggestion, product, neighbours, onAccept }: SuggestionEvidenceProps) {
  const grid = useRef<TileGridHandle>(null);
  const [active, setActive] = useState(0);

  // The keys act on the suggestion, unless a control was chosen on the way here.
  useEffect(() => {
    if (document.activeElement === document.body) grid.current?.focus();
  }, []);

  return (
    <div className="repair-evidence">
      <figure className="repair-product">
        <div className="repair-product-picture">
          <LargePicture imageId={product.imageId} alt={product.name || product.id} />
        </div>
        <figcaption>
          <span className="one-line" title={product.name}>
            {product.name || product.id}
          </span>
          <span className="quiet one-line">{product.id}</span>
        </figcaption>
      </figure>
      <div className="repair-neighbours">
        <p>
          {voteWords(
            suggestion,
            neighbours.map(({ value }) => value),
          )}
        </p>
        {otherWords(suggestion).map((said) => (
          <p key={said}>{said}</p>
        ))}
        <TileGrid
          ref={grid}
          label="Neighbours"
          count={neighbours.length}
          tileWidth={tilePx}
          captionHeight={captionPx}
          activeIndex={active}
          isSelected={(at) => at === active}
          onReach={setActive}
          onOpen={(at) => {
            const id = neighbours[at]?.id;
            if (id !== undefined) openProduct(id);
          }}
          onEnter={onAccept}
          renderTile={(at) => <NeighbourTile neighbour={neighbours[at]} to={suggestion.to} />}
        />
      </div>
    </div>
  );
}

function NeighbourTile({
  neighbour,
  to,
}: {
  readonly neighbour: Neighbour | undefined;
  readonly to: string;
}) {
  if (neighbour === undefined) return null;
  const { id, value, score, product } = neighbour;
  const agrees = value === to;
  return (
    <div className="ranked-tile">
      <div className="ranked-picture">
        <Thumbnail imageId={product?.imageId ?? null} alt="" size="preview" />
      </div>
      <div className="repair-caption">
        <p className="one-line repair-says" data-agrees={agrees ? '' : undefined} title={value}>
          {agrees ? `✓ ${value}` : nameOfValue(value)}
        </p>
        <p className="one-line quiet" title={product?.name ?? id}>
          {`${formatScore(score)} · ${product?.name || id}`}
        </p>
      </div>
    </div>
  );
}
