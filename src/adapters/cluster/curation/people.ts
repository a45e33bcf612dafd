/** Who is at work on which list, who has taken one, and who brought products: documents beside the things, each known by its id. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { Presence, TeamCluster, TeamList } from '../../../core/team/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from '../format/indexNames.ts';
import { askShards } from '../search/askShards.ts';

const kinds = { presence: 'presence', taken: 'taken', contents: 'contents' } as const;
const mostPeople = 1000;
const notThere = 404;
const otherThere = 409;

const listSchema = z.object({ type: z.string(), productId: z.string() });
const documentSchema = z.looseObject({
  kind: z.enum(['presence', 'taken']),
  author: z.string(),
  at: z.string(),
  value: z.looseObject({ replica: z.string(), lists: z.array(listSchema) }),
});
const contentsSchema = z.looseObject({
  _source: z.looseObject({
    kind: z.literal('contents'),
    value: z.looseObject({ owner: z.string(), token: z.string() }),
  }),
});
const hitSchema = z.looseObject({
  _seq_no: z.number().int(),
  _primary_term: z.number().int(),
  _source: documentSchema,
});
const hitsSchema = z.looseObject({ hits: z.looseObject({ hits: z.array(z.unknown()) }) });
const writtenSchema = z.looseObject({ error: z.unknown().optional() });
const anything = z.unknown();

/** As the last refresh has them. */
export async function readPeople(node: Cluster): Promise<Awaited<ReturnType<TeamCluster['people']>>> {
  const answer = await askShards(
    node,
    indexNames(node.address.name).curation,
    {
      size: mostPeople,
      query: { bool: { filter: [{ terms: { kind: Object.values(kinds) } }] } },
      sort: [{ _seq_no: 'asc' }],
      seq_no_primary_term: true,
      track_total_hits: false,
    },
    hitsSchema,
  );
  const { hits } = answer.hits;
  const found = hits.flatMap((hit) => hitSchema.safeParse(hit).data ?? []);
  const [contents] = hits.flatMap((hit) => contentsSchema.safeParse(hit).data?._source.value ?? []);
  const ofKind = (wanted: string) => found.filter(({ _source: { kind } }) => kind === wanted);
  return {
    present: ofKind(kinds.presence).map(({ _seq_no, _source: { author, at, value } }) => ({
      replica: value.replica,
      ...{ author, at, lists: value.lists, beat: _seq_no },
    })),
    taken: ofKind(kinds.taken).flatMap(({ _source: { author, at, value } }) =>
      value.lists.map((list) => ({ ...list, author, at, replica: value.replica })),
    ),
    contents: contents === undefined ? null : { owner: contents.owner, token: contents.token },
  };
}

/** Somebody brought, changed or removed products. */
export async function sayContents(
  cluster: Cluster,
  { author, ...value }: { author: string; owner: string; token: string },
): Promise<void> {
  const path = `/${indexNames(cluster.address.name).curation}/_doc/${kinds.contents}`;
  const body = { kind: kinds.contents, author, at: new Date().toISOString(), value };
  await cluster.ask({ method: 'PUT', path, body }, anything);
}

/** Says on which lists somebody works; to be said again as long as that is so. */
export async function sayPresence(
  cluster: Cluster,
  { replica, author, lists }: Pick<Presence, 'replica' | 'author' | 'lists'>,
): Promise<void> {
  const path = `/${indexNames(cluster.address.name).curation}/_doc/${kinds.presence}-${replica}`;
  if (lists.length === 0) {
    await cluster.ask({ method: 'DELETE', path, allow: [notThere] }, anything);
    return;
  }
  const body = documentOf(kinds.presence, lists, author, replica);
  await cluster.ask({ method: 'PUT', path, body }, anything);
}

/** @param from whose list it is to be no longer; null: nobody's. @throws Failure `not-allowed` where it is another's */
export async function takeList(
  cluster: Cluster,
  list: TeamList,
  { author, replica, from }: { author: string; replica: string; from: string | null },
): Promise<void> {
  const index = indexNames(cluster.address.name).curation;
  const body = documentOf(kinds.taken, [list], author, replica);
  const standing = await lookAt(cluster, list);
  if (standing !== null && standing._source.author !== author && standing._source.author !== from)
    throw taken(standing, list);
  const query =
    standing === null
      ? { op_type: 'create' }
      : { if_seq_no: String(standing._seq_no), if_primary_term: String(standing._primary_term) };
  const answer = await cluster.ask(
    { method: 'PUT', path: `/${index}/_doc/${idOfTaken(list)}`, query, body, allow: [otherThere] },
    writtenSchema,
  );
  if (answer.error === undefined) return;
  const now = await lookAt(cluster, list);
  if (now !== null && now._source.author !== author) throw taken(now, list);
}

/** What is not taken, or by somebody else, stays so. */
export async function giveBackList(cluster: Cluster, list: TeamList, author: string): Promise<void> {
  const standing = await lookAt(cluster, list);
  if (standing === null || standing._source.author !== author) return;
  await cluster.ask(
    {
      method: 'DELETE',
      path: `/${indexNames(cluster.address.name).curation}/_doc/${idOfTaken(list)}`,
      query: { if_seq_no: String(standing._seq_no), if_primary_term: String(standing._primary_term) },
      allow: [notThere, otherThere],
    },
    anything,
  );
}

async function lookAt(cluster: Cluster, list: TeamList): Promise<z.infer<typeof hitSchema> | null> {
  const answer = await cluster.ask(
    {
      method: 'GET',
      path: `/${indexNames(cluster.address.name).curation}/_doc/${idOfTaken(list)}`,
      allow: [notThere],
    },
    anything,
  );
  return hitSchema.safeParse(answer).data ?? null;
}

function taken({ _source: { author, at } }: z.infer<typeof hitSchema>, { productId }: TeamList): Failure {
  return new Failure(
    'not-allowed',
    `${author} took the list of ${productId} at ${at}. Ask ${author} to give it back, or take it over.`,
  );
}

function documentOf(kind: string, lists: readonly TeamList[], author: string, replica: string): object {
  return {
    kind,
    product: lists.map(({ productId }) => productId),
    listType: lists.map(({ type }) => type),
    author,
    at: new Date().toISOString(),
    value: { replica, lists },
  };
}

function idOfTaken({ type, productId }: TeamList): string {
  const name = createHash('sha256')
    .update(JSON.stringify([type, productId]))
    .digest('base64url');
  return `${kinds.taken}-${name}`;
}
