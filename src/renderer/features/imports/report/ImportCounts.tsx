import type { ImportCounts as Counts } from '../../../../contract/imports.ts';
import { formatCount } from '../../../components/format.ts';
import { describeSum } from '../importNumbers.ts';

interface ImportCountsProps {
  readonly counts: Counts;
  /** False while files are still being counted: then the sum does not add up yet. */
  readonly isFoundFinal: boolean;
}

const parts = [
  ['embedded', 'Embedded'],
  ['unchanged', 'Unchanged'],
  ['duplicate', 'Duplicates'],
  ['failed', 'Failed'],
] as const;

/** The five numbers of an import, side by side. */
export function ImportCounts({ counts, isFoundFinal }: ImportCountsProps) {
  return (
    <dl className="import-counts">
      <Count name="Found" value={`${formatCount(counts.found)}${isFoundFinal ? '' : '…'}`} />
      {parts.map(([key, name]) => (
        <Count
          key={key}
          name={name}
          value={formatCount(counts[key])}
          isFailure={key === 'failed' && counts.failed > 0}
        />
      ))}
    </dl>
  );
}

/** "2,000 found = 1,950 embedded + …": nothing was silently lost. */
export function ImportSum({ counts }: { readonly counts: Counts }) {
  return <p className="import-sum">{describeSum(counts)}</p>;
}

function Count({ name, value, isFailure = false }: { name: string; value: string; isFailure?: boolean }) {
  return (
    <div className="import-count" data-failure={isFailure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
