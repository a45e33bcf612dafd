/** Bundles of generated lists, sent and fetched in bulk. */
import { z } from 'zod';
import type { BundleName, LeftSet, ListBundle } from '../../../core/team/bundles.ts';
import type { Sender } from '../../../core/team/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from '../format/indexNames.ts';
import { bundleDocument, idOfBundle, idOfFate, readBundleDocument } from './bundleDocument.ts';
import { writeLines } from './writeLines.ts';

const answerSchema = z.looseObject({ docs: z.array(z.looseObject({ _source: z.unknown().optional() })) });

/** What is there already is written again, and is the same. @throws Failure where one could not be taken */
export async function sendBundles(
  cluster: Cluster,
  bundles: readonly ListBundle[],
  { author }: Pick<Sender, 'author'>,
): Promise<void> {
  const { curation } = indexNames(cluster.address.name);
  const at = new Date().toISOString();
  const lines = bundles.flatMap((bundle) => [
    { index: { _index: curation, _id: idOfBundle(bundle) } },
    bundleDocument(bundle, { author, at }),
  ]);
  await writeLines(cluster, lines);
}

export async function fetchBundles(
  cluster: Cluster,
  names: readonly BundleName[],
): Promise<(ListBundle | null)[]> {
  const path = `/${indexNames(cluster.address.name).curation}/_mget`;
  const body = { ids: names.map(idOfBundle) };
  const { docs } = await cluster.ask({ method: 'POST', path, body }, answerSchema);
  return names.map((name, at) => readBundleDocument(docs[at]?._source, name));
}

/** Also what was said of them. @throws Failure where one could not be removed; others may be gone then */
export async function removeBundles(cluster: Cluster, sets: readonly LeftSet[]): Promise<void> {
  await removeDocuments(cluster, [...sets.flatMap(idsOf), ...sets.map(({ set }) => idOfFate(set))]);
}

/** It stays known that they were given up. @throws Failure, as above */
export async function removeOnlyBundles(cluster: Cluster, sets: readonly LeftSet[]): Promise<void> {
  await removeDocuments(cluster, sets.flatMap(idsOf));
}

function idsOf({ set, bundles }: LeftSet): string[] {
  return Array.from({ length: bundles }, (_, place) => idOfBundle({ set, place }));
}

async function removeDocuments(cluster: Cluster, ids: readonly string[]): Promise<void> {
  const { curation } = indexNames(cluster.address.name);
  await writeLines(
    cluster,
    ids.map((id) => ({ delete: { _index: curation, _id: id } })),
  );
}
