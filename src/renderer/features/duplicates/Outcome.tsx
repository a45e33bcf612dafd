import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { fieldName } from '../products/fieldName.ts';
import { placesWords } from './duplicatesWords.ts';
import type { ShownGroup } from './useGroups.ts';

const mostNamed = 12;

export interface OutcomeProps {
  readonly shown: ShownGroup;
  /** Products that are hidden now, of all groups. */
  readonly hidden: number;
  readonly onShowHidden: () => void;
}

/** What accepting would do: who is kept, who is hidden, and what the kept one gets from them. */
export function Outcome({ shown, hidden, onShowHidden }: OutcomeProps) {
  const { products, keep, hide, merge } = shown;
  const nameOf = (id: string) => products.find((product) => product.id === id)?.name || id;
  const attributes = Object.entries(merge?.attributes ?? {});
  return (
    <ScrollRegion label="What will happen" className="duplicates-outcome">
      <h2>What will happen</h2>
      <h3>Kept</h3>
      <p>{named(nameOf(keep), keep)}</p>
      <h3>Hidden</h3>
      <ul>
        {hide.slice(0, mostNamed).map((id) => (
          <li key={id}>{named(nameOf(id), id)}</li>
        ))}
        {hide.length > mostNamed ? <li>{`and ${formatCount(hide.length - mostNamed)} more`}</li> : null}
      </ul>
      <h3>The kept one gets</h3>
      {merge === null ? (
        <p className="quiet">Looking…</p>
      ) : attributes.length === 0 && merge.memberships === 0 ? (
        <p className="quiet">Nothing: it lacks nothing that the others have.</p>
      ) : (
        <ul>
          {attributes.map(([field, value]) => (
            <li key={field}>{`${fieldName(field)}: ${value}`}</li>
          ))}
          {merge.memberships === 0 ? null : <li>{placesWords(merge.memberships)}</li>}
        </ul>
      )}
      <p className="quiet">
        No file is deleted. Z takes it back.
        {hidden === 0 ? null : (
          <>
            {' '}
            <LinkButton
              onPress={onShowHidden}
            >{`Show ${formatCounted(hidden, 'hidden product')}`}</LinkButton>
          </>
        )}
      </p>
    </ScrollRegion>
  );
}

function named(name: string, id: string): string {
  return name === id ? id : `${name} (${id})`;
}
