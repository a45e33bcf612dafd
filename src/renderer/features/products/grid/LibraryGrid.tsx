import { useEffect, useRef, useState } from 'react';
import type { Catalog } from '../../../../contract/catalogs.ts';
import type { ProductSummary } from '../../../../contract/products.ts';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { formatCounted } from '../../../components/format.ts';
import { type Reach, TileGrid, type TileGridHandle } from '../../../components/pictures/TileGrid.tsx';
import { currentAddress, openProduct } from '../../../shell/navigation.ts';
import { useProductActions } from '../../../shell/productActions.ts';
import { useSettings } from '../../../shell/settings.ts';
import { useShortcuts } from '../../../shell/shortcuts.ts';
import { announce } from '../../../shell/toasts.ts';
import { emptyView } from '../../../shell/viewInAddress.ts';
import { EmptyLibrary } from '../EmptyLibrary.tsx';
import { isNarrowed } from '../facets/filters.ts';
import { NoMatch } from '../facets/NoMatch.tsx';
import { isLibrary, type LibraryAddress } from '../libraryAddress.ts';
import { clearSelection, selectedIds, useSelection } from '../selection/selection.ts';
import { idsOfView, useViewSelection } from '../selection/useViewSelection.ts';
import { canDragOut, dragOut } from './dragOut.ts';
import { ProductMenu } from './ProductMenu.tsx';
import { ProductTile, productCaptionPx } from './ProductTile.tsx';
import { QuickLook } from './QuickLook.tsx';
import { useActiveProduct } from './useActiveProduct.ts';
import { pageOf, useProductPages } from './useProductPages.ts';
import type { ShownView } from './useShownView.ts';
import './LibraryGrid.css';

/** How far each view was scrolled when it was last on screen. */
const scrolledPx = new Map<string, number>();

/** The filters and the search that were last seen here: how many products others leave is told. */
let seenNarrowing = JSON.stringify([emptyView.where, emptyView.text]);

export interface LibraryGridProps {
  readonly catalog: Catalog;
  readonly address: LibraryAddress;
  readonly shown: ShownView;
}

