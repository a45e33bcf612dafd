/** A selection of many products is held by the engine and named by an id: their ids would not fit into one call. */
import { client } from '../../api/client.ts';

/** Well below what a call may carry in a browser: 1 MB. */
const sliceBytes = 500_000;

/** @returns the selection's id, to be released. @throws Failure as `selections.hold` and `selections.add` */
export async function holdSelection(ids: readonly string[]): Promise<string> {
  const [first = [], ...further] = sliceIds(ids, sliceBytes);
  const { id } = await client.call('selections.hold', { ids: first });
  for (const slice of further) await client.call('selections.add', { id, ids: slice });
  return id;
}

/** The ids in order, in slices whose JSON has at most so many bytes (an id that is longer is alone in one). */
export function sliceIds(ids: readonly string[], limitBytes: number): string[][] {
  const encoder = new TextEncoder();
  const slices: string[][] = [];
  let leftBytes = 0;
  for (const id of ids) {
    const bytes = encoder.encode(JSON.stringify(id)).length + 1;
    if (bytes > leftBytes || slices.length === 0) {
      slices.push([]);
      leftBytes = limitBytes;
    }
    slices.at(-1)?.push(id);
    leftBytes -= bytes;
  }
  return slices;
}
