import type { Handlers } from '../../../contract/contract.ts';
import type { repairMethods } from '../../../contract/insight/repair.ts';
import { chooseSuggestions } from '../../../core/repair/chooseSuggestions.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';
import { acceptAll, acceptValues } from '../../repair/acceptSuggestions.ts';
import { describeEvidence, describeSuggestions } from '../../repair/describeSuggestions.ts';
import { exportRepair } from '../../repair/exportRepair.ts';
import { heldRepair, listOpen, startRepair } from '../../repair/repairJob.ts';

export function repairHandlers(context: EngineContext): Handlers<keyof typeof repairMethods> {
  /** Products have other attributes, and there is another step to be taken back. */
  async function tell(): Promise<void> {
    const { products } = requireCatalog(context);
    context.events.emit('products.changed', { products: await products.count() });
    context.events.emit('lists.changed', { ids: [] });
  }

  return {
    'repair.find': async (order) => ({ jobId: await startRepair(context, requireCatalog(context), order) }),
    'repair.list': async ({ offset, limit, ...choice }) => {
      const catalog = requireCatalog(context);
      const open = await listOpen(catalog);
      const ofAllFields = chooseSuggestions(open, { ...choice, fields: undefined });
      const chosen = chooseSuggestions(open, choice);
      const found = heldRepair(catalog)?.found ?? null;
      return {
        found: found && { ...found, suggestions: open.length },
        total: chosen.length,
        suggestions: await describeSuggestions(catalog, chosen.slice(offset, offset + limit)),
        fields: [...Map.groupBy(ofAllFields, ({ field }) => field)].map(([field, ofField]) => ({
          field,
          suggestions: ofField.length,
        })),
        corrections: await catalog.corrections.count(),
      };
    },
    'repair.evidence': ({ id, field }) => describeEvidence(requireCatalog(context), id, field),
    'repair.accept': async (order) => {
      const made = await acceptValues(requireCatalog(context), order);
      if (made.changed > 0) await tell();
      return made;
    },
    'repair.acceptAll': async (order) => {
      const made = await acceptAll(requireCatalog(context), order);
      if (!order.dryRun && made.changes > 0) await tell();
      return made;
    },
    'repair.confirm': async ({ id, field, value }) => {
      await requireCatalog(context).corrections.confirm({ productId: id, field, value });
      context.events.emit('lists.changed', { ids: [] });
      return {};
    },
    'repair.export': (order) => exportRepair(requireCatalog(context), order),
  };
}
