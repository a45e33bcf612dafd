import { useState } from 'react';
import type { SoldOut } from '../../../../contract/queue.ts';
import { client } from '../../../api/client.ts';
import { useCall } from '../../../api/useCall.ts';
import { Checkbox } from '../../../components/controls/Checkbox.tsx';
import { Select } from '../../../components/controls/Select.tsx';
import { formatCount } from '../../../components/format.ts';
import { tellFailure } from '../../../shell/toasts.ts';
import { emptyView } from '../../../shell/viewInAddress.ts';
import { fieldName } from '../../products/fieldName.ts';

const none = '';
/** More values than these are no stock, but names or numbers. */
const mostValues = 40;

/** The column, and its values, that say what is sold out or inactive: such products are in no list. */
export function SoldOutChoice() {
  const { data } = useCall('catalogs.soldOut', {});
  const facets = useCall('products.facets', { view: emptyView }).data?.facets ?? [];
  const [chosenField, setChosenField] = useState<string | null>(null);
  const soldOut = data?.soldOut ?? null;
  const field = chosenField ?? soldOut?.field ?? none;
  const named = soldOut?.field === field ? soldOut.values : [];
  const values = (facets.find((facet) => facet.field === field)?.values ?? []).filter(
    ({ value }) => value !== '',
  );
  const usable = facets.filter((facet) => facet.values.length > 0 && facet.values.length <= mostValues);

  function toggle(value: string): void {
    const next = named.includes(value) ? named.filter((each) => each !== value) : [...named, value];
    void nameSoldOut(next.length === 0 ? null : { field, values: next });
  }

  return (
    <section className="kinds" aria-label="Sold out or inactive">
      <h3>Sold out or inactive</h3>
      <p className="quiet">
        Products with these values are never suggested and leave in no list, not even as pins, until they are
        back.
      </p>
      <Select
        label="Column"
        value={field}
        options={[
          { value: none, label: 'None' },
          ...usable.map((facet) => ({ value: facet.field, label: fieldName(facet.field) })),
        ]}
        onChange={(next) => {
          setChosenField(next);
          if (next === none && soldOut !== null) void nameSoldOut(null);
        }}
      />
      {field === none ? null : (
        <ul className="sold-out-values">
          {values.map(({ value, count }) => (
            <li key={value}>
              <Checkbox isSelected={named.includes(value)} onChange={() => toggle(value)}>
                {value} <span className="quiet">{formatCount(count)}</span>
              </Checkbox>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

async function nameSoldOut(soldOut: SoldOut | null): Promise<void> {
  try {
    await client.call('catalogs.nameSoldOut', { soldOut });
  } catch (thrown) {
    tellFailure('Nothing was changed.', thrown);
  }
}
