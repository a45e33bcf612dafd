import type { GenerationResult } from '../../../../contract/generation.ts';
import { formatCount } from '../../../components/format.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { useSummaries } from '../../products/useSummaries.ts';

type Example = GenerationResult['examples'][number];

/** Of a list, as many as stand in one row of the sheet. */
const mostPictures = 10;

/** Some of the lists that would be made, as pictures: whether they suit is seen at a glance. */
export function Examples({ examples }: { readonly examples: readonly Example[] }) {
  return (
    <table className="dry-run-table dry-run-examples">
      <caption>Examples</caption>
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col">Its list</th>
        </tr>
      </thead>
      <tbody>
        {examples.map((example) => (
          <ExampleRow key={example.id} example={example} />
        ))}
      </tbody>
    </table>
  );
}

function ExampleRow({ example: { id, entries } }: { readonly example: Example }) {
  const [product, ...listed] = useSummaries([id, ...entries.slice(0, mostPictures)]);
  const more = entries.length - listed.length;
  return (
    <tr>
      <th scope="row">
        <span className="dry-run-product">
          <span className="dry-run-picture">
            <Thumbnail imageId={product?.imageId ?? null} alt="" />
          </span>
          <span className="one-line" title={id}>
            {product?.name || id}
          </span>
        </span>
      </th>
      <td>
        {entries.length === 0 ? (
          'empty'
        ) : (
          <span className="dry-run-list">
            {listed.map((entry, at) => {
              const name = entry?.name || (entries[at] ?? '');
              return (
                <span key={entries[at]} className="dry-run-picture" title={name}>
                  <Thumbnail imageId={entry?.imageId ?? null} alt={name} />
                </span>
              );
            })}
            {more === 0 ? null : <span className="quiet">{`and ${formatCount(more)} more`}</span>}
          </span>
        )}
      </td>
    </tr>
  );
}
