import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
} from 'react';
import { fit, panAfterKey, panBy, panOfKey, scaleAfterKey, type Zoom, zoomAt } from './zoom.ts';

export interface ZoomGestures {
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  /** The whole picture is wanted again; without it, `onZoom` is told so. */
  readonly onReset?: (() => void) | undefined;
  /** With Shift: this picture alone, in parts of its box. Without it Shift changes nothing. */
  readonly onMoveAlone?: ((byX: number, byY: number) => void) | undefined;
}

/** One picture goes the way the arrow points, in finer steps than one looks around. */
const aloneFactor = -0.1;

/** Wheel, pinch, double click and + − zoom, dragging and the arrow keys pan, 0 fits: the handlers of a picture's box. */
export function useZoomGestures(box: RefObject<HTMLElement | null>, gestures: ZoomGestures) {
  const { zoom, onZoom, onReset = () => onZoom(fit), onMoveAlone } = gestures;
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
  }, [box]);

  function endDrag() {
    drag.current = null;
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const movesAlone = event.shiftKey && onMoveAlone !== undefined;
      if (event.button !== 0 || (zoom.scale === 1 && !movesAlone)) return;
      drag.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const start = drag.current;
      if (start === null) return;
      const { clientWidth, clientHeight } = event.currentTarget;
      drag.current = { x: event.clientX, y: event.clientY };
      const [byX, byY] = [(event.clientX - start.x) / clientWidth, (event.clientY - start.y) / clientHeight];
      if (event.shiftKey && onMoveAlone !== undefined) onMoveAlone(byX, byY);
      else onZoom(panBy(zoom, byX, byY));
    },
    onPointerUp: endDrag,
    onPointerCancel: endDrag,
    onDoubleClick() {
      if (zoom.scale > 1) onReset();
      else onZoom(zoomAt(zoom, 2.5));
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = actionOf(event);
      if (act === null) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
  };

  function actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | null {
    if (key === '0') return onReset;
    const alone = shiftKey && onMoveAlone !== undefined ? panOfKey(key) : null;
    if (alone !== null) return () => onMoveAlone?.(alone.x * aloneFactor, alone.y * aloneFactor);
    const next = scaleAfterKey(zoom, key) ?? panAfterKey(zoom, key);
    return next === null ? null : () => onZoom(next);
  }
}
