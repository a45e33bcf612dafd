/** An export that a person edited comes back: what it asks for, what of that changes anything, and what it cannot say. */
import type { MetadataFile } from '../../imports/ports.ts';
import type { ProductReader } from '../../products/ports.ts';
import type { CurationPort } from '../ports.ts';
import type { ListComparison, WantedList } from './compareList.ts';
import { readEditedFile } from './editedFile.ts';
import { createIdFinder } from './findIds.ts';
import { readLists } from './readLists.ts';
import type { Remarks } from './remarks.ts';
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
  /** All lists of the file. */
  readonly wanted: readonly WantedList[];
  /** Those that become others. */
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
  const lists = await readLists(file, { finder: createIdFinder(ids), products, pause }, remarks);
  const wanted: WantedList[] = [];
  const changed: ListComparison[] = [];
  const moves = createMoveWatch();
  for (let start = 0; start < lists.length; start += listsAtOnce) {
    const some = lists.slice(start, start + listsAtOnce);
    const asked = some.map(({ productId, entries }) => ({
      productId,
      entries: entries.map(({ id, state }) => ({ id, state })),
    }));
    wanted.push(...asked);
    for (const [at, comparison] of (await curation.compareLists(type, asked)).entries()) {
      const list = some[at];
      if (list === undefined) continue;
      if (comparison.changes.length > 0) changed.push(comparison);
      moves.look(list, comparison);
      for (const id of comparison.staysRejected) {
        remarks.refused.push({
          row: list.entries.find((entry) => entry.id === id)?.line ?? file.headerLine,
          text: `${id} was rejected for ${list.productId} meanwhile, and stays so. Write accepted to take it back in.`,
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
