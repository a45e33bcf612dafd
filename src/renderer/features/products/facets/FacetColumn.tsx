import type { View } from '../../../../contract/products.ts';
import { useCall } from '../../../api/useCall.ts';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { currentAddress, navigate } from '../../../shell/navigation.ts';
import { FacetGroup } from './FacetGroup.tsx';
import {
  clearField,
  isFieldFiltered,
  isNarrowed,
  rangeOf,
  setRange,
  toggleValue,
  valuesOf,
} from './filters.ts';
import { ListFacet } from './ListFacet.tsx';
import './FacetColumn.css';

/** Fields that stand open before anyone has opened or closed one. */
const openAtFirst = 4;

/** Every field of the metadata with its values counted; ticking values narrows the view. */
export function FacetColumn({ view }: { readonly view: View }) {
  const facets = useCall('products.facets', { view: { ...view, sort: undefined } }, { keepPrevious: true });
  const show = (next: View) => navigate({ ...currentAddress(), view: next });

  if (facets.isError) {
    return (
      <div className="facet-notice">
        <ErrorNote title="The filters could not be counted." failure={facets.error} />
      </div>
    );
  }
  const { facets: all = [], products = 0 } = facets.data ?? {};
  // Where nothing is left, only what may have taken it away.
  const shown = all.filter(
    ({ values, span, field }) =>
      values.length > 0 || (span !== undefined && products > 0) || isFieldFiltered(view.where, field),
  );
  return (
    <div className="facet-column" aria-busy={facets.isPlaceholderData || facets.isPending}>
      {shown.length === 0 ? null : <ListFacet view={view} onView={show} />}
      {shown.map((facet, index) => (
        <FacetGroup
          key={facet.field}
          facet={facet}
          chosen={valuesOf(view.where, facet.field)}
          range={rangeOf(view.where, facet.field)}
          isFiltered={isFieldFiltered(view.where, facet.field)}
          isOpenAtFirst={index < openAtFirst}
          onToggle={(value) => show(toggleValue(view, facet.field, value))}
          onRange={(range) => show(setRange(view, facet.field, range))}
          onClear={() => show(clearField(view, facet.field))}
        />
      ))}
      {facets.isSuccess && shown.length === 0 ? (
        <p className="facet-empty">
          {isNarrowed(view)
            ? 'No product is left to filter.'
            : 'Filters appear here once products with attributes are imported.'}
        </p>
      ) : null}
    </div>
  );
}
