/** Which products of a shared catalog were there when they were last asked for: who decides on them need not wait for the cluster. */
import { Failure } from '../../../contract/failure.ts';
import type { ProductsPort } from '../../../core/products/ports.ts';

export interface SeenProducts {
  /** By its own id. */
  has(id: string): boolean;
  /** It was asked for since products were last brought, changed or removed. */
  isSure(id: string): boolean;
  /** Products were brought, changed or removed: some may have come, and some may be gone. */
  doubt(): void;
  /** Changes with every doubt. */
  readonly doubts: number;
  /** What was asked for, and what of it is there. */
  note(asked: Iterable<string>, there: ReadonlySet<string>): void;
  /** The cluster is away, and none of these was there when it was last asked: so they are still not there. */
  areGone(ids: readonly string[], thrown: unknown): boolean;
  /** The cluster is away, and each of these was asked for before: so they are as they were. */
  areKnown(ids: readonly string[], thrown: unknown): boolean;
}

export function createSeen(): SeenProducts {
  const there = new Set<string>();
  const gone = new Set<string>();
  const sure = new Set<string>();
  let doubts = 0;
  return {
    has: (id) => there.has(id),
    isSure: (id) => sure.has(id),
    doubt() {
      doubts++;
      sure.clear();
    },
    get doubts() {
      return doubts;
    },
    note(asked, found) {
      for (const id of asked) {
        const [now, before] = found.has(id) ? [there, gone] : [gone, there];
        now.add(id);
        sure.add(id);
        before.delete(id);
      }
    },
    areGone: (ids, thrown) => isAway(thrown) && ids.every((id) => gone.has(id)),
    areKnown: (ids, thrown) => isAway(thrown) && ids.every((id) => gone.has(id) || there.has(id)),
  };
}

function isAway(thrown: unknown): boolean {
  return thrown instanceof Failure && thrown.code === 'cluster-unreachable';
}

/** The same products; those that are answered were seen. */
export function noteSeen(products: ProductsPort, seen: Pick<SeenProducts, 'has' | 'note'>): ProductsPort {
  const noteThere = (ids: readonly string[]): void => seen.note(ids, new Set(ids));
  return {
    ...products,
    async list(view, offset, limit) {
      const window = await products.list(view, offset, limit);
      noteThere(window.products.map(({ id }) => id));
      return window;
    },
    async get(id) {
      const product = await products.get(id);
      noteThere([product.id]);
      return product;
    },
    async recordsOf(ids, fields) {
      const records = await products.recordsOf(ids, fields);
      noteThere(records.flatMap((record) => (record === null ? [] : [record.id])));
      return records;
    },
    async ownId(id) {
      if (seen.has(id)) return id;
      const own = await products.ownId(id);
      noteThere([own]);
      return own;
    },
  };
}
