/** What there is to curate and how far it is: types of lists, lists that are done, and what is sold out. */
import { z } from 'zod';
import { soldOutSchema } from '../../../contract/queue.ts';
import { lookAlikeLists } from '../../../core/lists/listKinds.ts';
import {
  type CuratedList,
  type CurationStore,
  type ListedDecision,
  substitute,
} from '../../../core/lists/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import type { Journal, MakeChange } from './journal.ts';
import type { ThingKey, Things, ThingValue } from './things.ts';

type ListStore = Pick<
  CurationStore,
  | 'types'
  | 'saveType'
  | 'removeType'
  | 'listStates'
  | 'setDone'
  | 'seenIn'
  | 'reasons'
  | 'soldOut'
  | 'nameSoldOut'
  | 'curatedLists'
  | 'chosenInDone'
  | 'allDecisions'
>;

const soldOutKey: ThingKey = { subject: 'word', listType: '', productId: '', item: 'sold-out' };

const seenSchema = z.array(z.string());

function seenOf(value: ThingValue | null): string | null {
  return value !== null && 'seen' in value ? value.seen : null;
}

export function createListStore(
  database: SqliteDatabase,
  { things, journal, change }: { things: Things; journal: Journal; change: MakeChange },
): ListStore {
  const selectTypes = database.prepare<[], { type: string; title: string; length: number; fold: number }>(`
    SELECT list_type AS type, title, length, fold FROM list_types
    ORDER BY list_type <> '${substitute}', added_at, list_type`);
  const selectDone = database
    .prepare<[string], string>('SELECT product_id FROM done_lists WHERE list_type = ?')
    .pluck();
  const selectBegun = database
    .prepare<[string], string>('SELECT DISTINCT product_id FROM decisions WHERE list_type = ?')
    .pluck();
  const selectChosen = database
    .prepare<[string], [string, string]>(`
      SELECT d.product_id, d.look_alike_id FROM done_lists l
      JOIN decisions d ON d.list_type = l.list_type AND d.product_id = l.product_id
      WHERE l.list_type = ? AND d.state <> 'rejected'`)
    .raw();
  const selectAll = database
    .prepare<[string], [string, string, ListedDecision['state']]>(
      'SELECT product_id, look_alike_id, state FROM decisions WHERE list_type = ?',
    )
    .raw();
  const countOfType = database
    .prepare<[string], number>('SELECT count(*) FROM decisions WHERE list_type = ?')
    .pluck();
  const selectReasons = database
    .prepare<[], string>(
      `SELECT reason FROM decisions WHERE state = 'rejected' AND reason IS NOT NULL
      GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 20`,
    )
    .pluck();
  const selectCurated = database.prepare<[], CuratedList>(`
    SELECT product_id AS productId, list_type AS type, max(decided_at) AS decidedAt FROM decisions
    GROUP BY list_type, product_id HAVING sum(state <> 'rejected') > 0
    ORDER BY product_id, list_type`);

  const keyOfType = (type: string): ThingKey => ({
    subject: 'list-type',
    listType: type,
    productId: '',
    item: '',
  });

  const keyOfList = (productId: string, type: string): ThingKey => ({
    subject: 'list',
    listType: type,
    productId,
    item: '',
  });

  return {
    types() {
      const kept = selectTypes.all();
      return kept[0]?.type === substitute ? kept : [lookAlikeLists, ...kept];
    },
    saveType: ({ type, title, length, fold }) =>
      change((now) => {
        const key = keyOfType(type);
        const before = things.read(key);
        const isNew = before === null && type !== substitute;
        if (before !== null && 'title' in before) {
          const isSame = before.title === title && before.length === length && before.fold === fold;
          if (isSame) return { answer: false, isChanged: false };
        }
        const addedAt = before !== null && 'addedAt' in before ? before.addedAt : now;
        const after = { title, length, fold, addedAt };
        journal.take(isNew ? 'add-type' : 'change-type', [{ key, before, after }], now);
        return { answer: isNew, isChanged: true };
      }),
    removeType: (type) =>
      change<number | null>((now) => {
        const key = keyOfType(type);
        const before = things.read(key);
        if (before === null) return { answer: null, isChanged: false };
        journal.take('remove-type', [{ key, before, after: null }], now);
        return { answer: countOfType.get(type) ?? 0, isChanged: true };
      }),
    listStates: (type) => ({ done: new Set(selectDone.all(type)), begun: new Set(selectBegun.all(type)) }),
    chosenInDone: (type) => selectChosen.iterate(type),
    allDecisions(type) {
      const byProduct = new Map<string, ListedDecision[]>();
      for (const [productId, id, state] of selectAll.iterate(type)) {
        const decisions = byProduct.get(productId) ?? [];
        decisions.push({ id, state });
        byProduct.set(productId, decisions);
      }
      return byProduct;
    },
    setDone: (type, lists) =>
      change((now) => {
        const changes = lists.flatMap(({ productId, seen }) => {
          const key = keyOfList(productId, type);
          const before = things.read(key);
          const after = seen === null ? null : { doneAt: now, seen: JSON.stringify(seen) };
          const isSame = after === null ? before === null : seenOf(before) === after.seen;
          return isSame ? [] : [{ key, before, after }];
        });
        const [first] = changes;
        if (first !== undefined) journal.take(first.after === null ? 'reopen' : 'finish', changes, now);
        return { answer: changes.map(({ key }) => key.productId), isChanged: changes.length > 0 };
      }),
    seenIn(productId, type) {
      const seen = seenOf(things.read(keyOfList(productId, type)));
      return seen === null ? null : seenSchema.parse(JSON.parse(seen));
    },
    reasons: () => selectReasons.all(),
    soldOut() {
      const kept = things.read(soldOutKey);
      return kept !== null && 'word' in kept ? soldOutSchema.parse(JSON.parse(kept.word)) : null;
    },
    nameSoldOut: (soldOut) =>
      change((now) => {
        const before = things.read(soldOutKey);
        const after = soldOut === null ? null : { word: JSON.stringify(soldOut) };
        const standing = before !== null && 'word' in before ? before.word : null;
        if (standing === (after?.word ?? null)) return { answer: undefined, isChanged: false };
        journal.take('name-sold-out', [{ key: soldOutKey, before, after }], now);
        return { answer: undefined, isChanged: true };
      }),
    curatedLists: () => selectCurated.all(),
  };
}
