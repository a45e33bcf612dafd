/** How much the last searches read, for diagnostics. */
import type { CompactIndex } from '../../adapters/vectors/compactIndex.ts';
import type { SearchReading } from '../../contract/settings.ts';

export function describeReading(index: Pick<CompactIndex, 'searches' | 'axesId'>): SearchReading | null {
  const searches = index.searches();
  if (searches === null) return null;
  const survivors = searches.survivors.toSorted((a, b) => a - b);
  const at = (share: number): number | null => survivors[Math.floor(share * (survivors.length - 1))] ?? null;
  return {
    searches: survivors.length,
    median: at(0.5),
    most: at(0.95),
    isNarrowed: searches.isInUse,
    isPrepared: index.axesId !== null,
  };
}
