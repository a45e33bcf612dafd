/** What tiles of ranked products share: the buttons over the picture, and rank, score and name below it. */
import { type ReactNode, useState } from 'react';
import { formatScore } from '../format.ts';
import './RankedTile.css';

/** Height of the three lines under the picture. */
export const rankedCaptionPx = 62;

/**
 * For the mouse; every one of the actions is a key too, and a tile is one stop for the keyboard. They are drawn for the tile
 * under the pointer alone: hidden buttons on all others would be most of what a row of tiles is made of.
 * @param draw the buttons
 * @returns what the tile listens with, and what lies over its picture
 */
export function useTileActions(draw: () => ReactNode) {
  const [isUnderPointer, setIsUnderPointer] = useState(false);
  return {
    pointer: {
      onPointerEnter: () => setIsUnderPointer(true),
      onPointerLeave: () => setIsUnderPointer(false),
    },
    actions: isUnderPointer ? <div className="tile-actions">{draw()}</div> : null,
  };
}

interface TileActionProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

export function TileAction({ label, onPress, children }: TileActionProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="tile-action"
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

interface RankedCaptionProps {
  readonly rank: number;
  readonly score: number;
  /** What the score is made of, where it is mixed. */
  readonly scoreNote?: string | undefined;
  readonly id: string;
  readonly name: string;
  /** The third line. */
  readonly children: ReactNode;
}

export function RankedCaption({ rank, score, scoreNote, id, name, children }: RankedCaptionProps) {
  return (
    <div className="ranked-caption">
      <p className="ranked-numbers">
        <span>
          <span className="screen-reader-only">Rank </span>
          {rank}
        </span>
        <span className="ranked-score" title={scoreNote}>
          <span className="screen-reader-only">Score </span>
          {formatScore(score)}
          {scoreNote === undefined ? null : <span className="screen-reader-only"> ({scoreNote})</span>}
        </span>
      </p>
      <p className="ranked-name one-line" title={name}>
        {name || id}
      </p>
      {children}
    </div>
  );
}
