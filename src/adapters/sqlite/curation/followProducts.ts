/** Carries what a curator made over to products' new ids, as an import renames and merges them. */
import type { Succession } from '../../../core/imports/storePort.ts';
import type { Followed, Meeting } from '../../../core/lists/ports.ts';
import { strongerDecision } from '../../../core/lists/strongerDecision.ts';
import type { UserStore } from '../../../core/users/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import { tasteKey } from './boardStore.ts';
import { hiddenKey } from './duplicateStore.ts';
import type { GeneratedLists } from './generatedLists.ts';
import { format } from './journal.ts';
import type {
  ConfirmedValue,
  CorrectionValue,
  DecisionValue,
  DistinctValue,
  DoneValue,
  HiddenValue,
  TasteValue,
  ThingKey,
  Things,
  ThingValue,
} from './things.ts';
import { saysTheSame, textOf } from './together/thingText.ts';

type StoredDecision = DecisionValue & { listType: string; productId: string; item: string };
type StoredCorrection = CorrectionValue & { productId: string; item: string };
type StoredConfirmed = ConfirmedValue & { productId: string; item: string };
type StoredList = DoneValue & { listType: string; productId: string };
type StoredTaste = TasteValue & { board: string; productId: string };
type StoredHidden = HiddenValue & { productId: string; keptId: string };
type StoredDistinct = DistinctValue & { productId: string; item: string };
export interface FollowedThings extends Followed {
  /** Each thing that moved: what it was, and what it is now where it is anything. */
  readonly moves: readonly (readonly ThingKey[])[];
  /** Ids that are others now, with those that were set aside. */
  readonly renamed: readonly (readonly [from: string, to: string])[];
}

interface Moving {
  readonly key: ThingKey;
  readonly value: ThingValue;
}

/** Stands before an id while others take their places; no product id begins with it. */
const mark = '\u0001';

/**
 * Made to be called within a transaction. All successions hold at the same time, so products may swap their ids. What was
 * said of a product that ended for another one with its id is set aside under an id of its own, and rests. Of two
 * decisions on the same two products the stronger stands, of two opinions on one board the later; undo leaves both alone from then on.
 * Where what is there is to stand, what says otherwise rests under its old id, or one of its own where a product has that.
 */
