import { Minus, Pin, Plus, ScanSearch, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { LookAlike } from '../../../../contract/search.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { ProgressBar } from '../../../components/ProgressBar.tsx';
import { rankedCaptionPx } from '../../../components/pictures/RankedTile.tsx';
import { TileGrid, type TileGridHandle } from '../../../components/pictures/TileGrid.tsx';
import { navigate } from '../../../shell/navigation.ts';
import { useSettings } from '../../../shell/settings.ts';
import { useShortcuts } from '../../../shell/shortcuts.ts';
import { useSteady } from '../../../shell/useSteady.ts';
import { canDragOut, dragOut } from '../../products/grid/dragOut.ts';
import { ProductMenu } from '../../products/grid/ProductMenu.tsx';
import type { Command } from '../deciding.ts';
import type { DecisionsById } from '../decisions.ts';
import { isSameQuery, type LookAlikesAddress, lookAlikesOf } from '../lookAlikesAddress.ts';
import { type FoundLookAlikes, mayActOn } from '../useLookAlikes.ts';
import type { QuerySubject } from '../useQuerySubject.ts';
import { toggleUnfolded, toggleWish } from '../wishes.ts';
import { LookAlikeTile } from './LookAlikeTile.tsx';
import { NoLookAlikes } from './NoLookAlikes.tsx';
import { PeekDialog } from './PeekDialog.tsx';
import { ResultsBar } from './ResultsBar.tsx';
import type { TileSelection } from './useTileSelection.ts';
import { WishList } from './WishList.tsx';

export interface ResultsPaneProps {
  readonly address: LookAlikesAddress;
  readonly fields: readonly string[];
  readonly subject: QuerySubject;
  readonly found: FoundLookAlikes;
  readonly decisions: DecisionsById;
  readonly selection: TileSelection;
  readonly onDecide: (results: readonly LookAlike[], command: Command) => void;
}

/** The look-alikes, nearest first, and what decides which they are. */
export function ResultsPane({
  address,
  fields,
  subject,
  found,
  decisions,
  selection,
  onDecide,
}: ResultsPaneProps) {
  const [settings] = useSettings();
  const [isPeeking, setIsPeeking] = useState(false);
  const [menu, setMenu] = useState<{ result: LookAlike; at: { x: number; y: number } } | null>(null);
  const grid = useRef<TileGridHandle>(null);
  const results = found.data?.results ?? [];
  const { isOfAnother, isPlaceholderData: isStale } = found;
  const activeIndex = Math.max(
    0,
    results.findIndex((result) => result.id === address.product),
  );
  const active = results[activeIndex];

  // A new query starts at its top with the focus on the results, or where one was when coming back.
  const shownFor = useRef<LookAlikesAddress['query'] | null>(null);
  const isShown = found.isSuccess && !isStale && results.length > 0;
  useEffect(() => {
    if (!isShown) return;
    if (shownFor.current !== null && isSameQuery(shownFor.current, address.query)) return;
    shownFor.current = address.query;
    requestAnimationFrame(() => grid.current?.scrollToIndex(activeIndex, 'auto'));
    const focus = document.activeElement;
    if (focus === null || focus === document.body) grid.current?.focus();
  }, [isShown, address.query, activeIndex]);

  function focusResult(index: number): void {
    const id = results[index]?.id;
    if (id !== undefined) navigate({ ...address, product: id }, { replace: true });
    grid.current?.scrollToIndex(index, 'auto');
  }

  function wish(kind: 'like' | 'unlike', id: string | undefined): void {
    if (!mayActOn(found) || id === undefined) return;
    const next = results[activeIndex + 1] ?? results[activeIndex - 1];
    navigate({ ...address, wishes: toggleWish(address.wishes, kind, id), product: next?.id ?? null });
  }

  function unfold(result: LookAlike | undefined): void {
    if (!mayActOn(found) || result === undefined || (result.variants ?? []).length === 0) return;
    navigate({ ...address, wishes: toggleUnfolded(address.wishes, result.id), product: result.id });
  }

  useShortcuts({
    v: () => unfold(active),
    'shift+l': () => wish('like', active?.id),
    'shift+u': () => wish('unlike', active?.id),
  });

  function open(index: number): void {
    const result = results[index];
    if (!mayActOn(found) || result === undefined) return;
    // The step that is left remembers which of its look-alikes led on.
    navigate({ ...address, product: result.id }, { replace: true });
    navigate(lookAlikesOf(address, { kind: 'product', id: result.id }));
    setIsPeeking(false);
    grid.current?.focus();
  }

  const ofTile = useSteady({
    onDecide: (result: LookAlike, command: Command) => onDecide([result], command),
    onPeek: (result: LookAlike) => {
      focusResult(results.indexOf(result));
      setIsPeeking(true);
    },
    onOpen: (result: LookAlike) => open(results.indexOf(result)),
    onUnfold: unfold,
  });

  return (
    <div className="results">
      <ResultsBar address={address} fields={fields} subject={subject} found={found.data} />
      <WishList address={address} />
      {found.isFetching && (isStale || found.isPending) ? (
        <div className="results-progress">
          <ProgressBar label="Finding look-alikes" isLabelHidden value={null} />
        </div>
      ) : null}
      {found.isError ? (
        <div className="results-notice">
          <ErrorNote
            title="The look-alikes could not be found."
            failure={found.error}
            actions={
              <Button icon={<ScanSearch size={14} aria-hidden />} onPress={() => void found.refetch()}>
                Try again
              </Button>
            }
          />
        </div>
      ) : found.isSuccess && results.length === 0 ? (
        <NoLookAlikes address={address} />
      ) : (
        <div
          className="results-grid"
          data-stale={isStale ? '' : undefined}
          aria-busy={isStale || found.isPending}
        >
          <TileGrid
            ref={grid}
            label="Look-alikes"
            count={results.length}
            tileWidth={settings.thumbnailSize}
            captionHeight={rankedCaptionPx}
            activeIndex={results.length === 0 ? null : activeIndex}
            isSelected={(index) =>
              selection.ids.size === 0 ? index === activeIndex : selection.ids.has(results[index]?.id ?? '')
            }
            isMultiSelectable
            onReach={(index, reach) => {
              selection.reach(
                results.map((result) => result.id),
                { from: activeIndex, to: index },
                reach,
              );
              focusResult(index);
            }}
            onOpen={open}
            onPeek={() => setIsPeeking(true)}
            onMenu={(index, at) => {
              const result = results[index];
              if (result === undefined || isOfAnother) return;
              focusResult(index);
              setMenu({ result, at });
            }}
            onDragOut={
              canDragOut
                ? (index) => {
                    const id = results[index]?.id;
                    if (id !== undefined) void dragOut([id]);
                  }
                : undefined
            }
            renderTile={(index) => {
              const result = results[index];
              if (result === undefined) return null;
              return (
                <LookAlikeTile
                  result={result}
                  subject={subject}
                  fields={fields}
                  captionFields={settings.captionFields}
                  decision={decisions.get(result.id) ?? null}
                  {...ofTile}
                />
              );
            }}
          />
        </div>
      )}
      {menu === null ? null : (
        <ProductMenu
          id={menu.result.id}
          {...(selection.ids.has(menu.result.id) && {
            ids: results.map(({ id }) => id).filter((id) => selection.ids.has(id)),
          })}
          imageId={menu.result.imageId}
          at={menu.at}
          more={[
            ...(subject.query.kind === 'product'
              ? [
                  {
                    key: 'reject-why',
                    label: 'Reject, and say why…',
                    shortcut: 'Shift+X',
                    icon: <X size={14} />,
                    run: () => onDecide([menu.result], 'reject-why'),
                  },
                  {
                    key: 'pin-days',
                    label: 'Pin for some days…',
                    shortcut: 'E',
                    icon: <Pin size={14} />,
                    run: () => onDecide([menu.result], 'pin-days'),
                  },
                ]
              : []),
            {
              key: 'wish-like',
              label: 'Also like this one',
              shortcut: 'Shift+L',
              icon: <Plus size={14} />,
              run: () => wish('like', menu.result.id),
            },
            {
              key: 'wish-unlike',
              label: 'Not like this one',
              shortcut: 'Shift+U',
              icon: <Minus size={14} />,
              run: () => wish('unlike', menu.result.id),
            },
          ]}
          onOpen={() => open(results.indexOf(menu.result))}
          onClose={() => setMenu(null)}
        />
      )}
      {isPeeking && active !== undefined && !isOfAnother ? (
        <PeekDialog
          subject={subject}
          result={active}
          count={results.length}
          fields={fields}
          decision={decisions.get(active.id) ?? null}
          onMove={(by) => focusResult(Math.min(results.length - 1, Math.max(0, activeIndex + by)))}
          onDecide={(command) => onDecide([active], command)}
          onOpen={() => open(activeIndex)}
          onClose={() => setIsPeeking(false)}
        />
      ) : null}
    </div>
  );
}
