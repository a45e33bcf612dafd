/** Many searches by similarity for a job over a whole catalog, which others may cut in on, and which can be cancelled. */
import type { Failure } from '../../../contract/failure.ts';
import type { Metric } from '../../../contract/search.ts';
import type { Cancellation } from '../../imports/ports.ts';
import type { ListAnswer, ListQuery, ListsOptions, SearchPort } from '../../search/ports.ts';
import { throwIfCancelled } from '../../work/throwIfCancelled.ts';

export interface SearchSources {
  readonly search: SearchPort;
  /** One whose distance is 1 − the score; left out: cosine. */
  readonly metric?: Metric;
  /** As in `ListsOptions`. */
  readonly ranking?: ListsOptions['ranking'];
  readonly signal: Cancellation;
  /** Lets the engine answer others. */
  pause(): Promise<void>;
  onFallback(reason: Failure): void;
}

/**
 * One answer per query, in order.
 * @param onDone told after each one was used
 * @throws Failure `cancelled`; what a search throws
 */
export async function* searchAll<Query extends ListQuery>(
  { search, metric = 'cosine', ranking, signal, pause, onFallback }: SearchSources,
  queries: Iterable<Query>,
  onDone: () => void,
): AsyncGenerator<ListAnswer<Query>> {
  const options = { metric, same: [], ranking, onFallback };
  for await (const found of search.listsOf(queries, [], options)) {
    yield found;
    onDone();
    throwIfCancelled(signal);
    await pause();
  }
}
