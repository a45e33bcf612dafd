import type { ElementSize } from '../../../components/layout/useElementSize.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { useSummaries } from '../../products/useSummaries.ts';
import { type Camera, toScreen } from './camera.ts';
import type { Points } from './pointGrid.ts';
import { hasFocus, isLit, isSelected } from './pointStates.ts';

export interface PicturesProps {
  readonly ids: readonly string[];
  readonly points: Points;
  readonly states: Uint8Array;
  /** Those in sight: few. */
  readonly indexes: readonly number[];
  /** As CSS has it: the rim of the picture says what the point would. */
  readonly colourOf: (index: number) => string;
  readonly camera: Camera;
  readonly size: ElementSize;
}

/** Pictures in place of points, each where its point is. */
export function Pictures({ ids, points, states, indexes, colourOf, camera, size }: PicturesProps) {
  const summaries = useSummaries(indexes.map((index) => ids[index] ?? ''));
  const edgePx = pictureEdge(size, indexes.length);
  return (
    <div className="map-pictures" aria-hidden>
      {indexes.map((index, at) => {
        const place = toScreen(camera, size, { x: points.x[index] ?? 0, y: points.y[index] ?? 0 });
        const state = states[index] ?? 0;
        const summary = summaries[at] ?? null;
        return (
          <div
            key={index}
            className="map-picture"
            data-selected={(state & isSelected) !== 0 ? '' : undefined}
            data-lit={(state & isLit) !== 0 ? '' : undefined}
            data-focus={(state & hasFocus) !== 0 ? '' : undefined}
            style={{
              width: edgePx,
              height: edgePx,
              borderColor: colourOf(index),
              transform: `translate(${place.x - edgePx / 2}px, ${place.y - edgePx / 2}px)`,
            }}
          >
            {summary === null ? null : <Thumbnail imageId={summary.imageId} alt="" />}
          </div>
        );
      })}
    </div>
  );
}

/** So large that they cover about a third of the plot together. */
export function pictureEdge(size: ElementSize, count: number): number {
  const even = Math.sqrt((0.35 * size.width * size.height) / Math.max(1, count));
  return Math.round(Math.min(112, Math.max(32, even)));
}
