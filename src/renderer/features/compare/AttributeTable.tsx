import { nameOfValue } from '../products/facets/filterWords.ts';
import { fieldName } from '../products/fieldName.ts';
import type { Compared } from './useCompared.ts';
import { compareFields, onlyWhatDiffers } from './whatDiffers.ts';

export interface AttributeTableProps {
  /** In the order of the pictures. */
  readonly products: readonly Compared[];
  readonly champion: Compared;
  /** The catalog's fields, in their order. */
  readonly fields: readonly string[];
  readonly isOnlyDifferent: boolean;
}

/** Attributes under the pictures, a column each; what is not the champion's value stands out. */
export function AttributeTable({ products, champion, fields, isOnlyDifferent }: AttributeTableProps) {
  const all = compareFields(
    products.map(({ product }) => product?.attributes ?? null),
    champion.product?.attributes ?? null,
    fields,
  );
  const rows = isOnlyDifferent ? onlyWhatDiffers(all) : all;
  if (rows.length === 0) {
    if (products.some(({ product, failure }) => product === null && failure === null)) return null;
    return (
      <p className="compare-same">
        {all.length === 0 ? 'Nothing is known of these but their pictures.' : 'All attributes are the same.'}
      </p>
    );
  }
  return (
    <table className="compare-attributes" aria-label="Attributes">
      <colgroup>
        <col className="compare-gutter" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="screen-reader-only">Attribute</span>
          </th>
          {products.map(({ id, name }) => (
            <th key={id} scope="col">
              <span className="screen-reader-only">{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, values, differs }) => (
          <tr key={field}>
            <th scope="row">{fieldName(field)}</th>
            {products.map(({ id, product }, at) => (
              <td key={id} data-differs={differs[at] === true ? '' : undefined}>
                {differs[at] === true ? (
                  <>
                    <span aria-hidden>≠ </span>
                    <span className="screen-reader-only">differs: </span>
                  </>
                ) : null}
                {product === null ? 'not known' : nameOfValue(values[at] ?? '')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
