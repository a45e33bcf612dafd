import type { ReactNode } from 'react';
import type {
  ComparedDuplicate,
  DuplicateProduct,
  ImageFormat,
} from '../../../../contract/insight/duplicates.ts';
import { formatBytes, formatCount } from '../../../components/format.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { describeSeen } from '../../compare/difference/describeSeen.ts';
import { HeatPicture } from '../../compare/difference/HeatPicture.tsx';
import { reasonWords } from '../duplicatesWords.ts';
import { useLaidDifference } from './useLaidDifference.ts';
import '../../../components/pictures/RankedTile.css';

const formatWords: { readonly [F in ImageFormat]: string } = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  tiff: 'TIFF',
};

interface FrameProps {
  readonly product: DuplicateProduct;
  readonly picture: ReactNode;
  /** What becomes of it. */
  readonly part: string;
  readonly isKept: boolean;
  readonly lastLine: string;
}

function Frame({ product: { id, name, path }, picture, part, isKept, lastLine }: FrameProps) {
  return (
    <div className="ranked-tile">
      <div className="ranked-picture">
        {picture}
        <span className="duplicates-part" data-kept={isKept ? '' : undefined}>
          {part}
        </span>
      </div>
      <div className="ranked-caption">
        <p className="one-line" title={name}>
          {name || id}
        </p>
        <p className="one-line quiet" title={path}>
          {path || id}
        </p>
        <p className="one-line quiet" title={lastLine}>
          {lastLine}
        </p>
      </div>
    </div>
  );
}

/** A product of a group as it is, with the size and format of its picture. */
export function GroupTile({
  product,
  isKept,
}: {
  readonly product: DuplicateProduct;
  readonly isKept: boolean;
}) {
  const { imageId, width, height, sizeBytes, format } = product;
  const facts = [
    ...(width === null || height === null ? [] : [`${formatCount(width)} × ${formatCount(height)}`]),
    ...(format === null ? [] : [formatWords[format]]),
    formatBytes(sizeBytes),
  ];
  return (
    <Frame
      product={product}
      picture={<Thumbnail imageId={imageId} alt="" size="preview" />}
      part={isKept ? 'Kept' : 'Hidden'}
      isKept={isKept}
      lastLine={facts.join(' · ')}
    />
  );
}

export interface DifferingTileProps {
  readonly product: DuplicateProduct;
  readonly kept: DuplicateProduct;
  /** Null while it is on the way. */
  readonly compared: ComparedDuplicate | null;
}

/** Where its picture differs from the kept one's: the brighter, the more. */
export function DifferingTile({ product, kept, compared }: DifferingTileProps) {
  const known = compared === null ? null : product.imageId;
  const seen = useLaidDifference(kept.imageId, known, compared?.laid ?? null);
  const isWaiting = compared === null || seen.state === 'waiting';
  return (
    <Frame
      product={product}
      picture={
        seen.state === 'seen' && compared !== null ? (
          <HeatPicture seen={seen} />
        ) : (
          <Thumbnail imageId={product.imageId} alt="" size="preview" />
        )
      }
      part={compared === null ? 'Hidden' : `Hidden · ${reasonWords[compared.reason]}`}
      isKept={false}
      lastLine={isWaiting ? describeSeen({ state: 'waiting' }) : describeSeen(seen)}
    />
  );
}
