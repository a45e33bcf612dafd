/** Which products may be results: one mask per query, computed once. */
import type { Filter } from '../../contract/products.ts';
import type { ProductRows } from '../products/ports.ts';
import type { ScoreParts, VectorIndex } from './ports.ts';

/** What every search reads: the products and the vectors of their images. */
export interface SearchCatalog {
  readonly rows: ProductRows;
  readonly index: VectorIndex;
  /** Where the index mixes scores: what that of an image is made of, for these queries. */
  readonly partsOf?: (queries: readonly Float32Array[], imageId: string) => ScoreParts | undefined;
}

export interface Candidates {
  /** A byte per row: 1 for products that pass the filters, are neither sold out nor hidden and have an embedded image. */
  readonly eligible: Uint8Array;
  /** A byte per slot of the index, or null where nothing is filtered, sold out or hidden. */
  readonly allowedSlots: Uint8Array | null;
  readonly count: number;
  /** Rows of the products that have the image in this slot. */
  rowsAt(slot: number): readonly number[];
}

/** Masks of each kind kept per catalog: three bytes per product, so 17 MB at 44,000 products. */
const maxRemembered = 128;

interface Remembered {
  /** What the masks depend on: products by version, embedded images by the slots used and held. */
  readonly state: string;
  readonly index: VectorIndex;
  readonly byFilters: Map<string, Candidates>;
  /** A byte per row that passes filters asked for before, by their name: lists in bulk put the same few together in many ways. */
  readonly passing: Map<string, Uint8Array>;
  readonly pairs: Pairs;
}

/** Which row has the image in which slot; nearly every product has one image, and nearly every image one product. */
interface Pairs {
  /** By row, the slot of its image: `none` where none is embedded, `several` where several are. */
  readonly slotOf: Int32Array;
  /** By slot, the row that has its image: `none`, or `several`, as well. */
  readonly rowOf: Int32Array;
  /** Slots of all images of a row. */
  allSlotsOf(row: number): Int32Array;
}

const remembered = new WeakMap<ProductRows, Remembered>();

/**
 * The products that pass every filter and are not sold out. Remembered until a product or an embedding changes: the same view is searched
 * click after click, and in an export many products share one mask.
 * @param filters all of which a product must pass
 * @param exceptions none of which it may pass
 * @throws Failure `bad-input` naming an unknown field
 */
export function selectCandidates(
  catalog: SearchCatalog,
  filters: readonly Filter[],
  exceptions: readonly Filter[] = [],
): Candidates {
  const { rows, index } = catalog;
  const state = `${rows.version} ${index.slotCount} ${index.count}`;
  let known = remembered.get(rows);
  if (known?.state !== state || known.index !== index) {
    known = { state, index, byFilters: new Map(), passing: new Map(), pairs: pairUp(catalog) };
    remembered.set(rows, known);
  }
  const among = known;
  return remember(among.byFilters, `${rows.nameOf(filters)} ${rows.nameOf(exceptions)}`, () =>
    computeCandidates(catalog, among, filters, exceptions),
  );
}

/** Forgets all others where there are too many. */
function remember<Kept>(known: Map<string, Kept>, name: string, make: () => Kept): Kept {
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const made = make();
  if (known.size >= maxRemembered) known.clear();
  known.set(name, made);
  return made;
}

const none = -1;
const several = -2;

function pairUp(catalog: SearchCatalog): Pairs {
  const { rows, index } = catalog;
  const slotOf = new Int32Array(rows.rowCount).fill(none);
  const rowOf = new Int32Array(index.slotCount).fill(none);
  const { ids, firstOf, countOf } = rows.imageLinks();
  const slots = index.slotsOf(ids);
  const allSlotsOf = (row: number): Int32Array => {
    const first = firstOf(row);
    return slots.subarray(first, first + countOf(row)).filter((slot) => slot !== none);
  };
  for (let row = 0; row < slotOf.length; row++) {
    const end = firstOf(row) + countOf(row);
    for (let link = firstOf(row); link < end; link++) {
      const slot = slots[link] ?? none;
      if (slot === none) continue;
      slotOf[row] = slotOf[row] === none ? slot : several;
      rowOf[slot] = rowOf[slot] === none ? row : several;
    }
  }
  return { slotOf, rowOf, allSlotsOf };
}

function computeCandidates(
  catalog: SearchCatalog,
  { passing, pairs: { slotOf, rowOf, allSlotsOf } }: Remembered,
  filters: readonly Filter[],
  exceptions: readonly Filter[],
): Candidates {
  const { rows, index } = catalog;
  const rowsThatPass = (those: readonly Filter[]): Uint8Array =>
    remember(passing, rows.nameOf(those), () => rows.mask(those));
  const eligible = rowsThatPass(filters).slice();
  for (const exception of exceptions) {
    const passes = rowsThatPass([exception]);
    for (let row = 0; row < eligible.length; row++) if (passes[row] === 1) eligible[row] = 0;
  }
  const soldOut = rows.soldOut();
  const isUnfiltered = filters.length + exceptions.length === 0 && soldOut === null && rows.hidden() === null;
  const allowedSlots = isUnfiltered ? null : new Uint8Array(index.slotCount);
  let count = 0;
  for (let row = 0; row < eligible.length; row++) {
    if (soldOut?.[row] === 1) eligible[row] = 0;
    if (eligible[row] !== 1) continue;
    const slot = slotOf[row] ?? none;
    if (slot === none) {
      eligible[row] = 0;
      continue;
    }
    count++;
    if (allowedSlots === null) continue;
    if (slot === several) for (const each of allSlotsOf(row)) allowedSlots[each] = 1;
    else allowedSlots[slot] = 1;
  }
  function rowsAt(slot: number): readonly number[] {
    const row = rowOf[slot] ?? none;
    if (row === several) return rows.rowsWithImage(index.imageAt(slot) ?? '');
    return row === none ? [] : [row];
  }
  return { eligible, allowedSlots, count, rowsAt };
}
