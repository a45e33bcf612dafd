/** What tiles of ranked products share: the buttons over the picture, and rank, score and name below it. */
import type { ReactNode } from 'react';
import { formatScore } from '../format.ts';
import './RankedTile.css';

/** Height of the three lines under the picture. */
export const rankedCaptionPx = 62;

/** For the mouse; every one of the actions is a key too, and a tile is one stop for the keyboard. */
export function TileActions({ children }: { readonly children: ReactNode }) {
  return <div className="tile-actions">{children}</div>;
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
  readonly id: string;
  readonly name: string;
  /** The third line. */
  readonly children: ReactNode;
}

export function RankedCaption({ rank, score, id, name, children }: RankedCaptionProps) {
  return (
    <div className="ranked-caption">
      <p className="ranked-numbers">
        <span>
          <span className="screen-reader-only">Rank </span>
          {rank}
        </span>
        <span className="ranked-score">
          <span className="screen-reader-only">Score </span>
          {formatScore(score)}
        </span>
      </p>
      <p className="ranked-name one-line" title={name}>
        {name || id}
      </p>
      {children}
    </div>
  );
}
