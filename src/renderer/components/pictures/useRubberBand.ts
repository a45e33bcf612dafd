import {
  createElement,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { type Band, type TileLayout, tilesInBand } from './tileLayout.ts';

/** A press that moves less is a click. */
const thresholdPx = 6;
const edgePx = 32;
const scrollStepPx = 16;

export interface RubberBand {
  readonly handlers: {
    onPointerDown(event: PointerEvent<HTMLDivElement>): void;
    onPointerMove(event: PointerEvent<HTMLDivElement>): void;
    onPointerUp(): void;
    onPointerCancel(): void;
  };
  readonly element: ReactNode;
  /** True for the click that the browser sends at the end of a band. */
  hasJustEnded(): boolean;
}

/** Draws a rectangle with the mouse over a tile grid, scrolls at its edges, and tells which tiles it touches. */
export function useRubberBand(
  scroller: RefObject<HTMLDivElement | null>,
  layout: TileLayout,
  count: number,
  onBandStart: (() => void) | undefined,
  onBand: ((indexes: readonly number[], add: boolean) => void) | undefined,
): RubberBand {
  const [band, setBand] = useState<Band | null>(null);
  const press = useRef<{ x: number; y: number; add: boolean; isBand: boolean } | null>(null);
  const pointer = useRef({ x: 0, y: 0 });
  const endedAt = useRef(0);
  const isDrawn = band !== null;

  function pointIn(clientX: number, clientY: number): { x: number; y: number } {
    const element = scroller.current;
    if (element === null) return { x: 0, y: 0 };
    const box = element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top + element.scrollTop };
  }

  function extendBand(): void {
    const start = press.current;
    if (start === null || onBand === undefined) return;
    const end = pointIn(pointer.current.x, pointer.current.y);
    const next: Band = { fromX: start.x, fromY: start.y, toX: end.x, toY: end.y };
    setBand(next);
    onBand(tilesInBand(layout, count, next), start.add);
  }

  const extend = useRef(extendBand);
  useEffect(() => {
    extend.current = extendBand;
  });

  useEffect(() => {
    if (!isDrawn) return;
    let frame = requestAnimationFrame(function scrollAtEdges() {
      const element = scroller.current;
      if (element !== null) {
        const box = element.getBoundingClientRect();
        const { y } = pointer.current;
        const step = y < box.top + edgePx ? -scrollStepPx : y > box.bottom - edgePx ? scrollStepPx : 0;
        if (step !== 0) {
          element.scrollBy({ top: step });
          extend.current();
        }
      }
      frame = requestAnimationFrame(scrollAtEdges);
    });
    return () => cancelAnimationFrame(frame);
  }, [isDrawn, scroller]);

  function end(): void {
    if (press.current?.isBand === true) endedAt.current = performance.now();
    press.current = null;
    setBand(null);
  }

  return {
    handlers: {
      onPointerDown(event) {
        // A tile that can be dragged out of the window is dragged; the band begins beside it.
        const isOnControl =
          event.target instanceof Element && event.target.closest('button, a, [draggable="true"]') !== null;
        const isOnScrollbar = event.nativeEvent.offsetX > event.currentTarget.clientWidth;
        if (onBand === undefined || event.button !== 0 || event.pointerType !== 'mouse') return;
        if (isOnControl || (event.target === event.currentTarget && isOnScrollbar)) return;
        press.current = {
          ...pointIn(event.clientX, event.clientY),
          add: event.ctrlKey || event.metaKey || event.shiftKey,
          isBand: false,
        };
      },
      onPointerMove(event) {
        const start = press.current;
        if (start === null) return;
        pointer.current = { x: event.clientX, y: event.clientY };
        if (!start.isBand) {
          const here = pointIn(event.clientX, event.clientY);
          if (Math.hypot(here.x - start.x, here.y - start.y) < thresholdPx) return;
          start.isBand = true;
          onBandStart?.();
          event.currentTarget.setPointerCapture(event.pointerId);
          event.currentTarget.focus({ preventScroll: true });
        }
        extendBand();
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
    element:
      band === null
        ? null
        : createElement('div', {
            className: 'rubber-band',
            'aria-hidden': true,
            style: {
              left: Math.min(band.fromX, band.toX),
              top: Math.min(band.fromY, band.toY),
              width: Math.abs(band.toX - band.fromX),
              height: Math.abs(band.toY - band.fromY),
            },
          }),
    hasJustEnded: () => performance.now() - endedAt.current < 50,
  };
}
