/** Whether what somebody brings of some products is in a shared catalog just so. */
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { readAll, textOf } from '../search/readAll.ts';
import { refresh } from '../write/writeProducts.ts';

const productsAtOnce = 5000;

/**
 * @param pictures of each product those that are embedded; none of one that the owner has no more
 * @returns whether each of them is there, and no other of the owner's
 */
export async function haveArrived(
  { cluster, index }: ClusterCatalog,
  owner: string,
  pictures: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<boolean> {
  const productIds = [...pictures.keys()];
  let missing = 0;
  for (const ofProduct of pictures.values()) missing += ofProduct.size;
  await refresh(cluster, index);
  for (let at = 0; at < productIds.length; at += productsAtOnce) {
    const query = { bool: { filter: [{ terms: { product: productIds.slice(at, at + productsAtOnce) } }] } };
    for await (const document of readAll(cluster, index, {
      query,
      columns: ['product', 'imageId', 'from'],
    })) {
      const isThere = pictures.get(textOf(document, 'product'))?.has(textOf(document, 'imageId')) === true;
      if (isThere) missing--;
      else if (textOf(document, 'from') === owner) return false;
    }
  }
  return missing === 0;
}
