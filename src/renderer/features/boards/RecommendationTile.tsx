import { ThumbsDown, ThumbsUp } from 'lucide-react';
import type { Opinion } from '../../../contract/boards.ts';
import type { LookAlike } from '../../../contract/search.ts';
import { RankedCaption, TileAction, useTileActions } from '../../components/pictures/RankedTile.tsx';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';

export interface RecommendationTileProps {
  readonly result: LookAlike;
  /** The name of the liked product that it comes from. */
  readonly origin: string | null;
  readonly onMark: (opinion: Opinion) => void;
}

/** One recommendation: rank, score, name, and which liked product it comes from. */
export function RecommendationTile({ result, origin, onMark }: RecommendationTileProps) {
  const { pointer, actions } = useTileActions(() => (
    <>
      <TileAction label="Like (L)" onPress={() => onMark('liked')}>
        <ThumbsUp size={14} />
      </TileAction>
      <TileAction label="Dislike (U)" onPress={() => onMark('disliked')}>
        <ThumbsDown size={14} />
      </TileAction>
    </>
  ));
  return (
    <div className="ranked-tile" {...pointer}>
      <div className="ranked-picture">
        <Thumbnail imageId={result.imageId} alt="" />
        {actions}
      </div>
      <RankedCaption rank={result.rank} score={result.score} id={result.id} name={result.name}>
        {origin === null ? null : (
          <p className="recommendation-origin one-line" title={`Comes from ${origin}, which is liked`}>
            from {origin}
          </p>
        )}
      </RankedCaption>
    </div>
  );
}
