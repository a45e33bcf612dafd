import { Check, RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { View } from '../../../contract/products.ts';
import type { QueuedList } from '../../../contract/queue.ts';
import { useCall } from '../../api/useCall.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { type Reach, TileGrid, type TileGridHandle } from '../../components/pictures/TileGrid.tsx';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { useSettings } from '../../shell/settings.ts';
import { ProductMenu } from '../products/grid/ProductMenu.tsx';
import { QuickLook } from '../products/grid/QuickLook.tsx';
import { useSelection } from '../products/selection/selection.ts';
import type { ViewSelection } from '../products/selection/useViewSelection.ts';
import { QueueTile, queueCaptionPx } from './QueueTile.tsx';
import { isQueue, type QueueAddress } from './queueAddress.ts';
import { pageOf, useQueue } from './useQueue.ts';

export interface QueueGridProps {
  readonly address: QueueAddress;
  readonly view: View;
  readonly choosing: ViewSelection;
  readonly onOpen: (id: string) => void;
  readonly onDone: (ids: readonly string[], isDone: boolean) => void;
}

/** The lists of a view as pictures of the products whose lists they are. To be made anew for another view. */
export function QueueGrid({ address, view, choosing, onOpen, onDone }: QueueGridProps) {
  const [settings] = useSettings();
  const grid = useRef<TileGridHandle>(null);
  const [pages, setPages] = useState({ first: 0, last: 0 });
  const { total, listAt, failure } = useQueue(address.type, view, pages.first, pages.last);
  const [reached, setReached] = useState<number | null>(null);
  const position = useCall(
    'products.position',
    { view, id: address.product ?? '' },
    { enabled: address.product !== null && reached === null },
  );
  const selection = useSelection((state) => state.ids);
  const [isPeeking, setIsPeeking] = useState(false);
  const [menu, setMenu] = useState<{ list: QueuedList; at: { x: number; y: number } } | null>(null);
  const known = position.data?.position ?? null;
  // A list that leaves the view (it is done now) leaves its place to the next one.
  if (reached === null && known !== null) setReached(known);
  const index = reached === null || total === null || total === 0 ? null : Math.min(reached, total - 1);
  const active = index === null ? undefined : listAt(index);

  const activeId = active?.id;
  useEffect(() => {
    const now = currentAddress();
    if (activeId !== undefined && isQueue(now) && now.product !== activeId)
      navigate({ ...now, product: activeId }, { replace: true });
  }, [activeId]);

  const isReady = total !== null && !(address.product !== null && position.isFetching);
  const hasSettled = useRef(false);
  useEffect(() => {
    if (!isReady || hasSettled.current) return;
    hasSettled.current = true;
    // The next frame: by then the grid has measured itself and laid its rows out.
    if (index !== null) requestAnimationFrame(() => grid.current?.scrollToIndex(index, 'center'));
    const focus = document.activeElement;
    if (focus === null || focus === document.body) grid.current?.focus();
  }, [isReady, index]);

  function reach(at: number, how: Reach): void {
    setReached(at);
    choosing.reach(at, listAt(at)?.id, how);
  }

  function open(at: number): void {
    const id = listAt(at)?.id;
    if (id !== undefined) onOpen(id);
  }

  function peekOn(by: number): void {
    const at = (index ?? 0) + by;
    if (total === null || at < 0 || at >= total) return;
    grid.current?.scrollToIndex(at, 'auto');
    reach(at, { by: 'key', extend: false, add: false });
  }

  if (failure !== null && total === null) {
    return (
      <div className="queue-notice">
        <ErrorNote title="The lists could not be listed." failure={failure} />
      </div>
    );
  }
  const meant = menu === null ? [] : selection.has(menu.list.id) ? [...selection] : [menu.list.id];
  return (
    <div className="queue-grid" aria-busy={total === null}>
      <TileGrid
        ref={grid}
        label="Lists"
        count={total ?? 0}
        tileWidth={settings.thumbnailSize}
        captionHeight={queueCaptionPx}
        activeIndex={index}
        isMultiSelectable
        isSelected={(at) => {
          const id = listAt(at)?.id;
          return id !== undefined && selection.has(id);
        }}
        onReach={reach}
        onOpen={open}
        onPeek={() => setIsPeeking(true)}
        onMenu={(at, point) => {
          const list = listAt(at);
          if (list === undefined) return;
          if (!selection.has(list.id)) reach(at, { by: 'pointer', extend: false, add: false });
          setMenu({ list, at: point });
        }}
        onBandStart={choosing.startBand}
        onBand={choosing.selectBand}
        onRangeChange={(first, last) => {
          const pages = { first: pageOf(first), last: pageOf(last) };
          setPages((old) => (old.first === pages.first && old.last === pages.last ? old : pages));
        }}
        renderTile={(at) => <QueueTile list={listAt(at)} />}
      />
      {menu === null ? null : (
        <ProductMenu
          {...menu.list}
          ids={meant}
          at={menu.at}
          more={[
            {
              key: 'done',
              label: 'Done',
              shortcut: 'D',
              icon: <Check size={14} />,
              run: () => onDone(meant, true),
            },
            {
              key: 'not-done',
              label: 'Not done',
              shortcut: 'Shift+D',
              icon: <RotateCcw size={14} />,
              run: () => onDone(meant, false),
            },
          ]}
          onOpen={() => onOpen(menu.list.id)}
          onClose={() => setMenu(null)}
        />
      )}
      {isPeeking && active !== undefined ? (
        <QuickLook
          product={active}
          onMove={peekOn}
          onOpen={() => onOpen(active.id)}
          onClose={() => setIsPeeking(false)}
        />
      ) : null}
    </div>
  );
}