/** Every product of the view, as pictures; selection as in a file manager. */
export function LibraryGrid({ catalog, address, shown }: LibraryGridProps) {
  const [settings] = useSettings();
  const grid = useRef<TileGridHandle>(null);
  const placeKey = `${catalog.folder} ${shown.key}`;
  const [pages, setPages] = useState({ first: 0, last: 0 });
  const { total, productAt, failure } = useProductPages(shown.view, pages.first, pages.last);
  const active = useActiveProduct(address, shown, productAt);
  const selection = useSelection((state) => state.ids);
  const choosing = useViewSelection(shown.view, address.product);
  const [isPeeking, setIsPeeking] = useState(false);
  const [menu, setMenu] = useState<{ product: ProductSummary; at: { x: number; y: number } } | null>(null);

  // On a reload the product of the address is brought into sight; on coming back the grid is as it was.
  const hasSettled = useRef(false);
  const cameBack = useRef(scrolledPx.has(placeKey));
  useEffect(() => {
    if (hasSettled.current || total === null) return;
    if (address.product !== null && active.index === null) return;
    hasSettled.current = true;
    const { index } = active;
    if (index !== null && !cameBack.current) {
      // The next frame: by then the grid has measured itself and laid its rows out.
      requestAnimationFrame(() => grid.current?.scrollToIndex(index, 'center'));
    }
  }, [total, active, address.product]);

  // Coming here, and when an empty view has products again, the keyboard has nowhere to be but on the pictures.
  const hasProducts = total !== null && total > 0;
  useEffect(() => {
    const focus = document.activeElement;
    if (hasProducts && (focus === null || focus === document.body)) grid.current?.focus();
  }, [hasProducts]);

  const lastKey = useRef(shown.key);
  useEffect(() => {
    if (lastKey.current === shown.key) return;
    lastKey.current = shown.key;
    grid.current?.scrollToPx(scrolledPx.get(placeKey) ?? 0);
  }, [shown.key, placeKey]);

  const narrowing = JSON.stringify([shown.view.where, shown.view.text]);
  useEffect(() => {
    if (seenNarrowing === narrowing) return;
    seenNarrowing = narrowing;
    if (total !== null) announce(formatCounted(total, 'product'));
  }, [narrowing, total]);

  useShortcuts({
    'mod+a': choosing.selectAll,
    escape: clearSelection,
  });

  useProductActions(async () => {
    const ids = await selectedIds();
    return ids.length === 0 && address.product !== null ? [address.product] : ids;
  });

  function reach(index: number, how: Reach): void {
    active.reach(index);
    choosing.reach(index, productAt(index)?.id, how);
  }

  async function open(index: number): Promise<void> {
    // Far down the page of the product may still be on the way; meanwhile the person may have gone elsewhere.
    const id = productAt(index)?.id ?? (await idsOfView(shown.view).catch(() => []))[index];
    const now = currentAddress();
    if (id === undefined || !isLibrary(now) || now.view !== address.view) return;
    openProduct(id);
  }

  const peeked = active.index === null ? undefined : productAt(active.index);

  function peekOn(by: number): void {
    const index = (active.index ?? 0) + by;
    if (total === null || index < 0 || index >= total) return;
    grid.current?.scrollToIndex(index, 'auto');
    reach(index, { by: 'key', extend: false, add: false });
  }

  if (failure !== null && total === null) {
    return (
      <div className="library-notice">
        <ErrorNote title="The products could not be listed." failure={failure} />
      </div>
    );
  }
  if (total === 0 && isNarrowed(shown.view)) return <NoMatch view={shown.view} />;
  if (total === 0) return <EmptyLibrary catalog={catalog} />;

  return (
    <div className="library-grid" data-stale={shown.isStale ? '' : undefined} aria-busy={shown.isStale}>
      <TileGrid
        key={total === null ? 'waiting' : 'ready'}
        ref={grid}
        label="Products"
        // Until the first page is there, placeholders: the window has its shape at once.
        count={total ?? 60}
        tileWidth={settings.thumbnailSize}
        captionHeight={productCaptionPx}
        activeIndex={active.index}
        isMultiSelectable
        isSelected={(index) => {
          const id = productAt(index)?.id;
          return id !== undefined && selection.has(id);
        }}
        onReach={reach}
        onOpen={(index) => void open(index)}
        onPeek={() => setIsPeeking(true)}
        onMenu={(index, at) => {
          const product = productAt(index);
          if (product === undefined) return;
          // As in a file manager: the menu is of what is selected, or selects what it is of.
          if (!selection.has(product.id)) reach(index, { by: 'pointer', extend: false, add: false });
          setMenu({ product, at });
        }}
        onDragOut={
          canDragOut
            ? (index) => {
                const id = productAt(index)?.id;
                if (id !== undefined) void dragOut(selection.has(id) ? [...selection] : [id]);
              }
            : undefined
        }
        onBandStart={choosing.startBand}
        onBand={choosing.selectBand}
        onRangeChange={(first, last) => {
          const pages = { first: pageOf(first), last: pageOf(last) };
          setPages((old) => (old.first === pages.first && old.last === pages.last ? old : pages));
        }}
        initialScrollPx={scrolledPx.get(placeKey) ?? 0}
        onScrollPx={(px) => scrolledPx.set(placeKey, px)}
        renderTile={(index) => <ProductTile product={productAt(index)} />}
      />
      {menu === null ? null : (
        <ProductMenu
          {...menu.product}
          ids={selection.has(menu.product.id) ? [...selection] : [menu.product.id]}
          at={menu.at}
          onOpen={() => openProduct(menu.product.id)}
          onClose={() => setMenu(null)}
        />
      )}
      {isPeeking && active.index !== null && peeked !== undefined ? (
        <QuickLook
          product={peeked}
          onMove={peekOn}
          onOpen={() => void open(active.index ?? 0)}
          onClose={() => setIsPeeking(false)}
        />
      ) : null}
    </div>
  );
}
