/** Writes corrections into the products of every embedding space: the latest of a field stands, however late it is written. */
import { z } from 'zod';
import type { SaidCorrection } from '../../../core/team/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from '../format/indexNames.ts';
import { settleProduct } from '../write/settleProduct.ts';
import { findOrigin } from '../write/teamCorrections.ts';
import { refresh, writeProducts } from '../write/writeProducts.ts';

const indicesSchema = z.record(z.string(), z.unknown());

const productsAtOnce = 50;

/** @throws Failure where the products cannot be written now */
export async function correctProducts(
  cluster: Cluster,
  corrections: readonly SaidCorrection[],
): Promise<void> {
  const byProduct = Map.groupBy(corrections, ({ productId }) => productId);
  const origin = await findOrigin(cluster);
  for (const index of await productIndices(cluster)) {
    await refresh(cluster, index);
    const productIds = [...byProduct.keys()];
    for (let at = 0; at < productIds.length; at += productsAtOnce) {
      await writeProducts(cluster, {
        index,
        productIds: productIds.slice(at, at + productsAtOnce),
        settle: (id, standing) =>
          settleProduct(standing, null, { origin, corrections: byProduct.get(id) ?? [] }, () => 0),
        copies: null,
      });
    }
    await refresh(cluster, index);
  }
}

/** Also of what is not shown yet, or no longer. */
async function productIndices(cluster: Cluster): Promise<string[]> {
  const { products } = indexNames(cluster.address.name);
  const path = `/${products(null)}/_mapping`;
  return Object.keys(await cluster.ask({ method: 'GET', path }, indicesSchema));
}
