/** Sends the lists of a generation that stands in a published catalog, and that it stands after them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { GeneratedList } from '../../../core/lists/generatedList.ts';
import { listsPerBundle } from '../../../core/team/bundles.ts';
import type { StatedThing } from '../../../core/team/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { bundleDocument, idOfBundle } from '../curation/bundleDocument.ts';
import { examineThings } from '../curation/examineThings.ts';
import { claimSets } from '../curation/setFates.ts';
import { thingKind } from '../curation/thingDocument.ts';
import { indexNames } from '../format/indexNames.ts';
import { askShards } from '../search/askShards.ts';
import { writeDocuments } from '../write/writeDocuments.ts';
import { refresh } from '../write/writeProducts.ts';

export interface GenerationOrder {
  readonly author: string;
  /** The lists of a generation, a few at a time. */
  listsOf(generation: string): Promise<AsyncIterable<readonly GeneratedList[]>>;
  /** Renamings that decisions follow after this publication: the lists have them already. */
  readonly renamings: readonly string[];
  /** @throws where the publication is to end */
  requireGoingOn(): Promise<void>;
}

const headerSchema = z.record(z.string(), z.unknown());
const hitsSchema = z.looseObject({
  hits: z.looseObject({
    hits: z.array(
      z.looseObject({
        _source: z.looseObject({ value: z.looseObject({ name: z.looseObject({ item: z.string() }) }) }),
      }),
    ),
  }),
});
const mostRenamings = 10_000;

/** @returns what is to be said of it, once its lists are there; null where somebody said that it stands already, or that it does not */
export async function publishGeneration(
  cluster: Cluster,
  { name, value }: StatedThing,
  { author, listsOf, renamings, requireGoingOn }: GenerationOrder,
): Promise<StatedThing | null> {
  const [known] = await examineThings(cluster, [name]);
  if (known?.there !== null) return null;
  const { curation } = indexNames(cluster.address.name);
  const at = new Date().toISOString();
  const bundleSet = randomUUID();
  let bundles = 0;
  for await (const some of await listsOf(name.item)) {
    for (let from = 0; from < some.length; from += listsPerBundle) {
      await requireGoingOn();
      const lists = some.slice(from, from + listsPerBundle);
      const bundle = { set: bundleSet, place: bundles++, lists };
      const document = { id: idOfBundle(bundle), body: bundleDocument(bundle, { author, at }) };
      await writeDocuments(cluster, curation, [document], null);
    }
  }
  await requireGoingOn();
  // It was only just sent: nobody can have given it up.
  await claimSets(cluster, [bundleSet], { author });
  const knows = JSON.stringify([...(await readRenamings(cluster)), ...renamings]);
  const said = { ...headerSchema.parse(JSON.parse(value)), bundleSet, bundles, knows };
  return { name, value: JSON.stringify(said) };
}

/** Those that were followed there by now. */
async function readRenamings(cluster: Cluster): Promise<string[]> {
  const { curation } = indexNames(cluster.address.name);
  await refresh(cluster, curation);
  const filter = [{ term: { kind: thingKind } }, { term: { state: 'renaming' } }];
  const { hits } = await askShards(
    cluster,
    curation,
    { size: mostRenamings, query: { bool: { filter } }, track_total_hits: false },
    hitsSchema,
  );
  return hits.hits.map(({ _source }) => _source.value.name.item);
}
