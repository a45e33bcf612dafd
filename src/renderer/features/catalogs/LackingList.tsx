import type { BroughtBy, Lacking } from '../../../contract/cluster.ts';
import { formatCounted } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';

const broughtByWords: Readonly<Record<BroughtBy, string>> = {
  published: 'of the published catalog',
  here: 'imported on this machine',
  others: 'imported by others',
};

/** Pictures whose originals are not here, and whose they are; nothing where none is lacking. */
export function LackingList({
  lacking,
  words,
}: {
  readonly lacking: readonly Lacking[];
  readonly words: string;
}) {
  if (lacking.length === 0) return null;
  return (
    <section className="embed-lacking" aria-label="Originals that are not here">
      <p>{words}</p>
      <ScrollRegion className="embed-lacking-list" label="Folders of originals that are not here">
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
