import { useMemo } from 'react';
import type { FieldScale } from '../../../../contract/insight/mapColours.ts';
import type { MapPoints } from '../useMapPoints.ts';
import { findGroups, type Groups } from './findGroups.ts';
import type { MapGroup } from './GroupList.tsx';
import { nameGroups } from './nameGroups.ts';

export interface NamedGroups extends Groups {
  /** In their order. */
  readonly list: readonly MapGroup[];
}

/** The crowds among the points that the filters show. @param scales null: they have no names yet */
export function useMapGroups(
  { points }: MapPoints,
  shown: Uint8Array,
  scales: readonly FieldScale[] | null,
): NamedGroups {
  const groups = useMemo(() => findGroups(points, shown), [points, shown]);
  return useMemo(() => {
    const { boxes, groupOf } = groups;
    const sizes = new Uint32Array(boxes.length);
    for (const group of groupOf) if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1;
    const names = scales === null ? boxes.map(() => '…') : nameGroups(boxes.length, groupOf, scales);
    return { ...groups, list: names.map((name, group) => ({ name, size: sizes[group] ?? 0 })) };
  }, [groups, scales]);
}
