import { Maximize, Minus, Plus } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { LargePicture } from './LargePicture.tsx';
import { Thumbnail } from './Thumbnail.tsx';
import { useZoomGestures } from './useZoomGestures.ts';
import { fit, largestScale, stepFactor, transformOf, type Zoom, zoomAt } from './zoom.ts';
import './ZoomablePicture.css';

export interface ZoomablePictureProps {
  readonly imageId: string | null;
  readonly alt: string;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  readonly withoutButtons?: boolean;
  /** Lies over the picture, and is zoomed with it. */
  readonly children?: ReactNode;
}

/** A large picture: wheel, pinch, double click and + − zoom, dragging and the arrow keys pan, 0 fits it again. */
export function ZoomablePicture({
  imageId,
  alt,
  zoom,
  onZoom,
  withoutButtons = false,
  children,
}: ZoomablePictureProps) {
  const box = useRef<HTMLDivElement>(null);
  const gestures = useZoomGestures(box, { zoom, onZoom });

  if (imageId === null) return <Thumbnail imageId={null} alt={alt} />;
  return (
    <div className="zoomable">
      <div
        ref={box}
        className="zoomable-box"
        role="img"
        aria-label={`${alt}${zoom.scale > 1 ? `, enlarged ${zoom.scale.toFixed(1)} times` : ''}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that zoom and pan act on it.
        tabIndex={0}
        data-zoomed={zoom.scale > 1 ? '' : undefined}
        {...gestures}
      >
        <div className="zoomable-picture" style={{ transform: transformOf(zoom) }}>
          <LargePicture imageId={imageId} alt="" />
          {children}
        </div>
      </div>
      {withoutButtons ? null : (
        <div className="zoomable-buttons">
          <IconButton
            label="Zoom out"
            isDisabled={zoom.scale <= 1}
            onPress={() => onZoom(zoomAt(zoom, 1 / stepFactor))}
          >
            <Minus size={14} aria-hidden />
          </IconButton>
          <IconButton
            label="Zoom in"
            isDisabled={zoom.scale >= largestScale}
            onPress={() => onZoom(zoomAt(zoom, stepFactor))}
          >
            <Plus size={14} aria-hidden />
          </IconButton>
          <IconButton
            label="Show the whole picture"
            isDisabled={zoom.scale === 1}
            onPress={() => onZoom(fit)}
          >
            <Maximize size={14} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
