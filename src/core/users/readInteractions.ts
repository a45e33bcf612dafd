/** The rows of a table of interactions as events, and what a row said that cannot be. */
import { Failure } from '../../contract/failure.ts';
import { readScalar } from '../../contract/scalars.ts';
import { type UserEvent, userEventSchema } from '../../contract/users.ts';
import { idNames, plainColumnName } from '../imports/metadata/columnWords.ts';
import type { MetadataFile } from '../imports/ports.ts';
import type { ProductReader } from '../products/ports.ts';
import type { Interaction } from './ports.ts';

/** Names as people write them, compared without case, spaces and punctuation; the surest first. */
const columnNames = {
  user: [
    'userid',
    'user',
    'customerid',
    'customer',
    'clientid',
    'client',
    'visitorid',
    'visitor',
    'memberid',
    'kunde',
    'kundennummer',
  ],
  product: ['productid', 'product', 'itemid', 'item', 'articleid', 'article', ...idNames],
  event: ['event', 'eventtype', 'eventname', 'action', 'interaction', 'interactiontype', 'type'],
  weight: ['weight', 'quantity', 'count', 'value'],
  time: ['time', 'timestamp', 'datetime', 'date', 'eventtime', 'at', 'createdat'],
} as const;

type Column = keyof typeof columnNames;

/** Other words for the same; each event also goes by its own name. */
const eventWords: ReadonlyMap<string, UserEvent> = new Map([
  ...userEventSchema.options.map((event) => [event, event] as const),
  ...(['view', 'seen', 'click', 'clicked', 'pageview'] as const).map((word) => [word, 'viewed'] as const),
  ...(['cart', 'addtocart', 'addedtocart', 'basket'] as const).map((word) => [word, 'carted'] as const),
  ...(['like', 'favourite', 'favorite', 'wishlist', 'saved'] as const).map(
    (word) => [word, 'liked'] as const,
  ),
  ...(['buy', 'purchase', 'purchased', 'order', 'ordered', 'sold'] as const).map(
    (word) => [word, 'bought'] as const,
  ),
  ...(['return', 'refund', 'refunded'] as const).map((word) => [word, 'returned'] as const),
  ...(['dislike', 'hide', 'hidden'] as const).map((word) => [word, 'disliked'] as const),
]);

const longestIdLength = 200;
const greatestWeight = 1_000_000;
/** Rows between which others get a turn. */
const rowsAtOnce = 2000;

export interface RefusedRow {
  readonly row: number;
  readonly reason: string;
}

export interface ReadInteractions {
  readonly interactions: readonly Interaction[];
  /** Products that the catalog does not have, each once. */
  readonly unknown: readonly string[];
  readonly refused: readonly RefusedRow[];
}

/**
 * Every row that is not blank is an event or is refused.
 * @param pause lets others be answered
 * @throws Failure `bad-input` where a column is lost, or there are no rows
 */
export async function readInteractions(
  file: MetadataFile,
  products: Pick<ProductReader, 'recordsOf'>,
  pause: () => Promise<void>,
): Promise<ReadInteractions> {
  const places = findColumns(file);
  const cellOf = (cells: readonly string[], column: Column): string =>
    cells[places[column] ?? -1]?.trim() ?? '';
  const refused: RefusedRow[] = [];
  const read: { row: number; interaction: Interaction }[] = [];
  for (const [index, cells] of file.rows.entries()) {
    if (index % rowsAtOnce === rowsAtOnce - 1) await pause();
    if (cells.every((cell) => cell.trim() === '')) continue;
    const row = file.lines[index] ?? 0;
    const interaction = readRow((column) => cellOf(cells, column));
    if (typeof interaction === 'string') refused.push({ row, reason: interaction });
    else read.push({ row, interaction });
  }
  if (read.length + refused.length === 0) {
    throw new Failure('bad-input', `${nameOf(file)} has a header and no rows: there is nothing to import.`);
  }
  const ownIds = await findProducts(
    [...new Set(read.map(({ interaction }) => interaction.productId))],
    products,
    pause,
  );
  const interactions: Interaction[] = [];
  const unknown = new Set<string>();
  for (const { row, interaction } of read) {
    const productId = ownIds.get(interaction.productId);
    if (productId !== undefined) {
      interactions.push({ ...interaction, productId });
      continue;
    }
    unknown.add(interaction.productId);
    refused.push({ row, reason: `There is no product ${interaction.productId} in this catalog.` });
  }
  return { interactions, unknown: [...unknown], refused: refused.sort((a, b) => a.row - b.row) };
}

