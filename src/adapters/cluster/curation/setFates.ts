/**
 * Sets of bundles that nobody comes back to: a machine is lost, a publication was cut. Whoever is about to say that a generation stands by
 * a set claims it before, in a document of its own. Who finds a set that nothing names and nobody claimed notes that there, and where it is
 * so long afterwards gives it up, and it is removed. Both write the same document upon what it is then, so that one of them is first, and a
 * machine that was away for however long finds out that its set was given up before it names it. Times are the cluster's own.
 */
import { z } from 'zod';
import type { LeftSet } from '../../../core/team/bundles.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from '../format/indexNames.ts';
import { askShards } from '../search/askShards.ts';
import { refresh } from '../write/writeProducts.ts';
import { bundleKind, fateKind, idOfFate, nameOfBundle } from './bundleDocument.ts';
import { removeOnlyBundles } from './exchangeBundles.ts';

const notThere = 404;
const otherThere = 409;
const pageSize = 1000;
/** Others may note it at the same moment. */
const mostTries = 5;
const usualAgeMs = 30 * 24 * 60 * 60 * 1000;

const foundSchema = z.looseObject({
  _seq_no: z.number().int().optional(),
  _primary_term: z.number().int().optional(),
  _source: z.looseObject({ state: z.string() }).optional(),
});
const writtenSchema = z.looseObject({ error: z.unknown().optional() });
const lookedAtSchema = z.looseObject({
  get: z.looseObject({ _source: z.looseObject({ state: z.string() }) }),
});
const hitsSchema = z.looseObject({
  hits: z.looseObject({ hits: z.array(z.looseObject({ _id: z.string(), _seq_no: z.number().int() })) }),
});

/** A set that was written to since is being sent. */
const look = `
  def fate = ctx._source;
  if (fate.state == 'claimed' || fate.state == 'given-up') {
    ctx.op = 'none';
  } else if (fate.state == 'doubted' && fate.value.newest == params.newest) {
    if (ctx._now - fate.value.since < params.ageMs) ctx.op = 'none';
    else fate.state = 'given-up';
  } else {
    fate.state = 'doubted';
    fate.value.newest = params.newest;
    fate.value.since = ctx._now;
  }`;

interface Order {
  readonly author: string;
}

/** From now on they are not given up. @returns those that were before, and may not be named. @throws Failure */
export async function claimSets(
  cluster: Cluster,
  sets: readonly string[],
  order: Order,
): Promise<ReadonlySet<string>> {
  const givenUp = new Set<string>();
  for (const set of sets) if (!(await claim(cluster, set, order))) givenUp.add(set);
  return givenUp;
}

async function claim(cluster: Cluster, set: string, order: Order): Promise<boolean> {
  const path = `/${indexNames(cluster.address.name).curation}/_doc/${idOfFate(set)}`;
  const body = fateOf(set, 'claimed', order);
  for (;;) {
    const there = await cluster.ask({ method: 'GET', path, allow: [notThere] }, foundSchema);
    if (there._source?.state === 'given-up') return false;
    if (there._source?.state === 'claimed') return true;
    const query =
      there._source === undefined
        ? { op_type: 'create' }
        : { if_seq_no: String(there._seq_no), if_primary_term: String(there._primary_term) };
    const written = await cluster.ask(
      { method: 'PUT', path, query, body, allow: [otherThere] },
      writtenSchema,
    );
    if (written.error === undefined) return true;
  }
}

/**
 * Looks at all sets that nothing names, and removes those that nobody can come back to.
 * @param named by what everybody said up to now
 * @param ageMs by the cluster's clock, since it was first noted that nothing names a set and nothing more of it came
 * @returns how many sets were removed. @throws Failure
 */
export async function giveUpSets(
  cluster: Cluster,
  named: ReadonlySet<string>,
  order: Order,
  ageMs = usualAgeMs,
): Promise<number> {
  const sets = await listSets(cluster);
  const left: LeftSet[] = [];
  for (const [set, { newest, bundles }] of sets)
    if (!named.has(set) && (await isGivenUp(cluster, set, newest, ageMs, order))) left.push({ set, bundles });
  if (left.length > 0) await removeOnlyBundles(cluster, left);
  return left.length;
}

async function isGivenUp(
  cluster: Cluster,
  set: string,
  newest: number,
  ageMs: number,
  order: Order,
): Promise<boolean> {
  const { get } = await cluster.ask(
    {
      method: 'POST',
      path: `/${indexNames(cluster.address.name).curation}/_update/${idOfFate(set)}`,
      query: { retry_on_conflict: String(mostTries), _source: 'true' },
      body: {
        scripted_upsert: true,
        script: { lang: 'painless', source: look, params: { newest, ageMs } },
        upsert: fateOf(set, 'unknown', order),
      },
    },
    lookedAtSchema,
  );
  return get._source.state === 'given-up';
}

function fateOf(set: string, state: string, { author }: Order): object {
  return { kind: fateKind, author, at: new Date().toISOString(), state, value: { set } };
}

/** Without what is in them. */
async function listSets(
  cluster: Cluster,
): Promise<ReadonlyMap<string, { readonly newest: number; readonly bundles: number }>> {
  const { curation } = indexNames(cluster.address.name);
  const found = new Map<string, { newest: number; bundles: number }>();
  await refresh(cluster, curation);
  for (let after = -1; ; ) {
    const { hits } = await askShards(
      cluster,
      curation,
      {
        size: pageSize,
        query: { bool: { filter: [{ term: { kind: bundleKind } }, { range: { _seq_no: { gt: after } } }] } },
        sort: [{ _seq_no: 'asc' }],
        seq_no_primary_term: true,
        _source: false,
        track_total_hits: false,
      },
      hitsSchema,
    );
    for (const { _id, _seq_no: newest } of hits.hits) {
      const { set, place } = nameOfBundle(_id);
      found.set(set, { newest, bundles: Math.max(place + 1, found.get(set)?.bundles ?? 0) });
    }
    const last = hits.hits.at(-1)?._seq_no;
    if (last === undefined || hits.hits.length < pageSize) return found;
    after = last;
  }
}
