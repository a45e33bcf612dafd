/** An export that a person edited comes back: what it asks for, what of that changes anything, and what it cannot say. */
import type { MetadataFile } from '../../imports/ports.ts';
import type { ProductReader } from '../../products/ports.ts';
import type { CurationPort } from '../ports.ts';
import type { ListComparison, WantedList } from './compareList.ts';
import { readEditedFile } from './editedFile.ts';
import { createIdFinder } from './findIds.ts';
import { readLists } from './readLists.ts';
import { nameFew, type Remarks } from './remarks.ts';
import { createMoveWatch } from './tellMoves.ts';

export interface ImportSources {
  /** Every product. */
  readonly ids: readonly string[];
  readonly products: Pick<ProductReader, 'recordsOf'>;
  readonly curation: Pick<CurationPort, 'compareLists'>;
  /** Lets others be answered. */
  pause(): Promise<void>;
}

export interface ImportPlan extends Remarks {
  readonly rows: number;
  /** The lists that become others, and what becomes of each. */
  readonly wanted: readonly WantedList[];
  readonly changed: readonly ListComparison[];
  /** Of single entries. */
  readonly changes: number;
}

/** Lists compared between two turns of others. */
const listsAtOnce = 250;

/** Changes nothing. @throws Failure `bad-input` for a file that is no export, or has no rows */
export async function planImport(
  table: MetadataFile,
  type: string,
  { ids, products, curation, pause }: ImportSources,
): Promise<ImportPlan> {
  const file = readEditedFile(table);
  const remarks: Remarks = { repaired: [], refused: [] };
  const finder = createIdFinder(ids);
  const lists = await readLists(file, { finder, products, pause }, remarks);
  const longest = lists.reduce((most, { rowCount }) => Math.max(most, rowCount), 0);
  const wanted: WantedList[] = [];
  const changed: ListComparison[] = [];
  const moves = createMoveWatch();
  for (let start = 0; start < lists.length; start += listsAtOnce) {
    const some = lists.slice(start, start + listsAtOnce);
    const asked = some.map(({ productId, entries }) => ({
      productId,
      entries: entries.map(({ id, state, rank }) => ({ id, state, rank })),
    }));
    for (const [at, comparison] of (await curation.compareLists(type, asked)).entries()) {
      const [list, want] = [some[at], asked[at]];
      if (list === undefined || want === undefined) continue;
      if (comparison.changes.length > 0) {
        changed.push(comparison);
        wanted.push(want);
      }
      moves.look(list, comparison);
      for (const id of comparison.staysRejected) {
        remarks.refused.push({
          row: list.entries.find((entry) => entry.id === id)?.line ?? file.headerLine,
          text: `${id} was rejected for ${list.productId} meanwhile, and stays so. Write accepted to take it back in.`,
        });
      }
      // A list as long as any may have had no room for them; one without ranks is of single decisions, as marks are.
      const unnamed = comparison.unnamed.filter((id) => finder.has(id));
      if (unnamed.length > 0 && file.has('rank') && list.rowCount < longest && !list.hasGaps) {
        remarks.refused.push({
          row: list.entries[0]?.line ?? file.headerLine,
          text: `The list of ${list.productId} has no row for ${nameFew(unnamed)}: what was decided stays. To drop a product, keep its row and write rejected.`,
        });
      }
    }
    await pause();
  }
  moves.tell(file.headerLine, remarks);
  for (const told of [remarks.repaired, remarks.refused]) told.sort((one, other) => one.row - other.row);
  return {
    ...remarks,
    rows: file.rowCount,
    wanted,
    changed,
    changes: changed.reduce((sum, { changes }) => sum + changes.length, 0),
  };
}
