import { useEffect, useState } from 'react';
import { useCall } from '../../../api/useCall.ts';
import { currentAddress, navigate } from '../../../shell/navigation.ts';
import { isLibrary, type LibraryAddress } from '../libraryAddress.ts';
import type { ProductPages } from './useProductPages.ts';
import type { ShownView } from './useShownView.ts';

interface Reached {
  readonly viewKey: string;
  readonly index: number;
  /** Null while the page with the product is on the way. */
  readonly id: string | null;
}

export interface ActiveProduct {
  /** Where the product of the address stands in the shown view; null where it does not. */
  readonly index: number | null;
  /** Moves the focus; the product goes into the address as soon as it is known. */
  readonly reach: (index: number) => void;
}

/**
 * The product with the focus. Its id stands in the address; its index is what keys and clicks have reached, or, after
 * a reload or on coming back, what the engine says.
 */
export function useActiveProduct(
  address: LibraryAddress,
  shown: ShownView,
  productAt: ProductPages['productAt'],
): ActiveProduct {
  const [reached, setReached] = useState<Reached | null>(null);
  const isHere = reached !== null && reached.viewKey === shown.key;
  const idThere = isHere ? productAt(reached.index)?.id : undefined;
  const isCurrent =
    isHere &&
    (reached.id === null ||
      (reached.id === address.product && (idThere === undefined || idThere === reached.id)));

  const position = useCall(
    'products.position',
    { view: shown.view, id: address.product ?? '' },
    { enabled: address.product !== null && !isCurrent && !shown.isStale },
  );

  const isArriving = isHere && reached.id === null && idThere !== undefined;
  useEffect(() => {
    if (!isArriving || idThere === undefined) return;
    setReached((old) => (old === null ? null : { ...old, id: idThere }));
    focusProduct(idThere);
  }, [isArriving, idThere]);

  function reach(index: number): void {
    const id = productAt(index)?.id ?? null;
    setReached({ viewKey: shown.key, index, id });
    if (id !== null) focusProduct(id);
  }

  const known = position.data?.position ?? null;
  const index = isCurrent ? reached.index : address.product === null ? null : known;
  return { index, reach };
}

function focusProduct(id: string): void {
  const address = currentAddress();
  if (isLibrary(address)) navigate({ ...address, product: id }, { replace: true });
}
