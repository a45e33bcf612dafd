/** Corrections of a shared catalog: kept in its replica on this machine, from where they come into the cluster's products. */
import type { Attributes } from '../../../contract/products.ts';
import type { CorrectionStore, CorrectionsPort } from '../../../core/repair/ports.ts';
import { requireId } from '../../../core/search/queryVectors.ts';
import { requireField } from '../../../core/search/sameFilters.ts';
import type { InTurn } from './inTurn.ts';
import type { SharedProducts } from './sharedProducts.ts';

/** What the metadata says of these products; of those alone that are there. */
type FetchMetadata = (ids: readonly string[]) => Promise<ReadonlyMap<string, Attributes>>;

export function createSharedCorrections(
  corrections: CorrectionStore,
  products: Pick<SharedProducts, 'about'>,
  inTurn: InTurn,
  fetchMetadata: FetchMetadata,
): CorrectionsPort {
  const idsOf = (those: readonly { readonly productId: string }[]): string[] => [
    ...new Set(those.map(({ productId }) => productId)),
  ];

  async function standing() {
    const all = [...corrections.all()];
    const metadata = await fetchMetadata(idsOf(all));
    return all.flatMap((correction) => {
      const said = metadata.get(correction.productId);
      return said === undefined ? [] : [{ ...correction, metadata: said[correction.field] ?? '' }];
    });
  }

  return {
    all: standing,
    count: async () => (await standing()).length,
    confirmed: async () => corrections.confirmed(),
    correct: (commands) =>
      inTurn(async () => {
        const { rows } = await products.about(idsOf(commands));
        const own = commands.map((command) => {
          requireField(rows, command.field);
          return { ...command, productId: requireId({ rows }, command.productId) };
        });
        const metadata = await fetchMetadata(idsOf(own));
        return corrections.correct(own, (productId, field) => metadata.get(productId)?.[field] ?? '');
      }),
    confirm: ({ productId, field, value }) =>
      inTurn(async () => {
        const { rows } = await products.about([productId]);
        requireField(rows, field);
        corrections.confirm({ productId: requireId({ rows }, productId), field, value });
      }),
  };
}
