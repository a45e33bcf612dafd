/** How many products, files and embeddings there are, and why these numbers differ. */
import type { Diagnostics } from '../../../contract/settings.ts';
import { formatCount, formatCounted } from '../../components/format.ts';

type CatalogFacts = NonNullable<Diagnostics['catalog']>;

/** "44,441 image files = 43,294 embeddings + 1,120 copies (they share …) + …": nothing is lost between the numbers. */
export function describeFiles({ inventory }: Pick<CatalogFacts, 'inventory'>): string {
  const { files, embedded, contents, failed } = inventory;
  const copies = embedded - contents;
  const otherwise = files - embedded - failed;
  const parts = [`${formatCounted(contents, 'embedding')}`];
  if (copies > 0)
    parts.push(`${formatCounted(copies, 'copy', 'copies')} of the same picture, which share its embedding`);
  if (failed > 0) parts.push(`${formatCounted(failed, 'file')} that could not be used`);
  if (otherwise > 0)
    parts.push(`${formatCounted(otherwise, 'file')} not embedded with this model yet, or gone before it was`);
  return `${formatCounted(files, 'image file')} = ${parts.join(' + ')}`;
}

/** How much of the embeddings a search reads. */
export function describeReading({
  embeddings,
  searchReading,
}: Pick<CatalogFacts, 'embeddings' | 'searchReading'>): string {
  if (searchReading?.isNarrowed !== true) return 'every search reads all embeddings';
  const { searches, median, most } = searchReading;
  if (median === null || most === null) return 'no search yet';
  return `${formatCounted(searches, 'search', 'searches')} read ${formatCount(median)} of ${formatCounted(embeddings, 'embedding')} each (median), 95 of 100 at most ${formatCount(most)}`;
}

/** "44,072, of which 27 have no usable image": products may share a picture, so there may be more of them than embeddings. */
export function describeProducts({
  products,
  inventory,
}: Pick<CatalogFacts, 'products' | 'inventory'>): string {
  const { productsWithout } = inventory;
  if (productsWithout === 0) return formatCount(products);
  return `${formatCount(products)}, of which ${formatCount(productsWithout)} without a usable image`;
}
