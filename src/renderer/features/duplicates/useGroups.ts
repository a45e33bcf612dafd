/** The open groups, a page of them at a time, and the products of the one that is seen. */

import type { Failure } from '../../../contract/failure.ts';
import type {
  DuplicateGroup,
  DuplicateProduct,
  KeepRule,
  Merge,
} from '../../../contract/insight/duplicates.ts';
import { useCall } from '../../api/useCall.ts';
import { useIsOfAnother } from '../../api/useIsOfAnother.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { pageOffset, reviewPageLength, useStayWithin } from '../../shell/review/reviewPages.ts';
import { type DuplicatesAddress, isDuplicates } from './duplicatesAddress.ts';

/** Goes on within the page without a stop for Back. */
export function changeAddress(change: Partial<DuplicatesAddress>): void {
  const address = currentAddress();
  if (isDuplicates(address)) navigate({ ...address, ...change }, { replace: true });
}

export function useGroups(at: number) {
  const offset = pageOffset(at);
  const { data, error, isPlaceholderData } = useCall(
    'duplicates.list',
    { offset, limit: reviewPageLength },
    { keepPrevious: true },
  );
  const total = data?.total ?? null;

  useStayWithin(at, isPlaceholderData ? null : total, (last) => changeAddress({ at: last }));

  return {
    found: data?.found,
    closed: data?.closed ?? 0,
    hidden: data?.hidden ?? 0,
    total,
    offset,
    groups: data?.groups ?? [],
    group: isPlaceholderData ? null : (data?.groups[at - offset] ?? null),
    failure: error,
  };
}

/** What is known of a group, and what would come of it. */
export interface ShownGroup {
  readonly products: readonly DuplicateProduct[];
  readonly keep: string;
  readonly hide: readonly string[];
  /** Null while it is on the way. */
  readonly merge: Merge | null;
  readonly isStale: boolean;
  /** What is shown, if anything, is another group. */
  readonly isOfAnother: boolean;
  readonly failure: Failure | null;
}

/** @param wanted who is kept by hand, where it is in the group */
export function useShownGroup(
  group: DuplicateGroup | null,
  rule: KeepRule,
  wanted: string | null,
): ShownGroup {
  const found = useCall(
    'duplicates.group',
    { ids: [...(group?.ids ?? [])], rule },
    { enabled: group !== null, keepPrevious: true },
  );
  const { data, error, isPlaceholderData } = found;
  const isOfAnother = useIsOfAnother(found, JSON.stringify(group?.ids ?? null));
  const products = data?.products ?? [];
  const keep = products.find(({ id }) => id === wanted)?.id ?? data?.keep ?? '';
  const hide = products.map(({ id }) => id).filter((id) => id !== keep);
  const isStale = group === null || data === undefined || isPlaceholderData;
  const preview = useCall('duplicates.preview', { keep, hide }, { enabled: !isStale });
  return {
    products,
    keep,
    hide,
    merge: isStale ? null : (preview.data ?? null),
    isStale,
    isOfAnother,
    failure: error ?? preview.error,
  };
}
