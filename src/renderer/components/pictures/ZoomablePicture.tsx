import { Maximize, Minus, Plus } from 'lucide-react';
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
} from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { LargePicture } from './LargePicture.tsx';
import { Thumbnail } from './Thumbnail.tsx';
import {
  fit,
  largestScale,
  panAfterKey,
  panBy,
  scaleAfterKey,
  stepFactor,
  type Zoom,
  zoomAt,
} from './zoom.ts';
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
  const drag = useRef<{ x: number; y: number } | null>(null);

  const zoomByWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const area = box.current?.getBoundingClientRect();
    if (area === undefined) return;
    // A pinch on a touch pad comes as a wheel with Ctrl and small deltas.
    const speed = event.ctrlKey ? 0.01 : 0.0015;
    const x = (event.clientX - area.left) / area.width - 0.5;
    const y = (event.clientY - area.top) / area.height - 0.5;
    onZoom(zoomAt(zoom, Math.exp(-event.deltaY * speed), x, y));
  });

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const listen = (event: WheelEvent) => zoomByWheel(event);
    // React's own wheel listeners are passive and could not keep the page from scrolling.
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, []);

  function startDrag(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0 || zoom.scale === 1) return;
    drag.current = { x: event.clientX, y: event.clientY };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function moveDrag(event: PointerEvent<HTMLDivElement>) {
    const start = drag.current;
    if (start === null) return;
    const { clientWidth, clientHeight } = event.currentTarget;
    drag.current = { x: event.clientX, y: event.clientY };
    onZoom(panBy(zoom, (event.clientX - start.x) / clientWidth, (event.clientY - start.y) / clientHeight));
  }

  function endDrag() {
    drag.current = null;
  }

  function zoomByKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = scaleAfterKey(zoom, event.key) ?? panAfterKey(zoom, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onZoom(next);
  }

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
        onPointerDown={startDrag}
        onPointerMove={moveDrag}
        onPointerUp={endDrag}
        onPointerCancel={endDrag}
        onDoubleClick={() => onZoom(zoom.scale > 1 ? fit : zoomAt(zoom, 2.5))}
        onKeyDown={zoomByKey}
      >
        <div
          className="zoomable-picture"
          style={{ transform: `translate(${zoom.x * 100}%, ${zoom.y * 100}%) scale(${zoom.scale})` }}
        >
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
