import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { formatCounted } from '../../../components/format.ts';
import { useElementSize } from '../../../components/layout/useElementSize.ts';
import { type TakeInside, useLasso } from '../lasso/useLasso.ts';
import type { PointerMode } from '../mapAddress.ts';
import type { MapPoints } from '../useMapPoints.ts';
import {
  type Box,
  boxOf,
  type Camera,
  cameraOf,
  mostPictures,
  type Point,
  pointSize,
  roundBox,
  toMap,
  toScreen,
} from './camera.ts';
import { cameraAfterKey } from './cameraKeys.ts';
import { HoverPreview } from './HoverPreview.tsx';
import { Pictures } from './Pictures.tsx';
import type { PlotColours } from './painter.ts';
import { cssOf } from './paletteCss.ts';
import type { PointStates } from './pointStates.ts';
import { useDrawing } from './useDrawing.ts';
import './MapPlot.css';
import { type Choice, usePointer } from './usePointer.ts';

export interface MapPlotProps {
  readonly map: MapPoints;
  /** 1 for each point that passes the filters. */
  readonly shown: Uint8Array;
  readonly slotOf: Uint8Array;
  readonly states: PointStates;
  /** Several products are selected: the others step back. */
  readonly hasSelection: boolean;
  readonly colours: PlotColours | null;
  readonly valueAt: (index: number) => string | null;
  /** What the address says is in sight; null: all of it. */
  readonly box: Box | null;
  readonly mode: PointerMode;
  readonly onBox: (box: Box) => void;
  /** What is in sight, once the map is still. */
  readonly onSight: (box: Box) => void;
  readonly onPick: (index: number | null, choice: Choice) => void;
  readonly onOpen: (index: number) => void;
  /** For the product with the focus. */
  readonly onEnter: () => void;
  /** What can be done with it is asked for. @param at in the window */
  readonly onMenu: (index: number, at: Point) => void;
  readonly onTake: (indexes: Uint32Array, choice: Choice) => void;
  readonly onFailure: (thrown: unknown) => void;
}

/** A map that was still for so long is counted: counting while it moves would take its frames. */
const stillMs = 80;
/** A click or the pointer hits a point this near. */
const reachPx = 12;

interface Moved {
  /** The address's box when it was moved from there. */
  readonly from: string;
  readonly camera: Camera;
}

/** The products as points: moved and zoomed by hand or by keys, pointed at, clicked, and taken by lasso. */
export function MapPlot(props: MapPlotProps) {
  const { map, shown, slotOf, states, colours, valueAt, box, mode } = props;
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(plot);
  const take: TakeInside = useLasso(map.points);
  const [hovered, setHovered] = useState<number | null>(null);

  const from = JSON.stringify(box);
  const [moved, setMoved] = useState<Moved | null>(null);
  const unmoved = useMemo(() => cameraOf(box, size, map.ids.length), [box, size, map]);
  const camera = moved?.from === from ? moved.camera : unmoved;
  // Several moves may come before the next one is drawn.
  const latest = useRef(camera);
  useLayoutEffect(() => {
    latest.current = camera;
  });

  function move(change: (camera: Camera) => Camera): void {
    latest.current = change(latest.current);
    setMoved({ from, camera: latest.current });
  }

  function settle(): void {
    const settled = roundBox(boxOf(latest.current, size));
    setMoved({ from: JSON.stringify(settled), camera: latest.current });
    props.onBox(settled);
  }

  const sight = useMemo(() => boxOf(camera, size), [camera, size]);
  const { onSight } = props;
  useEffect(() => {
    if (size.width === 0) return;
    const told = setTimeout(() => onSight(sight), stillMs);
    return () => clearTimeout(told);
  }, [sight, size, onSight]);

  const few = useMemo(() => fewIn(map, shown, sight, mostPictures), [map, shown, sight]);
  const pointPx = pointSize(camera, size, map.ids.length);
  const canDraw = useDrawing(canvas, {
    points: map.points,
    slotOf,
    states,
    colours,
    sight: { camera, size, pointPx, hasPictures: few !== null, hasSelection: props.hasSelection },
  });

  /** The product at a place of the plot. */
  function hit(at: Point): number | null {
    const reach = Math.max(reachPx, pointPx / 2) + (few === null ? 0 : reachPx);
    return map.grid.nearest(
      toMap(camera, size, at),
      reach * camera.unitsPerPx,
      (index) => shown[index] === 1,
    );
  }

  const { outline, handlers } = usePointer(plot, {
    mode,
    size,
    onCamera: move,
    onSettled: settle,
    onHover: (at) => setHovered(at === null ? null : hit(at)),
    onClick: (at, choice) => props.onPick(hit(at), choice),
    onDoubleClick(at) {
      const index = hit(at);
      if (index !== null) props.onOpen(index);
    },
    onOutline(line, choice) {
      const onMap = line.map((point) => toMap(camera, size, point));
      take(onMap, shown).then((indexes) => props.onTake(indexes, choice), props.onFailure);
    },
  });

  function actByKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      props.onEnter();
      return;
    }
    const next = cameraAfterKey(camera, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    move(() => next);
    settle();
  }

  const pointAt = (index: number) =>
    toScreen(camera, size, { x: map.points.x[index] ?? 0, y: map.points.y[index] ?? 0 });

  return (
    <div
      ref={plot}
      className="map-plot"
      role="application"
      aria-label={`Map of ${formatCounted(map.ids.length, 'product')}. The arrows move it, + and − zoom.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys act on it.
      tabIndex={0}
      data-mode={mode}
      data-hit={hovered === null ? undefined : ''}
      onKeyDown={actByKey}
      {...handlers}
      onContextMenu={(event) => {
        event.preventDefault();
        const { left, top } = event.currentTarget.getBoundingClientRect();
        const at = { x: event.clientX, y: event.clientY };
        const index = hit({ x: at.x - left, y: at.y - top });
        if (index !== null) props.onMenu(index, at);
      }}
    >
      <canvas ref={canvas} aria-hidden />
      {few === null ? null : (
        <Pictures
          ids={map.ids}
          points={map.points}
          states={states.states}
          indexes={few}
          colourOf={(index) => cssOf(colours, slotOf[index] ?? 0)}
          camera={camera}
          size={size}
        />
      )}
      {outline.length < 2 ? null : (
        <svg className="map-outline" aria-hidden>
          <polygon points={outline.map(({ x, y }) => `${x},${y}`).join(' ')} />
        </svg>
      )}
      {hovered === null || outline.length > 0 ? null : (
        <HoverPreview
          id={map.ids[hovered] ?? ''}
          value={valueAt(hovered)}
          at={pointAt(hovered)}
          size={size}
        />
      )}
      {canDraw ? null : (
        <EmptyState title="This browser cannot draw the map">
          The groups and the table show the same products.
        </EmptyState>
      )}
      {few?.length === 0 ? (
        <EmptyState title="Nothing is in sight">Press 0 for the whole map, or − to go farther.</EmptyState>
      ) : null}
    </div>
  );
}

/** The shown points in sight, unless they are more than `most`. */
function fewIn(map: MapPoints, shown: Uint8Array, box: Box, most: number): readonly number[] | null {
  const found: number[] = [];
  const areMore = map.grid.someIn(box, (index) => {
    if (shown[index] === 1) found.push(index);
    return found.length > most;
  });
  return areMore ? null : found;
}
