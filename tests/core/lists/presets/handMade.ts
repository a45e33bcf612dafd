/** A catalog of five products made by hand, and its file for a shop, written over the real rows and the real index. */
import {
  exportOptionsSchema,
  type ShopOptions,
  shopOptionsSchema,
} from '../../../../src/contract/exports.ts';
import type { Attributes } from '../../../../src/contract/products.ts';
import type { ExportSources } from '../../../../src/core/lists/exportLists.ts';
import type { ListedDecision } from '../../../../src/core/lists/ports.ts';
import {
  orderForShop,
  planForShop,
  previewShopFile,
  type ShopPlan,
  writeShopFile,
} from '../../../../src/core/lists/presets/shopFile.ts';
import { readRows } from '../../../../src/core/products/readRows.ts';
import { createLocalSearch } from '../../../../src/core/search/localSearch.ts';
import { buildCatalog, shortVector } from '../../search/searchCatalog.ts';

export interface HandMade {
  readonly id: string;
  readonly name?: string;
  readonly attributes?: Attributes;
}

/** In a row, each nearest to its neighbours; the last has no SKU and no type. */
export const fiveProducts: readonly HandMade[] = [
  { id: 'p1', name: 'Shirt "Linen", white', attributes: { Handle: 'linen-shirt', SKU: '00123' } },
  { id: 'p2', name: 'Silk shirt', attributes: { Handle: 'silk-shirt', SKU: 'B&B <2>' } },
  { id: 'p3', name: '=Wool shirt', attributes: { Handle: 'wool-shirt', SKU: '-7"' } },
  { id: 'p4', name: 'Köper\\', attributes: { Handle: 'köper', SKU: '1e5' } },
  { id: 'p5', name: 'Sock', attributes: { Handle: 'sock' } },
];

export interface Asked {
  readonly products?: readonly HandMade[];
  readonly shop: Partial<ShopOptions> & Pick<ShopOptions, 'preset'>;
  readonly ids?: readonly string[];
  readonly decisions?: Readonly<Record<string, readonly ListedDecision[]>>;
  readonly hasMetadata?: boolean;
  readonly signal?: { aborted: boolean };
  readonly top?: number;
}

async function plan(asked: Asked): Promise<{ sources: ExportSources; plan: ShopPlan }> {
  const products = asked.products ?? fiveProducts;
  const catalog = buildCatalog(
    products.map(({ id, attributes = {} }, at) => ({
      id,
      attributes,
      images: { [`i${at}`]: shortVector(1, at ** 1.5 / 10) },
    })),
  );
  for (const [row, { id, name = id }] of products.entries())
    catalog.rows.upsert([{ ...catalog.rows.at(row), name }]);
  const sources: ExportSources = {
    products: readRows(catalog.rows),
    search: createLocalSearch(catalog),
    decisions: { decisionsOf: (id) => asked.decisions?.[id] ?? [], generatedOf: () => null },
    signal: asked.signal ?? { aborted: false },
    pause: () => Promise.resolve(),
    onFallback: (reason) => {
      throw reason;
    },
  };
  const all = products.map(({ id }) => id);
  const options = exportOptionsSchema.parse({ what: { kind: 'all' }, top: asked.top ?? 10 });
  const order = orderForShop(options, shopOptionsSchema.parse(asked.shop), {
    name: 'Hand & made',
    fields: catalog.rows.fields,
    hasMetadata: asked.hasMetadata ?? true,
    ids: all,
  });
  const made = await planForShop(sources, order, all, asked.ids ?? all);
  catalog.rows.selections.hold('usable', made.keyOf.keys());
  const where = [{ kind: 'selection' as const, id: 'usable' }];
  return { sources, plan: { ...made, options: { ...made.options, where } } };
}

export async function writeFor(asked: Asked) {
  const { sources, plan: made } = await plan(asked);
  let text = '';
  let rows = 0;
  for await (const piece of writeShopFile(sources, made)) {
    text += piece.text;
    rows = piece.rows;
  }
  return { text, rows, blocked: made.blocked };
}

export async function previewFor(asked: Asked): Promise<string[]> {
  const { sources, plan: made } = await plan(asked);
  return previewShopFile(sources, made);
}

/** What is left out, without a file. */
export async function blockedFor(asked: Asked) {
  return (await plan(asked)).plan.blocked;
}