export function createFollower(
  database: SqliteDatabase,
  things: Things,
  users: Pick<UserStore, 'follow'>,
  generated: GeneratedLists,
): (successions: readonly Succession[], now: string, meeting?: Meeting) => FollowedThings {
  const decisionColumns =
    'list_type AS listType, product_id AS productId, look_alike_id AS item, state, position, reason, decided_at AS decidedAt, pin, pin_from AS "from", pin_until AS until';
  const selectDecisions = database.prepare<{ id: string }, StoredDecision>(
    `SELECT ${decisionColumns} FROM decisions WHERE product_id = @id OR look_alike_id = @id
     ORDER BY product_id, position, decided_at, look_alike_id`,
  );
  const selectCorrections = database.prepare<[string], StoredCorrection>(
    'SELECT product_id AS productId, field AS item, value, corrected_at AS correctedAt, metadata_then AS metadataThen FROM corrections WHERE product_id = ?',
  );
  const selectConfirmed = database.prepare<[string], StoredConfirmed>(
    'SELECT product_id AS productId, field AS item, value AS confirmed, confirmed_at AS confirmedAt FROM confirmed_values WHERE product_id = ?',
  );
  const selectDone = database.prepare<[string], StoredList>(
    'SELECT list_type AS listType, product_id AS productId, done_at AS doneAt, seen FROM done_lists WHERE product_id = ?',
  );
  const selectTastes = database.prepare<[string], StoredTaste>(
    'SELECT board, product_id AS productId, opinion, marked_at AS markedAt, place FROM tastes WHERE product_id = ?',
  );
  const selectHidden = database.prepare<{ id: string }, StoredHidden>(
    'SELECT product_id AS productId, kept_id AS keptId, hidden_at AS hiddenAt FROM hidden_products WHERE product_id = @id OR kept_id = @id',
  );
  const selectDistinct = database.prepare<[string], StoredDistinct>(
    'SELECT product_id AS productId, set_id AS item, said_at AS saidAt FROM distinct_products WHERE product_id = ?',
  );
  const lastPosition = database
    .prepare<[string, string], number | null>(
      'SELECT max(position) FROM decisions WHERE list_type = ? AND product_id = ?',
    )
    .pluck();
  const renameProduct = database.prepare('UPDATE journal SET product_id = ? WHERE product_id = ?');
  const renameItem = database.prepare(
    "UPDATE journal SET item = ? WHERE item = ? AND subject IN ('decision', 'product', 'hidden')",
  );
  const settle = database.prepare(`
    UPDATE journal SET state = 'settled'
    WHERE subject = @subject AND list_type = @listType AND product_id = @productId AND item = @item
      AND state IN ('done', 'undone')`);
  const note = database.prepare(`
    INSERT INTO journal (step, operation, subject, list_type, product_id, item, before, after, at, state)
    VALUES ((SELECT coalesce(max(number), 0) + 1 FROM journal), 'follow', @subject, @listType, @productId, @item, @before, @after,
      @at, 'settled')`);
  /** Something was said of it: here, or by others, which no journal of this machine has. */
  const knows = database.prepare<{ id: string }, number>(
    [
      'journal WHERE product_id = @id OR item = @id',
      'decisions WHERE product_id = @id OR look_alike_id = @id',
      'corrections WHERE product_id = @id',
      'confirmed_values WHERE product_id = @id',
      'done_lists WHERE product_id = @id',
      'tastes WHERE product_id = @id',
      'hidden_products WHERE product_id = @id OR kept_id = @id',
      'distinct_products WHERE product_id = @id',
    ]
      .map((place) => `SELECT 1 FROM ${place}`)
      .join(' UNION ALL ')
      .concat(' LIMIT 1'),
  );

  /** Everything that stands under one of these ids, each thing once. */
  function collect(ids: readonly string[]): Moving[] {
    const moving = new Map<string, Moving>();
    for (const id of ids) {
      for (const { listType, productId, item, ...value } of selectDecisions.all({ id })) {
        const key: ThingKey = { subject: 'decision', listType, productId, item };
        moving.set(JSON.stringify(key), { key, value });
      }
      for (const { productId, item, ...value } of selectCorrections.all(id)) {
        const key: ThingKey = { subject: 'correction', listType: '', productId, item };
        moving.set(JSON.stringify(key), { key, value });
      }
      for (const { productId, item, ...value } of selectConfirmed.all(id)) {
        const key: ThingKey = { subject: 'confirmed', listType: '', productId, item };
        moving.set(JSON.stringify(key), { key, value });
      }
      for (const { listType, productId, ...value } of selectDone.all(id)) {
        const key: ThingKey = { subject: 'list', listType, productId, item: '' };
        moving.set(JSON.stringify(key), { key, value });
      }
      for (const { board, productId, ...value } of selectTastes.all(id)) {
        const key = tasteKey(board, productId);
        moving.set(JSON.stringify(key), { key, value });
      }
      for (const { productId, keptId, ...value } of selectHidden.all({ id })) {
        const key = hiddenKey(productId, keptId);
        moving.set(JSON.stringify(key), { key, value });
      }
      for (const { productId, item, ...value } of selectDistinct.all(id)) {
        const key: ThingKey = { subject: 'distinct', listType: '', productId, item };
        moving.set(JSON.stringify(key), { key, value });
      }
    }
    return [...moving.values()];
  }

  function renameJournal(successions: readonly Succession[]): void {
    for (const { from } of successions) {
      renameProduct.run(mark + from, from);
      renameItem.run(mark + from, from);
    }
    for (const { from, to } of successions) {
      renameProduct.run(to, mark + from);
      renameItem.run(to, mark + from);
    }
  }

  return (successions, now, meeting = 'stronger') => {
    const ended = new Set(successions.flatMap(({ to, displaces }) => (displaces === true ? [to] : [])));
    const divided = new Set(successions.flatMap(({ from, isDivided }) => (isDivided === true ? [from] : [])));
    const heirIds = new Set<string>();
    const renamed = [
      ...[...ended].map((id) => ({ from: id, to: idOfEnded(id, now) })),
      ...successions,
    ].filter(({ from, to }) => from !== to);
    users.follow(renamed);
    const pairs = renamed.map(({ from, to }) => [from, to] as const);
    const generatedLists = generated.rename(new Map(pairs)).length;
    const known = renamed.filter(({ from }) => knows.get({ id: from }) !== undefined);
    const newIds = new Map(known.map(({ from, to }) => [from, to]));
    const idNow = (id: string) => newIds.get(id) ?? id;
    const targetOf = (key: ThingKey): ThingKey => withIds(key, idNow);
    const moving = collect(known.map(({ from }) => from));
    for (const { key } of moving) things.write(key, null);
    const given = new Set(newIds.values());
    const restingOf = (key: ThingKey): ThingKey =>
      withIds(key, (id) => (newIds.has(id) && given.has(id) ? idOfEnded(id, now) : id));
    const met = new Map(
      meeting === 'stronger' ? [] : moving.map((one) => [one, things.read(targetOf(one.key))]),
    );

    const lost: { key: ThingKey; before: ThingValue; after: ThingValue | null }[] = [];
    const followed = { moved: 0, divided: 0, setAside: 0, resting: 0 };
    const asideIds = new Set<string>();
    const moves: ThingKey[][] = [];
    for (const one of moving) {
      const { key, value } = one;
      const target = targetOf(key);
      const other = met.get(one) ?? null;
      if (other !== null && saysTheSame(textOf(other), textOf(value))) {
        moves.push([key]);
        lost.push({ key: target, before: value, after: other });
        continue;
      }
      if (other !== null) {
        const resting = restingOf(key);
        things.write(resting, value);
        moves.push([key, resting]);
        followed.resting++;
        continue;
      }
      const isNone = isOfTwo(target) && target.productId === target.item;
      moves.push(isNone ? [key] : [key, target]);
      if (isNone) {
        lost.push({ key: target, before: value, after: null });
        continue;
      }
      if (isPlain(target)) {
        things.write(target, value);
        continue;
      }
      const standing = things.read(target);
      const kept = standing === null ? value : stronger(standing, value);
      if (standing !== null)
        lost.push({ key: target, before: kept === standing ? value : standing, after: kept });
      if (kept !== standing) things.write(target, atTheEnd(target, key, kept));
      const aside = idsOf(key).filter((id) => ended.has(id));
      const parts = aside.length > 0 ? [] : idsOf(key).filter((id) => divided.has(id));
      for (const id of aside) asideIds.add(idNow(id));
      for (const id of parts) heirIds.add(idNow(id));
      if (aside.length > 0) followed.setAside++;
      else if (parts.length > 0) followed.divided++;
      else followed.moved++;
    }
    renameJournal(known);
    for (const { key, before, after } of lost) {
      settle.run(key);
      note.run({ ...key, before: format(before), after: format(after), at: now });
    }
    for (const { from, to } of known) {
      note.run({
        subject: 'product',
        listType: '',
        productId: from,
        item: to,
        before: null,
        after: null,
        at: now,
      });
    }
    return {
      ...followed,
      merged: lost.length,
      heirIds: [...heirIds],
      asideIds: [...asideIds],
      ...{ generatedLists, moves, renamed: pairs },
    };
  };

  /** Pins that come to another product stand after those that it has. */
  function atTheEnd(target: ThingKey, key: ThingKey, value: ThingValue): ThingValue {
    if (!('state' in value) || value.position === null || target.productId === key.productId) return value;
    return { ...value, position: (lastPosition.get(target.listType, target.productId) ?? 0) + 1 };
  }
}

