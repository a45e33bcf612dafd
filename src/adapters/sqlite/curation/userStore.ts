/** Users and what they did, as `curation.db` keeps them; a change is made within the curation store's transactions. */
import { defaultTaste, tasteSettingsSchema, type UserEvent } from '../../../contract/users.ts';
import type { UserStore } from '../../../core/users/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import { curationWayOut, withSqliteFailures } from '../sqliteFailure.ts';
import type { MakeChange } from './journal.ts';

/** In the place of a time that is not known. */
const noTime = -1;
/** Stands before an id while others take their places; no product id begins with it. */
const mark = '\u0001';

interface StoredUser {
  readonly key: number;
  readonly id: string;
  readonly events: number;
  readonly lastAt: number;
}

interface StoredInteraction {
  readonly productId: string;
  readonly event: UserEvent;
  readonly weight: number;
  readonly at: number;
}

export function createUserStore(database: SqliteDatabase, file: string, change: MakeChange): UserStore {
  const addUser = database.prepare('INSERT OR IGNORE INTO users (id) VALUES (?)');
  const addProduct = database.prepare('INSERT OR IGNORE INTO user_products (id) VALUES (?)');
  const keyOfProduct = database
    .prepare<[string], number>('SELECT key FROM user_products WHERE id = ?')
    .pluck();
  const addInteraction = database.prepare(`
    INSERT OR IGNORE INTO interactions (user, product, event, at, weight)
    VALUES ((SELECT key FROM users WHERE id = @userId), (SELECT key FROM user_products WHERE id = @productId), @event, @at, @weight)`);
  /** Only the users of the page are counted. */
  const summarise = (chosen: string): string => `
    SELECT chosen.key, chosen.id, count(*) AS events, max(at) AS lastAt
    FROM (SELECT key, id FROM users WHERE ${chosen}) AS chosen JOIN interactions ON user = chosen.key
    GROUP BY chosen.key ORDER BY chosen.id`;
  const selectUsers = database.prepare<{ text: string; offset: number; limit: number }, StoredUser>(
    summarise('instr(id, @text) > 0 ORDER BY id LIMIT @limit OFFSET @offset'),
  );
  const selectUser = database.prepare<[string], StoredUser>(summarise('id = ?'));
  const countUsers = database
    .prepare<{ text: string }, number>('SELECT count(*) FROM users WHERE instr(id, @text) > 0')
    .pluck();
  const selectInteractions = database.prepare<[number], StoredInteraction>(`
    SELECT id AS productId, event, weight, at FROM interactions JOIN user_products ON key = product WHERE user = ?
    ORDER BY at, product, event, weight`);
  const newest = database.prepare<[], number | null>('SELECT max(at) FROM interactions').pluck();
  const selectSettings = database
    .prepare<[], string>('SELECT settings FROM taste_settings WHERE id = 1')
    .pluck();
  const upsertSettings = database.prepare(
    'INSERT INTO taste_settings VALUES (1, ?) ON CONFLICT DO UPDATE SET settings = excluded.settings',
  );
  const renameProduct = database.prepare('UPDATE user_products SET id = @to WHERE id = @from');
  const mergeInteractions = database.prepare(
    'UPDATE OR IGNORE interactions SET product = @into WHERE product = @key',
  );
  const dropInteractions = database.prepare('DELETE FROM interactions WHERE product = ?');
  const dropProduct = database.prepare('DELETE FROM user_products WHERE key = ?');

  const read = <T>(work: () => T): T => withSqliteFailures(file, work, curationWayOut);
  const describe = ({ id, events, lastAt }: StoredUser) => ({
    id,
    events,
    lastAt: lastAt === noTime ? null : new Date(lastAt * 1000).toISOString(),
  });

  /** What was done with a product that is another one now counts there, each event once. */
  function renameOrMerge(from: string, to: string): void {
    const key = keyOfProduct.get(from);
    const into = keyOfProduct.get(to);
    if (key === undefined) return;
    if (into === undefined) {
      renameProduct.run({ from, to });
      return;
    }
    mergeInteractions.run({ into, key });
    dropInteractions.run(key);
    dropProduct.run(key);
  }

  return {
    add: (interactions) =>
      change(() => {
        let added = 0;
        for (const { at, ...interaction } of interactions) {
          addUser.run(interaction.userId);
          addProduct.run(interaction.productId);
          added += addInteraction.run({ ...interaction, at: at ?? noTime }).changes;
        }
        return { answer: added, isChanged: added > 0 };
      }),
    list: (text, offset, limit) =>
      read(() => ({
        total: countUsers.get({ text }) ?? 0,
        users: selectUsers.all({ text, offset, limit }).map(describe),
      })),
    get: (id) =>
      read(() => {
        const user = selectUser.get(id);
        if (user === undefined) return null;
        const interactions = selectInteractions
          .all(user.key)
          .map(({ at, ...interaction }) => ({ ...interaction, at: at === noTime ? null : at }));
        return { ...describe(user), interactions };
      }),
    newestAt() {
      const at = read(() => newest.get()) ?? noTime;
      return at === noTime ? null : at;
    },
    settings() {
      const text = read(() => selectSettings.get());
      return text === undefined ? defaultTaste : tasteSettingsSchema.parse(JSON.parse(text));
    },
    setSettings: (settings) =>
      change(() => {
        upsertSettings.run(JSON.stringify(settings));
        return { answer: undefined, isChanged: true };
      }),
    clear: () =>
      change(() => {
        const users = countUsers.get({ text: '' }) ?? 0;
        database.exec('DELETE FROM interactions; DELETE FROM users; DELETE FROM user_products;');
        return { answer: users, isChanged: users > 0 };
      }),
    follow(successions) {
      const known = successions.filter(({ from }) => keyOfProduct.get(from) !== undefined);
      for (const { from } of known) renameProduct.run({ from, to: mark + from });
      for (const { from, to } of known) renameOrMerge(mark + from, to);
    },
    isEmpty: () => (countUsers.get({ text: '' }) ?? 0) === 0,
  };
}
