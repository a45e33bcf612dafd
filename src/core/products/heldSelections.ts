/** Selections that are held for whoever named them: bounded, and apart from what becomes of their products. */
import { Failure } from '../../contract/failure.ts';
import type { HeldSelection } from '../../contract/selections.ts';

/** All of these @throws Failure `not-found` for a selection that is no longer held. */
export interface HeldSelections {
  /** Holds these under a new id; the selections that were not used for longest go where there are too many. */
  hold(selectionId: string, ids: Iterable<string>): HeldSelection;
  add(selectionId: string, ids: readonly string[]): HeldSelection;
  remove(selectionId: string, ids: readonly string[]): HeldSelection;
  describe(selectionId: string): HeldSelection;
  /** In the order in which they were selected, those that are gone too. */
  ids(selectionId: string): Iterable<string>;
  /** Unlike the others says nothing where there is none. */
  release(selectionId: string): void;
  /** Changes whenever what a selection means does, after it was asked for. */
  readonly version: number;
}

/** Enough for a few windows and what was done last in each. */
const mostSelections = 32;
/** Of all selections together. */
const mostIds = 1_000_000;

interface Held {
  readonly ids: Set<string>;
  /** Someone may remember what it meant. */
  wasRead: boolean;
}

/** @param knownId the product's own id where the catalog has it: it is held once then, and as a string that is there anyway */
export function createHeldSelections(knownId: (id: string) => string | undefined): HeldSelections {
  /** The one used last stands at the end. */
  const held = new Map<string, Held>();
  let version = 0;

  function use(selectionId: string): Held {
    const selection = held.get(selectionId);
    if (selection === undefined) {
      throw new Failure(
        'not-found',
        'This selection is no longer held: newer ones have taken its place, or the catalog was closed since. Select the products again.',
      );
    }
    held.delete(selectionId);
    held.set(selectionId, selection);
    return selection;
  }

  function change(selectionId: string, apply: (ids: Set<string>) => void): HeldSelection {
    const selection = use(selectionId);
    apply(selection.ids);
    if (selection.wasRead) version++;
    selection.wasRead = false;
    makeRoom(selectionId);
    return describe(selectionId);
  }

  function makeRoom(newest: string): void {
    let total = 0;
    for (const { ids } of held.values()) total += ids.size;
    for (const [selectionId, { ids }] of held) {
      if (held.size <= mostSelections && total <= mostIds) return;
      if (selectionId === newest) break;
      total -= ids.size;
      release(selectionId);
    }
    if (total <= mostIds) return;
    release(newest);
    throw new Failure(
      'bad-input',
      `A selection holds at most ${mostIds} products. Narrow the library with a filter instead.`,
    );
  }

  function release(selectionId: string): void {
    if (held.get(selectionId)?.wasRead === true) version++;
    held.delete(selectionId);
  }

  function describe(selectionId: string): HeldSelection {
    const { ids } = use(selectionId);
    let gone = 0;
    for (const id of ids) if (knownId(id) === undefined) gone++;
    return { id: selectionId, size: ids.size, gone };
  }

  const add = (selectionId: string, ids: Iterable<string>): HeldSelection =>
    change(selectionId, (all) => {
      for (const id of ids) all.add(knownId(id) ?? id);
    });

  return {
    hold(selectionId, ids) {
      held.set(selectionId, { ids: new Set(), wasRead: false });
      return add(selectionId, ids);
    },
    add,
    remove: (selectionId, ids) =>
      change(selectionId, (all) => {
        for (const id of ids) if (!all.delete(id)) all.delete(knownId(id) ?? id);
      }),
    describe,
    ids(selectionId) {
      const selection = use(selectionId);
      selection.wasRead = true;
      return selection.ids;
    },
    release,
    get version() {
      return version;
    },
  };
}
