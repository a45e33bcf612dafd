import { ChevronLeft, ChevronRight } from 'lucide-react';
import { GridList, GridListItem } from 'react-aria-components';
import type { Product } from '../../../contract/products.ts';
import { useCall } from '../../api/useCall.ts';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { formatCount } from '../../components/format.ts';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { focusGrid } from '../focusGrid.ts';
import { emptyView } from '../viewInAddress.ts';
import { reviewPageLength } from './reviewPages.ts';
import './ReviewQueue.css';

/** What is decided on next. */
export interface ReviewItem {
  /** Its own also when one before it is decided on. */
  readonly key: string;
  /** The product that is seen. */
  readonly productId: string;
  /** Undefined as long as the product is not known. */
  words(product: Pick<Product, 'name'> | undefined): ReviewWords;
}

export interface ReviewWords {
  readonly title: string;
  readonly detail: string;
  /** A number at the end of the line, and what it says: "×2", "2 products". */
  readonly aside?: { readonly text: string; readonly words: string };
  /** What letters go to. */
  readonly text: string;
}

export interface ReviewQueueProps {
  readonly heading: string;
  /** Of all of them: "Suggestions". */
  readonly name: string;
  readonly label: string;
  readonly items: readonly ReviewItem[];
  /** Place of the first of them among all. */
  readonly offset: number;
  readonly total: number;
  readonly at: number;
  readonly onAt: (at: number) => void;
}

/** What is open, the surest first, a page of it at a time. */
export function ReviewQueue(props: ReviewQueueProps) {
  const { heading, name, label, items, offset, total, at, onAt } = props;
  const ids = [...new Set(items.map(({ productId }) => productId))];
  const { data } = useCall(
    'products.list',
    { view: { ...emptyView, where: [{ kind: 'ids', ids }] }, offset: 0, limit: reviewPageLength },
    { enabled: ids.length > 0, keepPrevious: true },
  );
  const byId = new Map(data?.products.map((product) => [product.id, product]));
  const last = Math.min(total, offset + reviewPageLength);
  return (
    <div className="review-queue">
      <h2>{heading}</h2>
      <GridList
        aria-label={label}
        className="review-items"
        // Letters are what the page does.
        disallowTypeAhead
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={items.slice(at - offset, at - offset + 1).map(({ key }) => key)}
        onSelectionChange={(selected) => {
          for (const [place, { key }] of items.entries())
            if (selected !== 'all' && selected.has(key)) onAt(offset + place);
        }}
        onAction={focusGrid}
      >
        {items.map(({ key, productId, words }) => {
          const product = byId.get(productId);
          const { title, detail, aside, text } = words(product);
          return (
            <GridListItem key={key} id={key} textValue={text} className="review-item">
              <span className="review-item-picture">
                <Thumbnail imageId={product?.imageId ?? null} alt="" />
              </span>
              <span className="review-item-words">
                <span className="one-line" title={title}>
                  {title}
                </span>
                <span className="review-item-detail">
                  <span className="one-line" title={detail}>
                    {detail}
                  </span>
                  {aside === undefined ? null : (
                    <span title={aside.words}>
                      <span aria-hidden>{aside.text}</span>
                      <span className="screen-reader-only">{aside.words}</span>
                    </span>
                  )}
                </span>
              </span>
            </GridListItem>
          );
        })}
      </GridList>
      {total <= reviewPageLength ? null : (
        <div className="review-pages">
          <IconButton
            label={`${name} before these`}
            isDisabled={offset === 0}
            onPress={() => onAt(offset - reviewPageLength)}
          >
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <span>{`${formatCount(offset + 1)} to ${formatCount(last)}`}</span>
          <IconButton
            label={`${name} after these`}
            isDisabled={last >= total}
            onPress={() => onAt(offset + reviewPageLength)}
          >
            <ChevronRight size={16} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
