/** The things that a curator changes, read and written by key, so that one journal serves all of them. */
import type { Opinion } from '../../../contract/boards.ts';
import type { DecisionState, PinKind } from '../../../contract/lists.ts';
import type { SqliteDatabase } from '../openSqlite.ts';

/**
 * `list`: that a list is done. `list-type`: what a type is. `word`: what the catalog is told once. `generation`: that a
 * generation's lists stand. `hidden`: that another product is kept for one. `distinct`: that one is no duplicate of the others of its set.
 * `confirmed`: that a value is right as it is. `renaming`: products that generated lists of a shared catalog follow to their new ids.
 */
export type Subject =
  | 'decision'
  | 'correction'
  | 'list'
  | 'list-type'
  | 'word'
  | 'board'
  | 'taste'
  | 'generation'
  | 'hidden'
  | 'distinct'
  | 'confirmed'
  | 'renaming';

export interface ThingKey {
  readonly subject: Subject;
  /** The board's name for what belongs to a board; empty for what belongs to no list. */
  readonly listType: string;
  /** Empty for what belongs to no product. */
  readonly productId: string;
  /** The look-alike of a decision, the field of a correction or of a confirmed value, the name of a word, the name of a generation, the id of a renaming, the kept product of a hidden one, a set of different products. */
  readonly item: string;
}

export interface DecisionValue {
  readonly state: DecisionState;
  readonly position: number | null;
  readonly reason: string | null;
  readonly decidedAt: string;
  /** Steps of before there were kinds have none: they were hard, without dates. */
  readonly pin?: PinKind;
  readonly from?: string | null;
  readonly until?: string | null;
}

export interface CorrectionValue {
  readonly value: string;
  readonly correctedAt: string;
  /** What the metadata said then; null or left out where that was not kept. */
  readonly metadataThen?: string | null;
}

export interface DoneValue {
  readonly doneAt: string;
  /** The ids that the list had then, as JSON. */
  readonly seen: string;
}

export interface TypeValue {
  readonly title: string;
  readonly length: number;
  readonly fold: number;
  readonly addedAt: string;
}

export interface WordValue {
  /** As JSON. */
  readonly word: string;
}

export interface BoardValue {
  readonly madeAt: string;
}

/** What is thought of a product on a board. */
export interface TasteValue {
  readonly opinion: Opinion;
  readonly markedAt: string;
  /** Among those marked at the same moment. */
  readonly place: number;
}

/** Steps of before generations were shared say no more than since when. */
export interface GenerationValue {
  readonly standingSince: string;
  /** As they were asked for, as JSON. */
  readonly rules?: string;
  /** Null where its lists are nowhere but on this machine. */
  readonly bundleSet?: string | null;
  readonly bundles?: number;
  /** Renamings that are in its bundles already, as JSON. */
  readonly knows?: string;
}

export interface RenamingValue {
  /** Pairs of ids, as JSON. */
  readonly renamed: string;
}

export interface HiddenValue {
  readonly hiddenAt: string;
}

export interface ConfirmedValue {
  readonly confirmed: string;
  readonly confirmedAt: string;
}

export interface DistinctValue {
  readonly saidAt: string;
}

export type ThingValue =
  | DecisionValue
  | CorrectionValue
  | DoneValue
  | TypeValue
  | WordValue
  | BoardValue
  | TasteValue
  | GenerationValue
  | HiddenValue
  | DistinctValue
  | ConfirmedValue
  | RenamingValue;

export interface Things {
  read(key: ThingKey): ThingValue | null;
  /** Null removes it. */
  write(key: ThingKey, value: ThingValue | null): void;
}

