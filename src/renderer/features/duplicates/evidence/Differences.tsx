import type { DuplicateProduct } from '../../../../contract/insight/duplicates.ts';
import { formatPercent } from '../../../components/format.ts';
import { ScrollRegion } from '../../../components/layout/ScrollRegion.tsx';
import { compareFields, onlyWhatDiffers } from '../../compare/whatDiffers.ts';
import { nameOfValue } from '../../products/facets/filterWords.ts';
import { fieldName } from '../../products/fieldName.ts';
import { useSharpness } from './useSharpness.ts';

export interface DifferencesProps {
  readonly products: readonly DuplicateProduct[];
  readonly keep: string;
  readonly fields: readonly string[];
}

/** How sharp the pictures are, and the attributes that are not the kept one's. */
export function Differences({ products, keep, fields }: DifferencesProps) {
  const sharpness = useSharpness(products.flatMap(({ imageId }) => imageId ?? []));
  const kept = products.find(({ id }) => id === keep)?.attributes ?? null;
  const rows = onlyWhatDiffers(
    compareFields(
      products.map(({ attributes }) => attributes),
      kept,
      fields,
    ),
  );
  const sharpnessOf = (imageId: string | null): string => {
    const share = imageId === null ? undefined : sharpness?.get(imageId);
    return share === undefined ? (sharpness === null ? '…' : '–') : formatPercent(share);
  };
  return (
    <ScrollRegion label="What differs" className="duplicates-differences">
      <table aria-label="What differs" aria-busy={sharpness === null}>
        <thead>
          <tr>
            <th scope="col">Differs</th>
            {products.map(({ id, name }) => (
              <th key={id} scope="col" className="one-line" title={name}>
                {id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" title="How much detail is seen where all have one size; the sharpest has 100 %">
              Sharpness
            </th>
            {products.map(({ id, imageId }) => (
              <td key={id}>{sharpnessOf(imageId)}</td>
            ))}
          </tr>
          {rows.map(({ field, values, differs }) => (
            <tr key={field}>
              <th scope="row">{fieldName(field)}</th>
              {products.map(({ id }, at) => (
                <td key={id} data-differs={differs[at] === true ? '' : undefined}>
                  {nameOfValue(values[at] ?? '')}
                </td>
              ))}
            </tr>
          ))}
          {rows.length > 0 ? null : (
            <tr>
              <td colSpan={products.length + 1} className="quiet">
                Their attributes are the same.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
