import { MousePointerClick, ScanSearch } from 'lucide-react';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { LargePicture } from '../../components/pictures/LargePicture.tsx';
import { openProduct } from '../../shell/navigation.ts';
import { AttributeList } from './AttributeList.tsx';
import { NearestStrip } from './grid/NearestStrip.tsx';
import { HiddenNote } from './HiddenNote.tsx';
import { ImageList } from './ImageList.tsx';
import { OutsideView } from './OutsideView.tsx';
import { SoldOutBadge } from './SoldOutBadge.tsx';
import './DetailPane.css';

export interface DetailPaneProps {
  readonly id: string | null;
  /** The catalog's fields, in their order. */
  readonly fields: readonly string[];
}

/** Everything that is known of the product with the focus. */
export function DetailPane({ id, fields }: DetailPaneProps) {
  const product = useCall('products.get', { id: id ?? '' }, { enabled: id !== null, keepPrevious: true });
  if (id === null) {
    return (
      <EmptyState icon={<MousePointerClick size={32} />} title="No product chosen">
        Click a product to see it large. A double click or Enter shows its look-alikes.
      </EmptyState>
    );
  }
  if (product.isError) {
    return (
      <div className="detail-notice">
        <ErrorNote title="The product could not be shown." failure={product.error} />
      </div>
    );
  }
  const shown = product.data;
  if (shown === undefined) return <div className="detail-waiting" aria-busy="true" />;
  const isStale = shown.id !== id;

  return (
    <div className="detail" data-stale={isStale ? '' : undefined} aria-busy={isStale}>
      <div className="detail-picture">
        <LargePicture imageId={shown.imageId} alt={shown.name} />
      </div>
      <OutsideView id={shown.id} />
      <div className="detail-title">
        <h2>{shown.name || shown.id}</h2>
        <p className="quiet">{shown.id}</p>
        {shown.isSoldOut === true ? <SoldOutBadge /> : null}
      </div>
      {shown.isHidden === true ? <HiddenNote id={shown.id} /> : null}
      {shown.hasEmbedding ? (
        <>
          <Button
            variant="primary"
            icon={<ScanSearch size={16} aria-hidden />}
            onPress={() => openProduct(shown.id)}
          >
            See look-alikes ⏎
          </Button>
          <NearestStrip id={shown.id} onOpen={openProduct} />
        </>
      ) : (
        <p className="detail-without">It has no usable image yet, so there are no look-alikes of it.</p>
      )}
      <AttributeList attributes={shown.attributes} fields={fields} />
      <ImageList images={shown.images} />
    </div>
  );
}
