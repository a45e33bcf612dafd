import type { ListState } from '../../../../contract/listWords.ts';
import { isListFilter, type View } from '../../../../contract/products.ts';
import { useCall } from '../../../api/useCall.ts';
import { Checkbox } from '../../../components/controls/Checkbox.tsx';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { formatCount } from '../../../components/format.ts';
import { toggleListState, withoutLists } from './filters.ts';
import { listStateWords } from './filterWords.ts';

const states: readonly ListState[] = ['untouched', 'begun', 'done'];
const lookAlikes = 'substitute';

/** How far the products' lists are, as a filter: what is still to be curated, and what is done. */
export function ListFacet({ view, onView }: { readonly view: View; readonly onView: (view: View) => void }) {
  const { data } = useCall('queue.progress', { type: lookAlikes, view: withoutLists(view) });
  const chosen = view.where.filter(isListFilter).flatMap((filter) => filter.states);
  if (data === undefined) return null;
  return (
    <section className="facet" aria-label="List">
      <h2 className="facet-head">
        <span className="facet-fold">List</span>
        {chosen.length === 0 ? null : (
          <LinkButton label="Clear list" onPress={() => onView(withoutLists(view))}>
            Clear
          </LinkButton>
        )}
      </h2>
      <ul className="facet-values">
        {states.map((state) => (
          <li key={state} data-empty={data[state] === 0 ? '' : undefined}>
            <Checkbox
              isSelected={chosen.includes(state)}
              onChange={() => onView(toggleListState(view, lookAlikes, state))}
            >
              <span className="facet-value">
                <span className="one-line">{capital(listStateWords[state])}</span>
                <span className="facet-count">{formatCount(data[state])}</span>
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  );
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
