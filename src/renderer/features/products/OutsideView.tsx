import { useCall } from '../../api/useCall.ts';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { navigate, useAddress } from '../../shell/navigation.ts';
import { clearFilters, isNarrowed } from './facets/filters.ts';

/** Says so where a product is not among those that the filters leave, with the way to it. */
export function OutsideView({ id }: { readonly id: string }) {
  const address = useAddress();
  const { view } = address;
  const { data } = useCall('products.position', { view, id }, { enabled: isNarrowed(view) });
  if (data === undefined || data.position !== null || !isNarrowed(view)) return null;
  return (
    <p className="detail-outside" role="status">
      Not among the products shown: the filters hide it.{' '}
      <LinkButton onPress={() => navigate({ ...address, view: clearFilters(view), product: id })}>
        Clear filters
      </LinkButton>
    </p>
  );
}
