/** What is to be seen of a point beside its colour, and which is drawn over which. */

/** Bits. */
export const isShown = 1;
export const isLit = 2;
export const isSelected = 4;
export const hasFocus = 8;

export interface PointStates {
  readonly states: Uint8Array<ArrayBuffer>;
  /** Indexes in the order of drawing: what the filters hide, what they show, look-alikes, what is selected, the focus. */
  readonly order: Uint32Array<ArrayBuffer>;
  /** How many at its beginning the filters hide; and how many are no more than shown, those included. */
  readonly ends: { readonly hidden: number; readonly shown: number };
}

/** @param shown 1 for each point that passes the filters */
export function statesOf(
  shown: Uint8Array,
  lit: Iterable<number>,
  selected: Iterable<number>,
  focus: number | null,
): PointStates {
  const states = Uint8Array.from(shown);
  const mark = (index: number, bit: number) => {
    states[index] = (states[index] ?? 0) | bit;
  };
  for (const index of lit) mark(index, isLit);
  for (const index of selected) mark(index, isSelected);
  if (focus !== null) mark(focus, hasFocus);
  return { states, ...orderOf(states) };
}

/** By counting: the highest bit decides, and equal ones stay in their order. */
function orderOf(states: Uint8Array): Omit<PointStates, 'states'> {
  const ranks = 5;
  const starts = new Uint32Array(ranks + 1);
  for (const state of states) {
    const next = rankOf(state) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let rank = 1; rank <= ranks; rank++) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const ends = { hidden: starts[1] ?? 0, shown: starts[2] ?? 0 };
  const order = new Uint32Array(states.length);
  for (let index = 0; index < states.length; index++) {
    const rank = rankOf(states[index] ?? 0);
    const at = starts[rank] ?? 0;
    order[at] = index;
    starts[rank] = at + 1;
  }
  return { order, ends };
}

function rankOf(state: number): number {
  return 32 - Math.clz32(state);
}
