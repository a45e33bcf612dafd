import { ScanSearch } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Opinion } from '../../../contract/boards.ts';
import type { LookAlike, SimilarInput } from '../../../contract/search.ts';
import { useCall } from '../../api/useCall.ts';
import { useIsOfAnother } from '../../api/useIsOfAnother.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { rankedCaptionPx } from '../../components/pictures/RankedTile.tsx';
import { TileGrid, type TileGridHandle } from '../../components/pictures/TileGrid.tsx';
import { mayActOnShown } from '../../shell/mayActOnShown.ts';
import { navigate, openProduct } from '../../shell/navigation.ts';
import { useSettings } from '../../shell/settings.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { announce } from '../../shell/toasts.ts';
import { canDragOut, dragOut } from '../products/grid/dragOut.ts';
import { ProductMenu } from '../products/grid/ProductMenu.tsx';
import { markSheet } from './boardSheets.ts';
import type { BoardsAddress } from './boardsAddress.ts';
import { RecommendationTile } from './RecommendationTile.tsx';

export interface RecommendationsProps {
  readonly query: SimilarInput['query'];
  /** Names of the products that recommendations come from, as far as they are known. */
  readonly names: ReadonlyMap<string, string>;
  readonly address: BoardsAddress;
  /** Puts one on the board that is shown; null: it is asked on which. */
  readonly onMark: ((id: string, opinion: Opinion) => void) | null;
}

/** What a taste recommends, best first, each with the product that it comes from. */
export function Recommendations({ query, names, address, onMark }: RecommendationsProps) {
  const [settings] = useSettings();
  const grid = useRef<TileGridHandle>(null);
  const [menu, setMenu] = useState<{ result: LookAlike; at: { x: number; y: number } } | null>(null);
  const found = useCall(
    'search.similar',
    { query, k: settings.k, metric: settings.metric, where: address.view.where },
    { keepPrevious: true },
  );
  const results = found.data?.results ?? [];
  const isStale = found.isFetching;
  const isOfAnother = useIsOfAnother(found, JSON.stringify(query));
  const activeIndex = Math.max(
    0,
    results.findIndex(({ id }) => id === address.product),
  );
  const active = results[activeIndex];

  const answer = isStale ? undefined : found.data;
  useEffect(() => {
    if (answer === undefined) return;
    announce(formatCounted(answer.results.length, 'recommendation'));
    const focus = document.activeElement;
    if (focus === null || focus === document.body) grid.current?.focus();
  }, [answer]);

  function reach(index: number): void {
    const id = results[index]?.id;
    if (id !== undefined) navigate({ ...address, product: id }, { replace: true });
    grid.current?.scrollToIndex(index, 'auto');
  }

  /** The focus stays at its place, where the next one will be. */
  function mark(result: LookAlike | undefined, opinion: Opinion): void {
    const awaited = 'The recommendations are still being found. Try again when they are shown.';
    if (!mayActOnShown(isOfAnother, awaited) || result === undefined) return;
    if (onMark === null) {
      markSheet.show({ ids: [result.id], opinion });
      return;
    }
    const next = results[results.indexOf(result) + 1] ?? results[results.indexOf(result) - 1];
    navigate({ ...address, product: next?.id ?? null }, { replace: true });
    onMark(result.id, opinion);
  }

  useShortcuts({
    l: () => mark(active, 'liked'),
    u: () => mark(active, 'disliked'),
  });

  if (found.isError) {
    return (
      <div className="board-notice">
        <ErrorNote
          title="The recommendations could not be found."
          failure={found.error}
          actions={
            <Button icon={<ScanSearch size={14} aria-hidden />} onPress={() => void found.refetch()}>
              Try again
            </Button>
          }
        />
      </div>
    );
  }
  if (found.isSuccess && results.length === 0) {
    return <p className="board-without">No other product passes the filters of the library.</p>;
  }
  return (
    <div className="board-grid" data-stale={isStale ? '' : undefined} aria-busy={isStale}>
      <TileGrid
        ref={grid}
        label="Recommendations"
        count={results.length}
        tileWidth={settings.thumbnailSize}
        captionHeight={rankedCaptionPx}
        activeIndex={results.length === 0 ? null : activeIndex}
        isSelected={(index) => index === activeIndex}
        onReach={reach}
        onOpen={(index) => {
          const id = results[index]?.id;
          if (id !== undefined) openProduct(id);
        }}
        onMenu={(index, at) => {
          const result = results[index];
          if (result === undefined) return;
          reach(index);
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
          const { from } = result;
          return (
            <RecommendationTile
              result={result}
              origin={from === undefined ? null : names.get(from) || from}
              onMark={(opinion) => mark(result, opinion)}
            />
          );
        }}
      />
      {menu === null ? null : (
        <ProductMenu
          id={menu.result.id}
          imageId={menu.result.imageId}
          at={menu.at}
          onOpen={() => openProduct(menu.result.id)}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