/** The event, or what is wrong with the row. */
function readRow(cell: (column: Column) => string): Interaction | string {
  const [userId, productId, word] = [cell('user'), cell('product'), cell('event')];
  if (userId === '') return 'The user is empty.';
  if (productId === '') return 'The product is empty.';
  if (userId.length > longestIdLength || productId.length > longestIdLength)
    return `The id of the ${userId.length > longestIdLength ? 'user' : 'product'} is longer than ${longestIdLength} characters.`;
  const event = eventWords.get(plainColumnName(word));
  if (event === undefined)
    return `${word === '' ? 'The event is empty' : `The event "${word}" is not known`}. Write ${userEventSchema.options.join(', ')}.`;
  const weight = readWeight(cell('weight'));
  if (weight === null)
    return `The weight "${cell('weight')}" is no number above 0. What speaks against a product is said by the event.`;
  const at = readTime(cell('time'));
  if (at === undefined)
    return `The time "${cell('time')}" cannot be read. Write 2012-03-31, 2012-03-31T14:05:00Z, or seconds since 1970.`;
  return { userId, productId, event, weight, at };
}

function readWeight(text: string): number | null {
  if (text === '') return 1;
  const weight = Number(/^\d+,\d+$/.test(text) ? text.replace(',', '.') : text);
  return weight > 0 && weight <= greatestWeight ? weight : null;
}

/** Null for an empty cell, undefined for what is no time. */
function readTime(text: string): number | null | undefined {
  if (text === '') return null;
  // A year of four digits is a date; a longer number counts seconds, or milliseconds.
  if (/^\d{9,13}(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.floor(number >= 1e11 ? number / 1000 : number);
  }
  const { from } = readScalar(text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T'));
  return Number.isNaN(from) ? undefined : Math.floor(from / 1000);
}

/** The catalog's own ids of those that are there. */
async function findProducts(
  ids: readonly string[],
  products: Pick<ProductReader, 'recordsOf'>,
  pause: () => Promise<void>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let start = 0; start < ids.length; start += rowsAtOnce) {
    const some = ids.slice(start, start + rowsAtOnce);
    const records = await products.recordsOf(some, []);
    for (const [at, id] of some.entries()) {
      const record = records[at];
      if (record !== undefined && record !== null) found.set(id, record.id);
    }
    await pause();
  }
  return found;
}

function findColumns(file: MetadataFile): Readonly<Partial<Record<Column, number>>> {
  const plain = file.columns.map(plainColumnName);
  const places: Partial<Record<Column, number>> = {};
  for (const column of ['user', 'event', 'weight', 'time', 'product'] as const) {
    const taken = new Set(Object.values(places));
    const place = columnNames[column]
      .map((name) => plain.findIndex((each, at) => each === plainColumnName(name) && !taken.has(at)))
      .find((at) => at >= 0);
    if (place !== undefined) places[column] = place;
  }
  const lost = (['user', 'product', 'event'] as const).filter((column) => places[column] === undefined);
  if (lost.length === 0) return places;
  const wanted = { user: 'user_id', product: 'product_id', event: 'event' } as const;
  throw new Failure(
    'bad-input',
    `${nameOf(file)} cannot be read as interactions: it has no column ${lost.map((column) => wanted[column]).join(' and no column ')}. Its columns are user_id, product_id, event, and if you like weight and time, in any order.`,
  );
}

function nameOf({ path }: MetadataFile): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