/** Statements with the key's and the value's parts by their names. */
const statements: Readonly<Record<Subject, { select: string; upsert: string; remove: string }>> = {
  decision: {
    select: `SELECT state, position, reason, decided_at AS decidedAt, pin, pin_from AS "from", pin_until AS until FROM decisions
      WHERE list_type = @listType AND product_id = @productId AND look_alike_id = @item`,
    upsert: `
      INSERT INTO decisions (list_type, product_id, look_alike_id, state, position, reason, decided_at, pin, pin_from, pin_until)
      VALUES (@listType, @productId, @item, @state, @position, @reason, @decidedAt, @pin, @from, @until)
      ON CONFLICT DO UPDATE SET state = excluded.state, position = excluded.position, reason = excluded.reason,
        decided_at = excluded.decided_at, pin = excluded.pin, pin_from = excluded.pin_from, pin_until = excluded.pin_until`,
    remove:
      'DELETE FROM decisions WHERE list_type = @listType AND product_id = @productId AND look_alike_id = @item',
  },
  correction: {
    select:
      'SELECT value, corrected_at AS correctedAt, metadata_then AS metadataThen FROM corrections WHERE product_id = @productId AND field = @item',
    upsert: `
      INSERT INTO corrections (product_id, field, value, corrected_at, metadata_then)
      VALUES (@productId, @item, @value, @correctedAt, @metadataThen)
      ON CONFLICT DO UPDATE SET value = excluded.value, corrected_at = excluded.corrected_at,
        metadata_then = excluded.metadata_then`,
    remove: 'DELETE FROM corrections WHERE product_id = @productId AND field = @item',
  },
  list: {
    select:
      'SELECT done_at AS doneAt, seen FROM done_lists WHERE list_type = @listType AND product_id = @productId',
    upsert: `
      INSERT INTO done_lists (list_type, product_id, done_at, seen) VALUES (@listType, @productId, @doneAt, @seen)
      ON CONFLICT DO UPDATE SET done_at = excluded.done_at, seen = excluded.seen`,
    remove: 'DELETE FROM done_lists WHERE list_type = @listType AND product_id = @productId',
  },
  'list-type': {
    select: 'SELECT title, length, fold, added_at AS addedAt FROM list_types WHERE list_type = @listType',
    upsert: `
      INSERT INTO list_types (list_type, title, length, fold, added_at) VALUES (@listType, @title, @length, @fold, @addedAt)
      ON CONFLICT DO UPDATE SET title = excluded.title, length = excluded.length, fold = excluded.fold,
        added_at = excluded.added_at`,
    remove: 'DELETE FROM list_types WHERE list_type = @listType',
  },
  word: {
    select: 'SELECT value AS word FROM catalog_words WHERE name = @item',
    upsert: `INSERT INTO catalog_words (name, value) VALUES (@item, @word)
      ON CONFLICT DO UPDATE SET value = excluded.value`,
    remove: 'DELETE FROM catalog_words WHERE name = @item',
  },
  board: {
    select: 'SELECT made_at AS madeAt FROM boards WHERE name = @listType',
    upsert:
      'INSERT INTO boards (name, made_at) VALUES (@listType, @madeAt) ON CONFLICT DO UPDATE SET made_at = excluded.made_at',
    remove: 'DELETE FROM boards WHERE name = @listType',
  },
  taste: {
    select:
      'SELECT opinion, marked_at AS markedAt, place FROM tastes WHERE board = @listType AND product_id = @productId',
    upsert: `
      INSERT INTO tastes (board, product_id, opinion, marked_at, place)
      VALUES (@listType, @productId, @opinion, @markedAt, @place)
      ON CONFLICT DO UPDATE SET opinion = excluded.opinion, marked_at = excluded.marked_at, place = excluded.place`,
    remove: 'DELETE FROM tastes WHERE board = @listType AND product_id = @productId',
  },
  generation: {
    select: `SELECT standing_since AS standingSince, rules, bundle_set AS bundleSet, bundles, knows FROM generations
      WHERE name = @item AND standing_since IS NOT NULL`,
    upsert: `
      INSERT INTO generations (name, list_type, rules, made_at, standing_since, bundle_set, bundles, knows, is_whole, order_number)
      VALUES (@item, @listType, @rules, @standingSince, @standingSince, @bundleSet, @bundles, @knows, @bundles = 0, coalesce((
        SELECT seq_no FROM shared_things
        WHERE subject = 'generation' AND list_type = @listType AND product_id = '' AND item = @item), 0))
      ON CONFLICT (name) DO UPDATE SET standing_since = excluded.standing_since,
        bundles = CASE WHEN excluded.bundle_set IS NULL THEN bundles ELSE excluded.bundles END,
        knows = CASE WHEN excluded.bundle_set IS NULL THEN knows ELSE excluded.knows END,
        bundle_set = coalesce(excluded.bundle_set, bundle_set)`,
    remove: 'UPDATE generations SET standing_since = NULL WHERE name = @item',
  },
  hidden: {
    select:
      'SELECT hidden_at AS hiddenAt FROM hidden_products WHERE product_id = @productId AND kept_id = @item',
    upsert: `INSERT INTO hidden_products (product_id, kept_id, hidden_at) VALUES (@productId, @item, @hiddenAt)
      ON CONFLICT DO UPDATE SET hidden_at = excluded.hidden_at`,
    remove: 'DELETE FROM hidden_products WHERE product_id = @productId AND kept_id = @item',
  },
  distinct: {
    select:
      'SELECT said_at AS saidAt FROM distinct_products WHERE product_id = @productId AND set_id = @item',
    upsert: `INSERT INTO distinct_products (product_id, set_id, said_at) VALUES (@productId, @item, @saidAt)
      ON CONFLICT DO UPDATE SET said_at = excluded.said_at`,
    remove: 'DELETE FROM distinct_products WHERE product_id = @productId AND set_id = @item',
  },
  confirmed: {
    select:
      'SELECT value AS confirmed, confirmed_at AS confirmedAt FROM confirmed_values WHERE product_id = @productId AND field = @item',
    upsert: `INSERT INTO confirmed_values (product_id, field, value, confirmed_at)
      VALUES (@productId, @item, @confirmed, @confirmedAt)
      ON CONFLICT DO UPDATE SET value = excluded.value, confirmed_at = excluded.confirmed_at`,
    remove: 'DELETE FROM confirmed_values WHERE product_id = @productId AND field = @item',
  },
  renaming: {
    select: 'SELECT renamed FROM shared_renamings WHERE id = @item',
    upsert: 'INSERT OR IGNORE INTO shared_renamings (id, renamed) VALUES (@item, @renamed)',
    remove: 'DELETE FROM shared_renamings WHERE id = @item',
  },
};

