import type { BroughtBy, Originals } from '../../../../contract/cluster.ts';
import { formatCounted } from '../../../components/format.ts';
import { ScrollRegion } from '../../../components/layout/ScrollRegion.tsx';

const broughtByWords: Readonly<Record<BroughtBy, string>> = {
  published: 'of the published catalog',
  here: 'imported on this machine',
  others: 'imported by others',
};

/** Pictures whose originals are not here, whose they are and what to do; nothing where none is lacking. */
export function LackingList({
  found: { lacking, advice },
  lead = '',
}: {
  readonly found: Pick<Originals, 'lacking' | 'advice'>;
  /** Sentences before what to do. */
  readonly lead?: string;
}) {
  if (lacking.length === 0) return null;
  return (
    <section className="embed-lacking" aria-label="Originals that are not here">
      <p>{[lead, advice].join(' ')}</p>
      <ScrollRegion
        className="framed-lines embed-lacking-list"
        label="Folders of originals that are not here"
      >
        <ul>
          {lacking.map(({ folder, broughtBy, pictures, example }) => (
            <li key={`${broughtBy} ${folder}`}>
              <span className="embed-lacking-folder">{folder}</span>
              <span className="quiet">
                {formatCounted(pictures, 'picture')} {broughtByWords[broughtBy]}, as {example}
              </span>
            </li>
          ))}
        </ul>
      </ScrollRegion>
    </section>
  );
}
