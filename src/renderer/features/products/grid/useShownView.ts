import { useState } from 'react';
import type { View } from '../../../../contract/products.ts';
import { useCall } from '../../../api/useCall.ts';
import { pageSize } from './useProductPages.ts';

export interface ShownView {
  /** The view whose products are on screen. */
  readonly view: View;
  readonly key: string;
  /** The wanted view is not there yet: what is on screen is old and must look so. */
  readonly isStale: boolean;
}

/** Keeps the last view on screen until the first products of the wanted one are there. */
export function useShownView(wanted: View): ShownView {
  const key = JSON.stringify(wanted);
  const [shown, setShown] = useState({ view: wanted, key });
  const first = useCall('products.list', { view: wanted, offset: 0, limit: pageSize });
  const isReady = first.isSuccess || first.isError;
  if (isReady && shown.key !== key) setShown({ view: wanted, key });
  return { ...shown, isStale: shown.key !== key && !isReady };
}