/** What steps of before there was such a thing lack. */
const leftOut = {
  ...{ pin: 'hard', from: null, until: null, metadataThen: null },
  ...{ rules: '', bundleSet: null, bundles: 0, knows: '[]' },
};

export function createThings(database: SqliteDatabase): Things {
  const prepare = (part: 'select' | 'upsert' | 'remove') => (subject: Subject) =>
    database.prepare<unknown[], ThingValue>(statements[subject][part]);
  const bySubject = (make: (subject: Subject) => ReturnType<ReturnType<typeof prepare>>) => ({
    decision: make('decision'),
    correction: make('correction'),
    list: make('list'),
    'list-type': make('list-type'),
    word: make('word'),
    board: make('board'),
    taste: make('taste'),
    generation: make('generation'),
    hidden: make('hidden'),
    distinct: make('distinct'),
    confirmed: make('confirmed'),
    renaming: make('renaming'),
  });
  const select = bySubject(prepare('select'));
  const upsert = bySubject(prepare('upsert'));
  const remove = bySubject(prepare('remove'));
  return {
    read: (key) => select[key.subject].get(key) ?? null,
    write(key, value) {
      if (value === null) remove[key.subject].run(key);
      else upsert[key.subject].run({ ...leftOut, ...key, ...value });
    },
  };
}
