/** Everything that a person made of a catalog and that its team shares, thing by thing. */
import type { SqliteDatabase } from '../../openSqlite.ts';
import type { Subject, ThingKey, Things, ThingValue } from '../things.ts';

const keys: Readonly<Record<Subject, string>> = {
  decision: 'SELECT list_type, product_id, look_alike_id FROM decisions',
  correction: "SELECT '', product_id, field FROM corrections",
  list: "SELECT list_type, product_id, '' FROM done_lists",
  'list-type': "SELECT list_type, '', '' FROM list_types",
  word: "SELECT '', '', name FROM catalog_words",
  board: "SELECT name, '', '' FROM boards",
  taste: "SELECT board, product_id, '' FROM tastes",
  hidden: "SELECT '', product_id, kept_id FROM hidden_products",
  distinct: "SELECT '', product_id, set_id FROM distinct_products",
  confirmed: "SELECT '', product_id, field FROM confirmed_values",
  renaming: "SELECT '', '', id FROM shared_renamings ORDER BY number",
  generation: `SELECT list_type, '', name FROM generations WHERE standing_since IS NOT NULL AND is_whole = 1
    ORDER BY order_number, id`,
};

interface FoundThing {
  readonly key: ThingKey;
  readonly value: ThingValue;
}

/** Keys are read at once; what is taken back while others are read is left out. */
export function* everyThing(database: SqliteDatabase, things: Things): Generator<FoundThing> {
  for (const subject of Object.keys(keys) as Subject[]) {
    const found = database.prepare<[], [string, string, string]>(keys[subject]).raw().all();
    for (const [listType, productId, item] of found) {
      const key: ThingKey = { subject, listType, productId, item };
      const value = things.read(key);
      if (value !== null) yield { key, value };
    }
  }
}
