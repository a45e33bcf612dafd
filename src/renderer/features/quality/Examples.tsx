import { Images } from 'lucide-react';
import { Button as PlainButton } from 'react-aria-components';
import type { MeasuredValue } from '../../../contract/insight/quality.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { navigate, openProduct } from '../../shell/navigation.ts';
import { emptyView } from '../../shell/viewInAddress.ts';
import { nameOfValue } from '../products/facets/filterWords.ts';
import type { LibraryAddress } from '../products/libraryAddress.ts';

type Example = MeasuredValue['examples'][number];

interface ExamplesProps {
  readonly field: string;
  readonly measured: MeasuredValue;
}

/** Products with a value whose look-alikes have others; each leads to its look-alikes. */
export function Examples({ field, measured: { value, examples } }: ExamplesProps) {
  return (
    <section className="quality-examples" aria-label={`Examples of ${nameOfValue(value)}`}>
      {examples.length === 0 ? (
        <p className="quiet">No example: all look-alikes that were seen have the same value.</p>
      ) : (
        examples.map(({ product, agreeing, known, disagreeing }) => (
          <div key={product.id} className="quality-example">
            <p>{`${agreeing} of ${known} look-alikes ${agreeing === 1 ? 'is' : 'are'} ${nameOfValue(value)}:`}</p>
            <div className="quality-tiles">
              <ExampleTile product={product} isQuery />
              {disagreeing.map((other) => (
                <ExampleTile key={other.id} product={other} />
              ))}
            </div>
          </div>
        ))
      )}
      <Button
        variant="quiet"
        icon={<Images size={14} aria-hidden />}
        onPress={() =>
          navigate<LibraryAddress>({
            page: 'library',
            view: { ...emptyView, where: [{ field, values: [value] }] },
            product: null,
          })
        }
      >
        {`Show ${nameOfValue(value)} in the library`}
      </Button>
    </section>
  );
}

interface ExampleTileProps {
  readonly product: Example['product'];
  /** The one whose look-alikes the others are. */
  readonly isQuery?: boolean;
}

function ExampleTile({ product: { id, name, imageId, value }, isQuery = false }: ExampleTileProps) {
  return (
    <PlainButton
      className={isQuery ? 'quality-tile quality-tile-query' : 'quality-tile'}
      aria-label={`Look-alikes of ${name === '' ? id : name}: ${value}`}
      onPress={() => openProduct(id)}
    >
      <span className="quality-picture">
        <Thumbnail imageId={imageId} alt="" />
      </span>
      <span className="one-line" title={value}>
        {value}
      </span>
    </PlainButton>
  );
}
