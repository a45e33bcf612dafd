import type { UseQueryResult } from '@tanstack/react-query';
import type { Failure } from '../../../contract/failure.ts';
import type { LookAlike, SimilarOutput } from '../../../contract/search.ts';
import { useCall } from '../../api/useCall.ts';
import { useIsOfAnother } from '../../api/useIsOfAnother.ts';
import { mayActOnShown } from '../../shell/mayActOnShown.ts';
import { offeredMetric } from '../../shell/metricOptions.ts';
import { useSettings } from '../../shell/settings.ts';
import type { LookAlikesAddress } from './lookAlikesAddress.ts';
import { wishesInput } from './wishes.ts';

/** A look-alike as it is shown; `isUnfolded`: a variant, after the one that stands for it. */
export interface ShownLookAlike extends LookAlike {
  readonly isUnfolded?: boolean;
}

export interface ShownOutput extends Omit<SimilarOutput, 'results'> {
  readonly results: readonly ShownLookAlike[];
}

export type FoundLookAlikes = UseQueryResult<ShownOutput, Failure> & {
  /** What is shown, if anything, are the look-alikes of another query. */
  readonly isOfAnother: boolean;
};

/** Whether keys may act on what is shown; says why where they may not. */
export function mayActOn({ isOfAnother }: FoundLookAlikes): boolean {
  return mayActOnShown(isOfAnother, 'The look-alikes are still being found. Try again when they are shown.');
}

/** The look-alikes that the address asks for; while they are on the way, the last ones as placeholder, to be dimmed. */
export function useLookAlikes(address: LookAlikesAddress): FoundLookAlikes {
  const [settings] = useSettings();
  const { unfolded } = address.wishes;
  const found = useCall(
    'search.similar',
    {
      query: address.query,
      k: address.k ?? settings.k,
      metric: offeredMetric(address.metric ?? settings.metric),
      where: address.view.where,
      same: address.query.kind === 'product' ? [...address.same] : [],
      diversity: address.diversity,
      ...wishesInput(address.wishes),
    },
    { keepPrevious: true },
  );
  const isOfAnother = useIsOfAnother(found, JSON.stringify(address.query));
  if (found.data === undefined || unfolded.length === 0) return { ...found, isOfAnother };
  const results = unfold(found.data.results, new Set(unfolded));
  return { ...found, isOfAnother, data: { ...found.data, results } };
}

/** Variants come after the one that stands for them, at its rank. */
function unfold(results: readonly LookAlike[], unfolded: ReadonlySet<string>): ShownLookAlike[] {
  return results.flatMap((result) => {
    const { variants = [], rank } = result;
    if (!unfolded.has(result.id)) return [result];
    return [result, ...variants.map((variant) => ({ ...variant, rank, isUnfolded: true }))];
  });
}
