/** Lists of many products from a copy; where that turns out damaged on the way, the rest from the cluster, until there is a new copy. */
import type { ListAnswer, ListQuery, SearchPort } from '../../../core/search/ports.ts';

export type AskLists<Query extends ListQuery> = (
  search: SearchPort,
  queries: Iterable<Query>,
) => AsyncIterable<ListAnswer<Query>>;

export interface ListSources<Query extends ListQuery> {
  /** Null: the copy cannot answer now. */
  copy(): Promise<SearchPort | null>;
  readonly cluster: SearchPort;
  askCopy: AskLists<Query>;
  askCluster: AskLists<Query>;
  noteDamage(thrown: unknown): boolean;
}

/** So many the cluster answers before the copy is looked at again. */
const listsAtOnce = 100;

/** In the order of the queries, each once. */
export async function* listsUnlessDamaged<Query extends ListQuery>(
  queries: Iterable<Query>,
  { copy, cluster, askCopy, askCluster, noteDamage }: ListSources<Query>,
): AsyncGenerator<ListAnswer<Query>> {
  const source = queries[Symbol.iterator]();
  /** Taken, and not answered. */
  let open: Query[] = [];
  /** To be asked again. */
  let waiting: Query[] = [];
  let isDone = false;

  function* pull(): Generator<Query> {
    const taken = source.next();
    if (taken.done === true) isDone = true;
    else yield taken.value;
  }

  function* next(most: number): Generator<Query> {
    for (let at = 0; at < most; at++) {
      const [query] = waiting.length > 0 ? waiting.splice(0, 1) : pull();
      if (query === undefined) return;
      open.push(query);
      yield query;
    }
  }

  async function* answered(answers: AsyncIterable<ListAnswer<Query>>): AsyncGenerator<ListAnswer<Query>> {
    for await (const answer of answers) {
      open.shift();
      yield answer;
    }
  }

  let damages = 0;
  while (!isDone || waiting.length > 0) {
    const here = damages < 2 ? await copy() : null;
    if (here === null) {
      yield* answered(askCluster(cluster, next(damages === 1 ? listsAtOnce : Number.POSITIVE_INFINITY)));
      continue;
    }
    try {
      yield* answered(askCopy(here, next(Number.POSITIVE_INFINITY)));
    } catch (thrown) {
      if (!noteDamage(thrown)) throw thrown;
      damages++;
      waiting = [...open, ...waiting];
      open = [];
    }
  }
}
