import { SearchX } from 'lucide-react';
import { Button } from '../../../components/controls/Button.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { navigate } from '../../../shell/navigation.ts';
import { dropFilter } from '../../products/facets/filters.ts';
import { nameOfFilter } from '../../products/facets/filterWords.ts';
import { fieldName } from '../../products/fieldName.ts';
import type { LookAlikesAddress } from '../lookAlikesAddress.ts';

/** No product is left to be a look-alike: offers to drop what keeps them away. */
export function NoLookAlikes({ address }: { readonly address: LookAlikesAddress }) {
  const { same, view } = address;
  const isNarrowed = same.length > 0 || view.where.length > 0;
  return (
    <EmptyState
      icon={<SearchX size={40} />}
      title="No look-alikes"
      actions={
        isNarrowed ? (
          <>
            {same.map((field) => (
              <Button
                key={field}
                onPress={() => navigate({ ...address, same: same.filter((each) => each !== field) })}
              >
                Allow another {fieldName(field).toLowerCase()}
              </Button>
            ))}
            {view.where.map((filter) => (
              <Button
                key={JSON.stringify(filter)}
                onPress={() => navigate({ ...address, view: dropFilter(view, filter) })}
              >
                Drop {nameOfFilter(filter)}
              </Button>
            ))}
            <Button
              variant="primary"
              onPress={() => navigate({ ...address, same: [], view: { ...view, where: [] } })}
            >
              Clear all
            </Button>
          </>
        ) : undefined
      }
    >
      {isNarrowed
        ? 'No other product passes the filters. Drop the one that matters least.'
        : 'There is no other product with a usable image in the catalog yet.'}
    </EmptyState>
  );
}
