import type { ElementSize } from '../../../components/layout/useElementSize.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { useSummary } from '../../products/useSummaries.ts';
import type { Point } from './camera.ts';

export interface HoverPreviewProps {
  readonly id: string;
  /** What its colour stands for; null where it has none. */
  readonly value: string | null;
  /** Where its point is, in the plot. */
  readonly at: Point;
  readonly size: ElementSize;
}

const widthPx = 168;
const heightPx = 216;
const besidePx = 12;

/** The product under the pointer, beside its point; on the side where there is room. */
export function HoverPreview({ id, value, at, size }: HoverPreviewProps) {
  const summary = useSummary(id);
  const left = at.x + besidePx + widthPx > size.width ? at.x - besidePx - widthPx : at.x + besidePx;
  const top = Math.max(0, Math.min(at.y - heightPx / 2, size.height - heightPx));
  return (
    <div className="map-preview" style={{ transform: `translate(${left}px, ${top}px)` }} aria-hidden>
      <div className="map-preview-picture">
        {summary === null ? null : <Thumbnail imageId={summary.imageId} alt="" />}
      </div>
      <span className="one-line">{summary?.name || id}</span>
      <span className="one-line quiet">{value === null || value === '' ? id : value}</span>
    </div>
  );
}
