/** The layout as the page works with it. */
import { useMemo } from 'react';
import type { Output } from '../../../contract/contract.ts';
import { createPointGrid, type PointGrid, type Points } from './plot/pointGrid.ts';

export interface MapPoints {
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly points: Points;
  readonly grid: PointGrid;
}

export function useMapPoints(layout: Output<'map.layout'> | undefined): MapPoints | null {
  return useMemo(() => {
    if (layout === undefined || layout === null) return null;
    const { ids, x, y } = layout.points;
    const points: Points = { x: Uint16Array.from(x), y: Uint16Array.from(y) };
    return {
      ids,
      indexOf: new Map(ids.map((id, index) => [id, index])),
      points,
      grid: createPointGrid(points),
    };
  }, [layout]);
}

/** The points of these products, those that have one. */
export function indexesOf({ indexOf }: MapPoints, ids: Iterable<string>): number[] {
  const indexes: number[] = [];
  for (const id of ids) {
    const index = indexOf.get(id);
    if (index !== undefined) indexes.push(index);
  }
  return indexes;
}
