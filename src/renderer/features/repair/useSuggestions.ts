/** The open suggestions that are chosen, a page of them at a time. */
import { useCall } from '../../api/useCall.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { pageOffset, reviewPageLength, useStayWithin } from '../../shell/review/reviewPages.ts';
import type { ChosenSuggestions } from './repairActions.ts';
import { isRepair, type RepairAddress } from './repairAddress.ts';

/** Goes on within the page without a stop for Back. */
export function changeAddress(change: Partial<RepairAddress>): void {
  const address = currentAddress();
  if (isRepair(address)) navigate({ ...address, ...change }, { replace: true });
}

export function chosenBy({ field, kind, min }: RepairAddress): ChosenSuggestions {
  return {
    minConfidence: min,
    ...(field !== null && { fields: [field] }),
    ...(kind !== null && { kind }),
  };
}

export function useSuggestions(address: RepairAddress) {
  const { at } = address;
  const offset = pageOffset(at);
  const { data, error, isPlaceholderData } = useCall(
    'repair.list',
    { ...chosenBy(address), offset, limit: reviewPageLength },
    { keepPrevious: true },
  );
  const total = data?.total ?? null;

  useStayWithin(at, isPlaceholderData ? null : total, (last) => changeAddress({ at: last }));

  return {
    found: data?.found,
    fields: data?.fields ?? [],
    corrections: data?.corrections ?? 0,
    total,
    offset,
    suggestions: data?.suggestions ?? [],
    suggestion: isPlaceholderData ? null : (data?.suggestions[at - offset] ?? null),
    failure: error,
  };
}
