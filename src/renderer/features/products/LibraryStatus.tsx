import type { Catalog } from '../../../contract/catalogs.ts';
import type { View } from '../../../contract/products.ts';
import { useCall } from '../../api/useCall.ts';
import { formatCount, formatCounted } from '../../components/format.ts';
import { FilterChips } from './facets/FilterChips.tsx';
import { isNarrowed } from './facets/filters.ts';
import { pageSize } from './grid/useProductPages.ts';
import { useShownView } from './grid/useShownView.ts';
import { SelectionStatus } from './selection/SelectionStatus.tsx';
import './LibraryStatus.css';

/** "1,204 of 44,424 products", the filters that made it so, and how many are selected. */
export function LibraryStatus({ catalog, view }: { readonly catalog: Catalog; readonly view: View }) {
  // The number is that of the products on screen: the old one, dimmed, until the new ones are there.
  const shown = useShownView(view);
  const { data } = useCall('products.list', { view: shown.view, offset: 0, limit: pageSize });
  return (
    <>
      <span className="library-count" data-stale={shown.isStale ? '' : undefined}>
        {describeCount(catalog.products, data?.total, isNarrowed(shown.view))}
      </span>
      <SelectionStatus view={view} />
      <FilterChips view={view} />
    </>
  );
}

function describeCount(all: number, shown: number | undefined, isFiltered: boolean): string {
  if (!isFiltered) return formatCounted(shown ?? all, 'product');
  return shown === undefined ? 'Counting…' : `${formatCount(shown)} of ${formatCounted(all, 'product')}`;
}
