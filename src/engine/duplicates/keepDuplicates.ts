/** Keeps the best of groups of duplicates: by hand or by a rule, previewed or done. */
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { DuplicateProduct, KeepRule, Merge } from '../../contract/insight/duplicates.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { chooseKept, mergedAttributes } from '../../core/duplicates/keepBest.ts';
import type { KeepCommand } from '../../core/duplicates/ports.ts';
import { listOpen } from './duplicatesJob.ts';

const examplesNamed = 20;

/** What is known of a product without asking its file. */
type KnownProduct = Omit<DuplicateProduct, 'format'>;

/** @throws Failure `not-found` for an unknown product */
export async function describeGroup(
  catalog: CatalogSession,
  ids: readonly string[],
): Promise<DuplicateProduct[]> {
  return Promise.all(
    (await describeProducts(catalog, ids)).map(async (product) => ({
      ...product,
      format: product.imageId === null ? null : await catalog.pictures.formatOf(product.imageId),
    })),
  );
}

async function describeProducts(
  { products }: CatalogSession,
  ids: readonly string[],
): Promise<KnownProduct[]> {
  return Promise.all(
    ids.map(async (id) => {
      const product = await products.get(id);
      const shown = product.images.find(({ imageId }) => imageId === product.imageId) ?? product.images[0];
      return {
        id: product.id,
        name: product.name,
        imageId: product.imageId,
        attributes: product.attributes,
        path: shown?.path ?? '',
        width: shown?.width ?? null,
        height: shown?.height ?? null,
        sizeBytes: shown?.sizeBytes ?? 0,
      };
    }),
  );
}

/** The id of the one that the rule keeps. @param places of all products in the catalog's order */
export function keptByRule(
  products: readonly KnownProduct[],
  rule: KeepRule,
  places: ReadonlyMap<string, number>,
): string {
  return chooseKept(
    products.map((product) => ({ ...product, place: places.get(product.id) ?? 0 })),
    rule,
  ).id;
}

/** All products' places in the catalog's order. */
export async function placesOf({ products }: CatalogSession): Promise<Map<string, number>> {
  return new Map((await products.choose({ kind: 'all' })).map((id, place) => [id, place]));
}

/** @throws Failure `not-found`, `bad-input` where the kept one is among the hidden, or one is hidden already */
async function commandFor(
  catalog: CatalogSession,
  { keep, hide }: Parsed<'duplicates.keep'>,
): Promise<KeepCommand> {
  const [keepId, ...hideIds] = await Promise.all([keep, ...hide].map(catalog.products.ownId));
  if (keepId === undefined || hideIds.includes(keepId))
    throw new Failure('bad-input', `${keep} cannot be kept and hidden. Choose which of the two.`);
  const { hidden } = await catalog.duplicates.decided();
  const known = [keepId, ...hideIds].find((id) => hidden.has(id));
  if (known !== undefined)
    throw new Failure('bad-input', `${known} is hidden already. Show it again before you decide anew.`);
  return withMerge(catalog, keepId, [...new Set(hideIds)]);
}

async function withMerge(
  { products }: CatalogSession,
  keep: string,
  hide: readonly string[],
): Promise<KeepCommand> {
  const [kept, ...others] = await products.recordsOf([keep, ...hide], null);
  const attributes = mergedAttributes(
    kept?.attributes ?? {},
    others.map((other) => other?.attributes ?? {}),
  );
  return { keep, hide, attributes };
}

export async function previewKeep(catalog: CatalogSession, order: Parsed<'duplicates.keep'>): Promise<Merge> {
  const command = await commandFor(catalog, order);
  const memberships = await catalog.duplicates.countMemberships([command]);
  return { attributes: command.attributes, memberships };
}

export async function keepOne(catalog: CatalogSession, order: Parsed<'duplicates.keep'>): Promise<Merge> {
  const command = await commandFor(catalog, order);
  return { attributes: command.attributes, memberships: await catalog.duplicates.keep([command]) };
}

export async function keepAll(catalog: CatalogSession, { rule, min, dryRun }: Parsed<'duplicates.keepAll'>) {
  const open = (await listOpen(catalog)).groups.filter(({ score }) => score >= min);
  const places = await placesOf(catalog);
  const commands: KeepCommand[] = [];
  for (const { ids } of open) {
    const keep = keptByRule(await describeProducts(catalog, ids), rule, places);
    commands.push(
      await withMerge(
        catalog,
        keep,
        ids.filter((id) => id !== keep),
      ),
    );
  }
  const memberships =
    dryRun || commands.length === 0
      ? await catalog.duplicates.countMemberships(commands)
      : await catalog.duplicates.keep(commands);
  return {
    groups: commands.length,
    hidden: commands.reduce((sum, { hide }) => sum + hide.length, 0),
    attributes: commands.reduce((sum, { attributes }) => sum + Object.keys(attributes).length, 0),
    memberships,
    examples: commands
      .slice(0, examplesNamed)
      .map(({ keep, hide, attributes }) => ({ keep, hide: [...hide], attributes })),
  };
}
