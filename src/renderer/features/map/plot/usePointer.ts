/** What the pointer does on the map: moves it, points at a product, draws around many. */
import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ElementSize } from '../../../components/layout/useElementSize.ts';
import type { PointerMode } from '../mapAddress.ts';
import { type Camera, type Point, panBy, zoomAt } from './camera.ts';

/** How something is chosen: as in a file manager. */
export interface Choice {
  /** With what is selected already, not in its place. */
  readonly add: boolean;
}

export interface PointerWishes {
  readonly mode: PointerMode;
  readonly size: ElementSize;
  readonly onCamera: (move: (camera: Camera) => Camera) => void;
  /** The map was moved, and is where it was meant to be. */
  readonly onSettled: () => void;
  readonly onHover: (at: Point | null) => void;
  readonly onClick: (at: Point, choice: Choice) => void;
  readonly onDoubleClick: (at: Point) => void;
  /** A line around something, in pixels of the plot. */
  readonly onOutline: (outline: readonly Point[], choice: Choice) => void;
}

/** A press that moves less is a click. */
const clickPx = 4;
/** A lasso keeps a point of its line this often. */
const stepPx = 3;
/** A wheel that was still for so long has ended. */
const wheelEndMs = 200;

interface Press {
  readonly start: Point;
  readonly choice: Choice;
  last: Point;
  isDrag: boolean;
}

export function usePointer(plot: RefObject<HTMLElement | null>, wishes: PointerWishes) {
  const { mode, size, onCamera, onSettled, onHover, onClick, onDoubleClick, onOutline } = wishes;
  const press = useRef<Press | null>(null);
  const [outline, setOutline] = useState<readonly Point[]>([]);
  const wheelEnd = useRef<ReturnType<typeof setTimeout> | null>(null);

  const zoomByWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const at = pointIn(plot.current, event);
    // A pinch on a touch pad comes as a wheel with Ctrl and small deltas.
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015));
    onCamera((camera) => zoomAt(camera, factor, at.x - size.width / 2, at.y - size.height / 2));
    onHover(null);
    if (wheelEnd.current !== null) clearTimeout(wheelEnd.current);
    wheelEnd.current = setTimeout(settle, wheelEndMs);
  });
  const settle = useEffectEvent(() => onSettled());

  useEffect(() => {
    const element = plot.current;
    if (element === null) return;
    const listen = (event: WheelEvent) => zoomByWheel(event);
    // React's own wheel listeners are passive and could not keep the page from scrolling.
    element.addEventListener('wheel', listen, { passive: false });
    return () => {
      element.removeEventListener('wheel', listen);
      if (wheelEnd.current !== null) clearTimeout(wheelEnd.current);
    };
  }, [plot]);

  function outlineAfter({ start }: Press, at: Point): readonly Point[] {
    if (mode === 'rectangle') return [start, { x: at.x, y: start.y }, at, { x: start.x, y: at.y }];
    const last = outline.at(-1);
    if (last === undefined) return [start, at];
    return Math.hypot(at.x - last.x, at.y - last.y) < stepPx ? outline : [...outline, at];
  }

  function cancel(): void {
    press.current = null;
    setOutline([]);
  }

  return {
    outline,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0) return;
        const at = pointIn(event.currentTarget, event);
        const choice = { add: event.shiftKey || event.ctrlKey || event.metaKey };
        press.current = { start: at, choice, last: at, isDrag: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const at = pointIn(event.currentTarget, event);
        const held = press.current;
        if (held === null) {
          onHover(at);
          return;
        }
        if (!held.isDrag && Math.hypot(at.x - held.start.x, at.y - held.start.y) < clickPx) return;
        held.isDrag = true;
        onHover(null);
        const [byX, byY] = [at.x - held.last.x, at.y - held.last.y];
        if (mode === 'move') onCamera((camera) => panBy(camera, byX, byY));
        else setOutline(outlineAfter(held, at));
        held.last = at;
      },
      onPointerUp() {
        const held = press.current;
        cancel();
        if (held === null) return;
        if (!held.isDrag) onClick(held.start, held.choice);
        else if (mode === 'move') onSettled();
        else if (outline.length > 2) onOutline(outline, held.choice);
      },
      onPointerCancel: cancel,
      onPointerLeave: () => onHover(null),
      onDoubleClick: (event: { clientX: number; clientY: number; currentTarget: HTMLElement }) =>
        onDoubleClick(pointIn(event.currentTarget, event)),
    },
  };
}

function pointIn(element: HTMLElement | null, event: { clientX: number; clientY: number }): Point {
  const { left = 0, top = 0 } = element?.getBoundingClientRect() ?? {};
  return { x: event.clientX - left, y: event.clientY - top };
}
