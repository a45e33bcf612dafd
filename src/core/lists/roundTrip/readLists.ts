/** The rows of an edited export as lists: whose, with whom in which state, and what a row said that cannot be. */
import { decisionStateSchema } from '../../../contract/lists.ts';
import { cleanCell } from '../../imports/metadata/cleanCells.ts';
import type { ProductReader } from '../../products/ports.ts';
import type { WantedState } from './compareList.ts';
import type { EditedFile, EditedRow } from './editedFile.ts';
import type { IdFinder } from './findIds.ts';
import { type CellIdentifier, createCellIdentifier } from './identifyCells.ts';
import { readNumbers } from './numbers.ts';
import type { Remarks } from './remarks.ts';
import { type EditedEntry, type EditedList, type EditedRows, mayBePin, settleList } from './settleList.ts';

const states = ['suggested', ...decisionStateSchema.options] as const;
const knownStates: ReadonlySet<string> = new Set(states);
const stateWords = 'suggested, accepted, pinned or rejected';
/** Rows between which others get a turn. */
const rowsAtOnce = 2000;

export interface ReadOptions {
  readonly finder: IdFinder;
  readonly products: Pick<ProductReader, 'recordsOf'>;
  /** Lets others be answered. */
  pause(): Promise<void>;
}

/** @param remarks gets what is to be told of rows */
export async function readLists(
  file: EditedFile,
  { finder, products, pause }: ReadOptions,
  remarks: Remarks,
): Promise<EditedList[]> {
  tellLostState(file, remarks);
  const identifier = createCellIdentifier(finder, await keepsZeros(file, finder, pause), products);
  const lists = new Map<string, EditedRows>();
  let count = 0;
  for (const row of file.rows()) {
    if (++count % rowsAtOnce === 0) await pause();
    const { id: productId, text } = await identifier.identify('product_id', {
      id: row.cell('product_id'),
      name: row.cell('product_name'),
      image: row.cell('product_image'),
    });
    if (productId === null) {
      remarks.refused.push({ row: row.line, text });
      continue;
    }
    const list = lists.get(productId) ?? { productId, entries: [], refusedRanks: [] };
    lists.set(productId, list);
    const entry = await readEntry(row, file, productId, identifier, remarks);
    const rank = readRank(row.cell('rank'));
    if (entry !== null) {
      list.entries.push(entry);
      if (text !== null) remarks.repaired.push({ row: row.line, text });
    } else if (rank !== null) list.refusedRanks.push(rank);
  }
  tellLostRanks(file, lists.values(), remarks);
  const settled: EditedList[] = [];
  for (const list of lists.values()) {
    settled.push(settleList(list, file.has('rank'), remarks));
    if (settled.length % rowsAtOnce === 0) await pause();
  }
  return settled;
}

function tellLostState(file: EditedFile, { refused }: Remarks): void {
  if (file.has('state')) return;
  refused.push({
    row: file.headerLine,
    text: 'The column state is lost: what was decided stays as it is, and only the order of pins is read.',
  });
}

/** Nothing but pins has an order: marks of a contact sheet have no ranks, and seldom pins. */
function tellLostRanks(file: EditedFile, lists: Iterable<EditedRows>, { repaired }: Remarks): void {
  if (file.has('rank')) return;
  for (const { entries } of lists) {
    if (!entries.some(({ state }) => mayBePin(state))) continue;
    repaired.push({
      row: file.headerLine,
      text: 'The column rank is lost: pins are taken in the order of their rows.',
    });
    return;
  }
}

/** Ids with zeros in front are there as the catalog has them: no spreadsheet took the ids for numbers. */
async function keepsZeros(file: EditedFile, finder: IdFinder, pause: ReadOptions['pause']): Promise<boolean> {
  let count = 0;
  for (const row of file.rows()) {
    if (++count % rowsAtOnce === 0) await pause();
    for (const column of ['product_id', 'recommended_id'] as const) {
      const cell = row.cell(column);
      if (/^0\d+$/.test(cell) && finder.has(cell)) return true;
    }
  }
  return false;
}

/** Null for a row that was refused. */
async function readEntry(
  row: EditedRow,
  file: EditedFile,
  productId: string,
  identifier: CellIdentifier,
  { repaired, refused }: Remarks,
): Promise<EditedEntry | null> {
  const refuse = (text: string): null => {
    refused.push({ row: row.line, text });
    return null;
  };
  const state = file.has('state') ? readState(row.cell('state')) : null;
  if (state === undefined) {
    const cell = row.cell('state').trim();
    return refuse(
      `${cell === '' ? 'The state is empty' : `The state "${cell}" is not known`}. Write ${stateWords}.`,
    );
  }
  const { id, text } = await identifier.identify('recommended_id', {
    id: row.cell('recommended_id'),
    name: row.cell('recommended_name'),
    image: row.cell('recommended_image'),
  });
  if (id === null) return refuse(text);
  if (id === productId) return refuse(`${id} cannot be in its own list.`);
  if (text !== null) repaired.push({ row: row.line, text });
  return {
    line: row.line,
    id,
    state,
    rank: readRank(row.cell('rank')),
    score: readScore(row.cell('score')),
  };
}

/** Undefined for what is no state. */
function readState(cell: string): WantedState | undefined {
  const word = cleanCell(cell).toLowerCase();
  return knownStates.has(word) ? (word as WantedState) : undefined;
}

/** A whole number from 1, also as "1.0" or "1,0"; null for what is none. */
function readRank(cell: string): number | null {
  const text = cleanCell(cell).replace(/[.,]0+$/, '');
  const rank = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return rank >= 1 ? rank : null;
}

function readScore(cell: string): number | null {
  const text = cleanCell(cell);
  const plain = text.replace(/^[-−]/, '');
  if (readNumbers(plain).length === 0) return null;
  const score = Number(plain.replace(',', '.'));
  if (!Number.isFinite(score)) return null;
  return plain === text ? score : -score;
}
