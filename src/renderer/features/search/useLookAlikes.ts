import type { UseQueryResult } from '@tanstack/react-query';
import type { Failure } from '../../../contract/failure.ts';
import type { SimilarOutput } from '../../../contract/search.ts';
import { useCall } from '../../api/useCall.ts';
import { useSettings } from '../../shell/settings.ts';
import type { LookAlikesAddress } from './lookAlikesAddress.ts';

export type FoundLookAlikes = UseQueryResult<SimilarOutput, Failure>;

/** The look-alikes that the address asks for; while they are on the way, the last ones as placeholder, to be dimmed. */
export function useLookAlikes(address: LookAlikesAddress): FoundLookAlikes {
  const [settings] = useSettings();
  return useCall(
    'search.similar',
    {
      query: address.query,
      k: address.k ?? settings.k,
      metric: address.metric ?? settings.metric,
      where: address.view.where,
      same: address.query.kind === 'product' ? [...address.same] : [],
      diversity: address.diversity,
    },
    { keepPrevious: true },
  );
}
