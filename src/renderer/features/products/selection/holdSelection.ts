/** A selection of many products is held by the engine and named by an id: their ids would not fit into one call. */
import { client } from '../../../api/client.ts';
import { sliceIds } from './sliceIds.ts';

/** Well below what a call may carry in a browser: 1 MB. */
const sliceBytes = 500_000;

/** So many ids are named in a call; more are held by the engine. */
export const mostNamed = 1000;

/** @returns the selection's id, to be released. @throws Failure as `selections.hold` and `selections.add` */
export async function holdSelection(ids: readonly string[]): Promise<string> {
  const [first = [], ...further] = sliceIds(ids, sliceBytes);
  const { id } = await client.call('selections.hold', { ids: first });
  for (const slice of further) await client.call('selections.add', { id, ids: slice });
  return id;
}