function withIds(key: ThingKey, idOf: (id: string) => string): ThingKey {
  const productId = idOf(key.productId);
  return isOfTwo(key) ? { ...key, productId, item: idOf(key.item) } : { ...key, productId };
}

function isOfTwo({ subject }: ThingKey): boolean {
  return subject === 'decision' || subject === 'hidden';
}

/** Of two that meet the one that comes stands, and is no decision that is counted. */
function isPlain({ subject }: ThingKey): boolean {
  return subject === 'list' || subject === 'hidden' || subject === 'distinct' || subject === 'confirmed';
}

/** The products that it is about. */
function idsOf(key: ThingKey): string[] {
  return isOfTwo(key) ? [key.productId, key.item] : [key.productId];
}

/** No product has it, so what is said of the ended one rests, and can still be looked at and undone. */
function idOfEnded(id: string, now: string): string {
  return `${id} (until ${now})`;
}

function stronger(standing: ThingValue, coming: ThingValue): ThingValue {
  if ('state' in standing && 'state' in coming) return strongerDecision(standing, coming);
  if ('value' in standing && 'value' in coming)
    return standing.correctedAt > coming.correctedAt ? standing : coming;
  if ('opinion' in standing && 'opinion' in coming)
    return standing.markedAt > coming.markedAt ? standing : coming;
  return standing;
}
