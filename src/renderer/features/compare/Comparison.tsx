import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useElementSize } from '../../components/layout/useElementSize.ts';
import { fit, type Zoom } from '../../components/pictures/zoom.ts';
import { goBackOr, navigate, openProduct } from '../../shell/navigation.ts';
import { useProductActions } from '../../shell/productActions.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { announce } from '../../shell/toasts.ts';
import { type LibraryAddress, libraryFrom } from '../products/libraryAddress.ts';
import type { Command } from '../search/deciding.ts';
import { undoShortcuts } from '../search/decisions.ts';
import { type LookAlikesAddress, lookAlikesOf } from '../search/lookAlikesAddress.ts';
import { AttributeTable } from './AttributeTable.tsx';
import { CompareBar } from './CompareBar.tsx';
import { CompareColumns } from './CompareColumns.tsx';
import type { CompareActions } from './compareActions.ts';
import { type CompareAddress, nextPair, withChallenger, withNewChampion } from './compareAddress.ts';
import { decideOn } from './decideOn.ts';
import { describeSeen } from './difference/describeSeen.ts';
import { useDifference } from './difference/useDifference.ts';
import { moveAlone, type Shifts, shiftBetween, shiftOf } from './placing.ts';
import { useCompared } from './useCompared.ts';

export interface ComparisonProps {
  /** Of as many products as can be compared. */
  readonly address: CompareAddress;
  /** The catalog's, in their order. */
  readonly fields: readonly string[];
}

/** The pictures under one zoom, and in what their products differ. */
export function Comparison({ address, fields }: ComparisonProps) {
  const { ids, product, list, isPair } = address;
  const [zoom, setZoom] = useState<Zoom>(fit);
  const [shifts, setShifts] = useState<Shifts>({});
  const [isOnlyDifferent, setOnlyDifferent] = useState(true);
  const [isDiffering, setDiffering] = useState(false);
  /** The pair that changed places: another pair begins in its order. */
  const [blinked, setBlinked] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const boxSize = useElementSize(box);

  const compared = useCompared(ids, list?.id ?? ids[0] ?? '');
  const [champion] = compared;
  const challenger = compared.find(({ id }) => id === product);
  const pair = `${champion?.id} ${challenger?.id}`;
  const isBlinking = blinked === pair;

  const one = champion?.imageId ?? null;
  const other = challenger?.imageId ?? null;
  const seen = useDifference(
    isDiffering && one !== null && other !== null
      ? {
          one,
          other,
          box: boxSize,
          shift: shiftBetween(shiftOf(shifts, champion?.id ?? ''), shiftOf(shifts, product ?? '')),
        }
      : null,
  );
  const found = seen === null || seen.state === 'waiting' ? null : describeSeen(seen);
  useEffect(() => {
    if (found !== null) announce(found);
  }, [found]);

  // Coming here the keys act on the challenger's picture; going from one to the next the focus goes along.
  const followChallenger = useEffectEvent(() => {
    const focus = document.activeElement;
    if (focus !== null && focus !== document.body && focus.closest('[data-pictures]') === null) return;
    frame.current?.querySelector<HTMLElement>('[data-part="challenger"]')?.focus({ preventScroll: true });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what these name.
  useEffect(() => followChallenger(), [pair, isPair]);

  const change = (next: CompareAddress) => navigate(next, { replace: true });
  const decide = (command: Command) => {
    if (challenger !== undefined) void decideOn(list, challenger, command);
  };
  const actions: CompareActions = {
    go: (by: 1 | -1) => change(nextPair(address, by)),
    togglePair: () => change({ ...address, isPair: !isPair }),
    toggleLock: () => change({ ...address, isLocked: !address.isLocked }),
    blink: () => setBlinked(isBlinking ? null : pair),
    toggleDifference: () => setDiffering(!isDiffering),
    crown: () => change(withNewChampion(address)),
    goBack: () => goBackOr(placeBefore(address)),
  };

  useProductActions(() => (product === null ? [] : [product]));
  useShortcuts({
    n: () => actions.go(1),
    'shift+n': () => actions.go(-1),
    o: once(actions.togglePair),
    k: once(actions.toggleLock),
    b: once(actions.blink),
    d: once(actions.toggleDifference),
    m: once(actions.crown),
    a: () => decide('accept'),
    x: () => decide('reject'),
    p: () => decide('pin'),
    'shift+p': () => decide('soft-pin'),
    backspace: () => decide('clear'),
    delete: () => decide('clear'),
    ...undoShortcuts,
    escape: actions.goBack,
  });

  if (champion === undefined || challenger === undefined) return null;
  const inOrder = isPair ? [champion, challenger] : compared;
  const changed = inOrder.map((each) =>
    each === champion ? challenger : each === challenger ? champion : each,
  );
  const shown = isBlinking ? changed : inOrder;
  return (
    <>
      <CompareBar
        address={address}
        isBlinking={isBlinking}
        isDiffering={isDiffering}
        found={
          isDiffering ? (seen === null ? 'There are no two pictures to compare.' : describeSeen(seen)) : null
        }
        actions={actions}
      />
      <div className="compare-frame">
        <div ref={frame} className="compare-inner">
          <CompareColumns
            shown={shown}
            champion={champion}
            challenger={challenger}
            address={address}
            zoom={zoom}
            shifts={shifts}
            heat={seen?.state === 'seen' ? seen : null}
            boxRef={box}
            isOnlyDifferent={isOnlyDifferent}
            onOnlyDifferent={setOnlyDifferent}
            onZoom={setZoom}
            onReset={() => {
              setZoom(fit);
              setShifts({});
            }}
            onMoveAlone={(id, byX, byY) => setShifts((before) => moveAlone(before, id, zoom, byX, byY))}
            onFocus={(id) => change(withChallenger(address, id))}
            onOpen={openProduct}
            onDecide={(each, command) => void decideOn(list, each, command)}
          />
          <AttributeTable
            products={shown}
            champion={champion}
            fields={fields}
            isOnlyDifferent={isOnlyDifferent}
          />
        </div>
      </div>
    </>
  );
}

/** For what changes to and fro: held down, the key would make it flicker. */
function once(act: () => void): (event: KeyboardEvent) => void {
  return ({ repeat }) => {
    if (!repeat) act();
  };
}

/** Where one goes who came from outside: to the look-alikes whose list is decided on, else to the library. */
function placeBefore(address: CompareAddress): LibraryAddress | LookAlikesAddress {
  const { list, product } = address;
  if (list === null) return libraryFrom(address);
  return { ...lookAlikesOf(address, { kind: 'product', id: list.id }), type: list.type, product };
}
