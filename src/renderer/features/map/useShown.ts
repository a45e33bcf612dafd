/** Which points pass the filters, which are selected, and which are look-alikes of the product with the focus. */
import { useMemo } from 'react';
import type { View } from '../../../contract/products.ts';
import { useCall } from '../../api/useCall.ts';
import { useSettings } from '../../shell/settings.ts';
import { isNarrowed } from '../products/facets/filters.ts';
import { useSelection } from '../products/selection/selection.ts';
import { type PointStates, statesOf } from './plot/pointStates.ts';
import { indexesOf, type MapPoints } from './useMapPoints.ts';

export interface Shown {
  /** 1 for each point that passes the filters. */
  readonly mask: Uint8Array;
  readonly count: number;
  readonly selected: readonly number[];
  readonly lit: readonly number[];
  readonly states: PointStates;
  /** The filters are others by now, and their products are on the way. */
  readonly isStale: boolean;
}

export function useShown(map: MapPoints, view: View, product: string | null): Shown {
  const narrowed = isNarrowed(view);
  const filtered = useCall(
    'products.ids',
    { view: { ...view, sort: undefined } },
    { enabled: narrowed, keepPrevious: true },
  );
  const ids = narrowed ? filtered.data?.ids : undefined;
  const mask = useMemo(() => {
    const passes = new Uint8Array(map.ids.length);
    if (ids === undefined) return passes.fill(1);
    for (const index of indexesOf(map, ids)) passes[index] = 1;
    return passes;
  }, [map, ids]);

  const selectedIds = useSelection((state) => state.ids);
  const selected = useMemo(() => indexesOf(map, selectedIds), [map, selectedIds]);

  const [settings] = useSettings();
  const focus = product === null ? null : (map.indexOf.get(product) ?? null);
  const similar = useCall(
    'search.similar',
    {
      query: { kind: 'product', id: product ?? '' },
      k: settings.k,
      metric: settings.metric,
      where: view.where,
    },
    { enabled: focus !== null },
  );
  const results = focus === null ? undefined : similar.data?.results;
  const lit = useMemo(
    () =>
      indexesOf(
        map,
        (results ?? []).map(({ id }) => id),
      ),
    [map, results],
  );
  const states = useMemo(() => statesOf(mask, lit, selected, focus), [mask, lit, selected, focus]);
  const count = useMemo(() => mask.reduce((sum, each) => sum + each, 0), [mask]);
  return { mask, count, selected, lit, states, isStale: narrowed && filtered.isPlaceholderData };
}
