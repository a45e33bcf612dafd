import { ThumbsDown, ThumbsUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Opinion } from '../../../contract/boards.ts';
import type { LookAlike } from '../../../contract/search.ts';
import { formatScore } from '../../components/format.ts';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';

/** Height of the three lines under the picture. */
export const recommendationCaptionPx = 62;

export interface RecommendationTileProps {
  readonly result: LookAlike;
  /** The name of the liked product that it comes from. */
  readonly origin: string | null;
  readonly onMark: (opinion: Opinion) => void;
}

/** One recommendation: rank, score, name, and which liked product it comes from. */
export function RecommendationTile({ result, origin, onMark }: RecommendationTileProps) {
  return (
    <div className="recommendation">
      <div className="recommendation-picture">
        <Thumbnail imageId={result.imageId} alt="" />
        {/* For the mouse; both are keys too, and a tile is one stop for the keyboard. */}
        <div className="recommendation-actions">
          <TileAction label="Like (L)" onPress={() => onMark('liked')}>
            <ThumbsUp size={14} />
          </TileAction>
          <TileAction label="Dislike (U)" onPress={() => onMark('disliked')}>
            <ThumbsDown size={14} />
          </TileAction>
        </div>
      </div>
      <div className="recommendation-caption">
        <p className="recommendation-numbers">
          <span>
            <span className="screen-reader-only">Rank </span>
            {result.rank}
          </span>
          <span className="recommendation-score">
            <span className="screen-reader-only">Score </span>
            {formatScore(result.score)}
          </span>
        </p>
        <p className="recommendation-name one-line" title={result.name}>
          {result.name || result.id}
        </p>
        {origin === null ? null : (
          <p className="recommendation-origin one-line" title={`Comes from ${origin}, which is liked`}>
            from {origin}
          </p>
        )}
      </div>
    </div>
  );
}

interface TileActionProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function TileAction({ label, onPress, children }: TileActionProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="recommendation-action"
      aria-label={label}
      title={label}
      onMouseDown={(event) => {
        // The focus stays on the grid, where the keys are.
        event.preventDefault();
      }}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
