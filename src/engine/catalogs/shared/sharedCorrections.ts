/** Corrections of a shared catalog: those that are known here; its products have attributes as they were published. */
import type { CorrectionStore, CorrectionsPort } from '../../../core/repair/ports.ts';
import { requireId } from '../../../core/search/queryVectors.ts';
import { requireField } from '../../../core/search/sameFilters.ts';
import { refuse } from './notShared.ts';
import type { SharedProducts } from './sharedProducts.ts';

export function createSharedCorrections(
  corrections: CorrectionStore,
  products: Pick<SharedProducts, 'about'>,
): CorrectionsPort {
  async function standing() {
    const all = [...corrections.all()];
    const { rows } = await products.about(all.map(({ productId }) => productId));
    return all
      .filter(({ productId }) => rows.rowOf(productId) !== undefined)
      .map((correction) => ({ ...correction, metadata: correction.metadataThen ?? '' }));
  }

  return {
    all: standing,
    count: async () => (await standing()).length,
    confirmed: async () => corrections.confirmed(),
    correct: refuse(
      'Corrected values',
      'Correct them in the catalog that it was published from, and publish that again.',
    ),
    async confirm({ productId, field, value }) {
      const { rows } = await products.about([productId]);
      requireField(rows, field);
      corrections.confirm({ productId: requireId({ rows }, productId), field, value });
    },
  };
}
