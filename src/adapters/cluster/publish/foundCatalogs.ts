/** What lies under a catalog's name on a cluster, and the way to be rid of it again. */
import { z } from 'zod';
import type { Cluster } from '../connection/connectCluster.ts';
import { findIndex, readPublished } from '../format/catalogFormat.ts';
import { indexNames } from '../format/indexNames.ts';

export interface FoundCatalogs {
  readonly indices: readonly string[];
  /** Names of the catalogs that were published into them, also of one that was not published to its end. */
  readonly catalogs: readonly string[];
}

const indicesSchema = z.record(z.string(), z.unknown());
const anything = z.unknown();

/** @throws Failure `cluster-unusable` for an index that is not Twinset's, `catalog-too-new` */
export async function findCatalogs(cluster: Cluster): Promise<FoundCatalogs> {
  const { name, text } = cluster.address;
  const { thumbnails, curation, journal } = indexNames(name);
  const products = `${name}-products-`;
  const others = [thumbnails, curation, journal];
  const path = `/${[`${products}*`, ...others].join(',')}/_alias`;
  const answer = await cluster.ask(
    { method: 'GET', path, query: { ignore_unavailable: 'true' } },
    indicesSchema,
  );
  const indices = Object.keys(answer).filter((index) => index.startsWith(products) || others.includes(index));
  const catalogs: string[] = [];
  for (const index of indices.filter((each) => each.startsWith(products))) {
    const found = await findIndex(cluster, index, 'products');
    if (found !== null) catalogs.push(readPublished(found, text).catalog);
  }
  return { indices, catalogs };
}

/** With all that was decided in them. */
export async function removeCatalogs(cluster: Cluster, { indices }: FoundCatalogs): Promise<void> {
  for (const index of indices)
    await cluster.ask({ method: 'DELETE', path: `/${index}`, allow: [404] }, anything);
}
