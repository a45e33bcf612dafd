/** Boards as `curation.db` keeps them; a change is made within the curation store's transactions. */
import type { Opinion } from '../../../contract/boards.ts';
import type { BoardStore, KeptBoard } from '../../../core/boards/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import { curationWayOut, withSqliteFailures } from '../sqliteFailure.ts';
import type { Change, Journal, MakeChange } from './journal.ts';
import type { TasteValue, ThingKey, Things } from './things.ts';

interface StoredTaste {
  readonly productId: string;
  readonly opinion: Opinion;
}

export function createBoardStore(
  database: SqliteDatabase,
  file: string,
  things: Things,
  journal: Journal,
  change: MakeChange,
): BoardStore {
  // What an import has settled on a board stays when undo takes the board back: then it is still one.
  const selectNames = database
    .prepare<[], string>('SELECT name FROM boards UNION SELECT board FROM tastes ORDER BY name')
    .pluck();
  const hasBoard = database
    .prepare<{ name: string }, number>(
      'SELECT 1 FROM boards WHERE name = @name UNION ALL SELECT 1 FROM tastes WHERE board = @name LIMIT 1',
    )
    .pluck();
  const selectTastes = database.prepare<[string], StoredTaste>(
    'SELECT product_id AS productId, opinion FROM tastes WHERE board = ? ORDER BY marked_at, place, product_id',
  );

  function read(name: string): KeptBoard {
    const tastes = selectTastes.all(name);
    const those = (wanted: Opinion) =>
      tastes.flatMap(({ productId, opinion }) => (opinion === wanted ? [productId] : []));
    return { name, liked: those('liked'), disliked: those('disliked') };
  }

  function readTaste(key: ThingKey): TasteValue | null {
    const value = things.read(key);
    return value !== null && 'opinion' in value ? value : null;
  }

  /** The board itself, and everything on it, as changes from one name to another; null: there is none. */
  function moveAll(from: string, to: string | null): Change[] {
    const changes: Change[] = [];
    const move = (before: ThingKey, after: ThingKey | null): void => {
      const value = things.read(before);
      if (value === null) return;
      changes.push({ key: before, before: value, after: null });
      if (after !== null) changes.push({ key: after, before: null, after: value });
    };
    move(boardKey(from), to === null ? null : boardKey(to));
    for (const { productId } of selectTastes.all(from))
      move(tasteKey(from, productId), to === null ? null : tasteKey(to, productId));
    return changes;
  }

  function make(operation: Parameters<Journal['take']>[0], changesAt: (now: string) => Change[]): void {
    change((now) => {
      const changes = changesAt(now);
      if (changes.length > 0) journal.take(operation, changes, now);
      return { answer: undefined, isChanged: changes.length > 0 };
    });
  }

  const madeNow = (name: string, now: string): Change[] =>
    hasBoard.get({ name }) === undefined
      ? [{ key: boardKey(name), before: null, after: { madeAt: now } }]
      : [];

  return {
    list: () => withSqliteFailures(file, () => selectNames.all().map(read), curationWayOut),
    get: (name) =>
      withSqliteFailures(
        file,
        () => (hasBoard.get({ name }) === undefined ? null : read(name)),
        curationWayOut,
      ),
    create: (name) => make('make-board', (now) => madeNow(name, now)),
    rename: (name, to) => make('rename-board', () => moveAll(name, to)),
    remove: (name) => make('remove-board', () => moveAll(name, null)),
    mark: ({ name, ids, opinion }) =>
      change((now) => {
        const wanted = new Set(ids);
        const changes: Change[] = [];
        for (const productId of wanted) {
          const key = tasteKey(name, productId);
          const before = readTaste(key);
          if ((before?.opinion ?? null) === opinion) continue;
          const after = opinion === null ? null : { opinion, markedAt: now, place: changes.length };
          changes.push({ key, before, after });
        }
        const made = opinion === null ? [] : madeNow(name, now);
        // The first line is what the person did; a board that is made by it comes after.
        if (changes.length > 0) journal.take(operationOf(opinion), [...changes, ...made], now);
        const answer = { changed: changes.length, unchanged: wanted.size - changes.length };
        return { answer, isChanged: changes.length > 0 };
      }),
  };
}

function boardKey(name: string): ThingKey {
  return { subject: 'board', listType: name, productId: '', item: '' };
}

export function tasteKey(board: string, productId: string): ThingKey {
  return { subject: 'taste', listType: board, productId, item: '' };
}

function operationOf(opinion: Opinion | null): 'like' | 'dislike' | 'take-off' {
  if (opinion === null) return 'take-off';
  return opinion === 'liked' ? 'like' : 'dislike';
}
