import type { Catalog } from '../../../contract/catalogs.ts';
import type { View } from '../../../contract/products.ts';
import { useCall } from '../../api/useCall.ts';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { focusGrid } from '../../shell/focusGrid.ts';
import { FilterChips } from './facets/FilterChips.tsx';
import { isNarrowed } from './facets/filters.ts';
import { pageSize } from './grid/useProductPages.ts';
import { clearSelection, useSelection } from './selection/selection.ts';

function dropSelection(): void {
  clearSelection();
  focusGrid();
}

/** "1,204 of 44,424 products", the filters that made it so, and how many are selected. */
export function LibraryStatus({ catalog, view }: { readonly catalog: Catalog; readonly view: View }) {
  const { data } = useCall('products.list', { view, offset: 0, limit: pageSize });
  const selected = useSelection((state) => state.ids.size);
  const count =
    data !== undefined && isNarrowed(view)
      ? `${formatCount(data.total)} of ${formatCounted(catalog.products, 'product')}`
      : formatCounted(data?.total ?? catalog.products, 'product');
  return (
    <>
      <span>{count}</span>
      <FilterChips view={view} />
      {selected === 0 ? null : (
        <span>
          · {formatCount(selected)} selected ·{' '}
          <LinkButton onPress={dropSelection}>Clear selection</LinkButton>
        </span>
      )}
    </>
  );
}
