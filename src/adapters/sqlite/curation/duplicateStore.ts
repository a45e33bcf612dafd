/** What was decided on duplicates as `curation.db` keeps it; a change is made within the curation store's transactions. */
import { randomUUID } from 'node:crypto';
import type { DuplicateStore, KeepCommand } from '../../../core/duplicates/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import { curationWayOut, withSqliteFailures } from '../sqliteFailure.ts';
import { tasteKey } from './boardStore.ts';
import type { Change, Journal, MakeChange } from './journal.ts';
import type { ThingKey, Things, ThingValue } from './things.ts';

export function hiddenKey(productId: string, keptId: string): ThingKey {
  return { subject: 'hidden', listType: '', productId, item: keptId };
}

export function createDuplicateStore(
  database: SqliteDatabase,
  file: string,
  { things, journal, change }: { things: Things; journal: Journal; change: MakeChange },
  onCorrected: () => void,
): DuplicateStore {
  const selectHidden = database
    .prepare<[], [string, string]>('SELECT product_id, kept_id FROM hidden_products ORDER BY hidden_at')
    .raw();
  const selectDistinct = database
    .prepare<[], [string, string]>(
      'SELECT set_id, product_id FROM distinct_products ORDER BY set_id, product_id',
    )
    .raw();
  const selectKept = database
    .prepare<[string], string>('SELECT kept_id FROM hidden_products WHERE product_id = ?')
    .pluck();
  const selectDecisions = database.prepare<{ id: string }, Omit<ThingKey, 'subject'>>(`
    SELECT list_type AS listType, product_id AS productId, look_alike_id AS item FROM decisions
    WHERE product_id = @id OR look_alike_id = @id ORDER BY list_type, product_id, position, look_alike_id`);
  const selectBoards = database
    .prepare<[string], string>('SELECT board FROM tastes WHERE product_id = ? ORDER BY board')
    .pluck();

  /** Decisions and opinions that name a hidden product name the kept one, where nothing does so already. */
  function moves(commands: readonly KeepCommand[]): { changes: Change[]; moved: number } {
    const keptFor = new Map(commands.flatMap(({ keep, hide }) => hide.map((id) => [id, keep])));
    const idNow = (id: string): string => keptFor.get(id) ?? id;
    const written = new Map<string, ThingValue | null>();
    const nameOf = (key: ThingKey) => JSON.stringify(key);
    const changes: Change[] = [];
    let moved = 0;

    function move(key: ThingKey, target: ThingKey): void {
      const value = written.has(nameOf(key)) ? (written.get(nameOf(key)) ?? null) : things.read(key);
      if (value === null) return;
      const standing = written.get(nameOf(target)) ?? things.read(target);
      changes.push({ key, before: value, after: null });
      written.set(nameOf(key), null);
      if (standing !== null) return;
      changes.push({ key: target, before: null, after: value });
      written.set(nameOf(target), value);
      moved++;
    }

    for (const id of keptFor.keys()) {
      for (const parts of selectDecisions.all({ id })) {
        const key: ThingKey = { subject: 'decision', ...parts };
        const target = { ...key, productId: idNow(key.productId), item: idNow(key.item) };
        // What was decided between two that are one now rests.
        if (target.productId !== target.item) move(key, target);
      }
      for (const board of selectBoards.all(id)) move(tasteKey(board, id), tasteKey(board, idNow(id)));
    }
    return { changes, moved };
  }

  function corrections({ keep, attributes }: KeepCommand, now: string): Change[] {
    return Object.entries(attributes).map(([field, value]) => {
      const key: ThingKey = { subject: 'correction', listType: '', productId: keep, item: field };
      return { key, before: things.read(key), after: { value, correctedAt: now } };
    });
  }

  return {
    decided: () =>
      withSqliteFailures(
        file,
        () => {
          const sets = Map.groupBy(selectDistinct.all(), ([set]) => set);
          return {
            hidden: new Map(selectHidden.all()),
            distinct: [...sets.values()].map((lines) => lines.map(([, productId]) => productId)),
          };
        },
        curationWayOut,
      ),
    countMemberships: (commands) => withSqliteFailures(file, () => moves(commands).moved, curationWayOut),
    keep(commands) {
      onCorrected();
      return change((now) => {
        const hidden = commands.flatMap(({ keep, hide }) =>
          hide.map((id): Change => ({ key: hiddenKey(id, keep), before: null, after: { hiddenAt: now } })),
        );
        const { changes, moved } = moves(commands);
        const corrected = commands.flatMap((command) => corrections(command, now));
        journal.take('keep-best', [...hidden, ...corrected, ...changes], now);
        return { answer: moved, isChanged: true };
      });
    },
    sayDistinct: (ids) =>
      change((now) => {
        const item = randomUUID();
        const changes = [...new Set(ids)].map((productId): Change => {
          const key: ThingKey = { subject: 'distinct', listType: '', productId, item };
          return { key, before: null, after: { saidAt: now } };
        });
        journal.take('say-distinct', changes, now);
        return { answer: undefined, isChanged: true };
      }),
    show: (ids) =>
      change((now) => {
        const changes = ids.flatMap((id) =>
          selectKept.all(id).map((keptId): Change => {
            const key = hiddenKey(id, keptId);
            return { key, before: things.read(key), after: null };
          }),
        );
        if (changes.length > 0) journal.take('show-hidden', changes, now);
        return { answer: changes.length, isChanged: changes.length > 0 };
      }),
  };
}
