/** Corrections of a catalog on this machine: what the metadata says lies beside them in its database, and rows follow them. */
import type { CorrectionsPort, StandingCorrection } from '../../../core/repair/ports.ts';
import { requireId } from '../../../core/search/queryVectors.ts';
import { requireField } from '../../../core/search/sameFilters.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

export function createLocalCorrections({ rows, products, curation, refresh }: OpenCatalog): CorrectionsPort {
  const { corrections } = curation;

  function metadataOf(productIds: readonly string[]): (productId: string, field: string) => string {
    const byId = new Map(products.recordsOf(productIds, null).map((record) => [record.id, record]));
    return (productId, field) => byId.get(productId)?.attributes[field] ?? '';
  }

  return {
    async all() {
      const there = [...corrections.all()].flatMap((correction) => {
        const row = rows.rowOf(correction.productId);
        return row === undefined ? [] : [{ correction, row }];
      });
      const metadata = metadataOf([...new Set(there.map(({ correction }) => correction.productId))]);
      return there
        .sort((one, other) => one.row - other.row)
        .map(
          ({ correction }): StandingCorrection => ({
            ...correction,
            metadata: metadata(correction.productId, correction.field),
          }),
        );
    },
    async count() {
      let count = 0;
      for (const { productId } of corrections.all()) if (rows.rowOf(productId) !== undefined) count++;
      return count;
    },
    confirmed: async () => corrections.confirmed(),
    async correct(commands) {
      const own = commands.map((command) => {
        requireField(rows, command.field);
        return { ...command, productId: requireId({ rows }, command.productId) };
      });
      const ids = [...new Set(own.map(({ productId }) => productId))];
      const previous = corrections.correct(own, metadataOf(ids));
      refresh(ids);
      return previous;
    },
    async confirm({ productId, field, value }) {
      requireField(rows, field);
      corrections.confirm({ productId: requireId({ rows }, productId), field, value });
    },
  };
}
