/**
 * Sends what was decided in a local catalog to the shared one, where nobody decided anything yet; and what was corrected, where
 * nobody said anything of that; and generated lists that were never there. What is there stays as it is, so that a publication that was cut goes on, and one that is made again
 * changes nothing.
 */
import { z } from 'zod';
import type { StatedThing, ThingName } from '../../../core/team/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { correctProducts } from '../curation/correctProducts.ts';
import { idOfThing, thingDocument, thingKind } from '../curation/thingDocument.ts';
import { indexNames } from '../format/indexNames.ts';
import { readCorrections } from '../write/teamCorrections.ts';
import { writeDocuments } from '../write/writeDocuments.ts';
import { type GenerationOrder, publishGeneration } from './publishGeneration.ts';

export interface CurationOrder {
  /** The local catalog's name. */
  readonly catalog: string;
  readonly author: string;
  things(): Promise<AsyncIterable<readonly StatedThing[]>>;
  /** What is to wait until decisions followed renamed products: `publishLate` sends it then. */
  isLate(name: ThingName): boolean;
  /** @throws where the publication is to end */
  requireGoingOn(): Promise<void>;
}

const markId = 'published-curation';
const markSchema = z.looseObject({
  found: z.boolean().default(false),
  _source: z.looseObject({ state: z.string(), value: z.looseObject({ catalog: z.string() }) }).optional(),
});
const countSchema = z.looseObject({ count: z.number().int() });
const anything = z.unknown();

/** Whose replica said it: none that anybody has. */
const publisher = 'published';

/** @returns how many decisions, corrections and other things are new there */
export async function publishCuration(
  cluster: Cluster,
  order: CurationOrder & GenerationOrder,
): Promise<number> {
  const path = `/${indexNames(cluster.address.name).curation}`;
  const at = new Date().toISOString();
  const { catalog, author } = order;

  async function mark(state: 'open' | 'done'): Promise<void> {
    const body = { kind: markId, author, at, state, value: { catalog } };
    await cluster.ask({ method: 'PUT', path: `${path}/_doc/${markId}`, body }, anything);
  }

  async function isToBeSent(): Promise<boolean> {
    const { _source: begun } = await cluster.ask(
      { method: 'GET', path: `${path}/_doc/${markId}`, allow: [404] },
      markSchema,
    );
    if (begun !== undefined) return begun.state === 'open' && begun.value.catalog === catalog;
    await cluster.ask({ method: 'POST', path: `${path}/_refresh` }, anything);
    const { count } = await cluster.ask(
      { method: 'POST', path: `${path}/_count`, body: { query: { term: { kind: thingKind } } } },
      countSchema,
    );
    return count === 0;
  }

  const sendsAll = await isToBeSent();
  if (sendsAll) await mark('open');
  let sent = 0;
  for await (const things of await order.things()) {
    await order.requireGoingOn();
    const some = things.filter(
      ({ name }) =>
        (sendsAll || name.subject === 'correction') && name.subject !== 'generation' && !order.isLate(name),
    );
    sent += await send(cluster, author, some);
    for (const thing of things.filter(({ name }) => name.subject === 'generation')) {
      const generation = await publishGeneration(cluster, thing, order);
      if (generation !== null) sent += await send(cluster, author, [generation]);
    }
  }
  if (sendsAll) await mark('done');
  return sent;
}

/** What waited, where nobody said anything of it; the products say so. @returns how much is new there */
export async function publishLate(cluster: Cluster, order: CurationOrder): Promise<number> {
  const productIds = new Set<string>();
  let sent = 0;
  for await (const things of await order.things()) {
    await order.requireGoingOn();
    const late = things.filter(({ name }) => order.isLate(name));
    for (const { name } of late) productIds.add(name.productId);
    sent += await send(cluster, order.author, late);
  }
  if (sent === 0) return 0;
  const { byProduct } = await readCorrections(cluster, -1);
  await correctProducts(
    cluster,
    [...productIds].flatMap((id) => byProduct.get(id) ?? []),
  );
  return sent;
}

async function send(cluster: Cluster, author: string, things: readonly StatedThing[]): Promise<number> {
  if (things.length === 0) return 0;
  const at = new Date().toISOString();
  const documents = things.map((thing) => ({
    id: idOfThing(thing.name),
    body: thingDocument({ ...thing, author, at, replica: publisher }),
    isOnlyNew: true as const,
  }));
  const { curation } = indexNames(cluster.address.name);
  return (await writeDocuments(cluster, curation, documents, null)).count;
}
