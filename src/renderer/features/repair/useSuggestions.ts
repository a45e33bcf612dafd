/** The open suggestions that are chosen, a page of them at a time. */
import { useEffect } from 'react';
import { useCall } from '../../api/useCall.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import type { ChosenSuggestions } from './repairActions.ts';
import { isRepair, type RepairAddress } from './repairAddress.ts';

export const suggestionsOnPage = 50;

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
  const offset = Math.floor(at / suggestionsOnPage) * suggestionsOnPage;
  const { data, error, isPlaceholderData } = useCall(
    'repair.list',
    { ...chosenBy(address), offset, limit: suggestionsOnPage },
    { keepPrevious: true },
  );
  const total = data?.total ?? null;

  // The last one was decided, or there are fewer since the address was made.
  useEffect(() => {
    if (total !== null && !isPlaceholderData && at > 0 && at >= total)
      changeAddress({ at: Math.max(0, total - 1) });
  }, [at, total, isPlaceholderData]);

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
