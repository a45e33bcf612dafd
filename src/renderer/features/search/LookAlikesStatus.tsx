import type { Catalog } from '../../../contract/catalogs.ts';
import { formatCount, formatCounted } from '../../components/format.ts';
import { FilterChips } from '../products/facets/FilterChips.tsx';
import type { DecisionsById } from './decisions.ts';
import type { LookAlikesAddress } from './lookAlikesAddress.ts';
import type { FoundLookAlikes } from './useLookAlikes.ts';

export interface LookAlikesStatusProps {
  readonly catalog: Catalog;
  readonly address: LookAlikesAddress;
  readonly found: FoundLookAlikes;
  readonly decisions: DecisionsById;
  /** Decisions on products that are gone. */
  readonly resting: number;
}

/** How many look-alikes of how many products, the filters that act, and what was decided. */
export function LookAlikesStatus({ catalog, address, found, decisions, resting }: LookAlikesStatusProps) {
  const { data } = found;
  const states = [...decisions.values()];
  const count = (state: string) => states.filter((each) => each.state === state).length;
  const decided = [
    [count('pinned'), 'pinned'],
    [count('accepted'), 'accepted'],
    [count('rejected'), 'rejected'],
    [resting, 'resting'],
  ].filter(([number]) => number !== 0);
  return (
    <>
      {found.isError ? null : data === undefined || found.isPlaceholderData ? (
        <span>Finding look-alikes…</span>
      ) : (
        <span title={`Answered in ${data.milliseconds.toFixed(1)} ms`}>
          {formatCounted(data.results.length, 'look-alike')} from {formatCount(data.candidates)} of{' '}
          {formatCounted(catalog.products, 'product')}
        </span>
      )}
      <FilterChips view={address.view} withoutText />
      {decided.length === 0 ? null : (
        <span>· {decided.map(([number, word]) => `${formatCount(Number(number))} ${word}`).join(', ')}</span>
      )}
    </>
  );
}
