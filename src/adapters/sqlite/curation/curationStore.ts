/** What a curator made of one catalog: decisions and corrections, each change in the journal and on disk before it is answered. */
import type { CurationStore, Followed, JournalAnswer } from '../../../core/lists/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import { curationWayOut, withSqliteFailures } from '../sqliteFailure.ts';
import { createBoardStore } from './boardStore.ts';
import { createCorrectionStore } from './correctionStore.ts';
import { createDecisionStore } from './decisionStore.ts';
import { createDuplicateStore } from './duplicateStore.ts';
import { createFollower, type FollowedThings } from './followProducts.ts';
import { createGeneratedLists } from './generatedLists.ts';
import { createJournal } from './journal.ts';
import { createListStore } from './listStore.ts';
import { createThings, type ThingKey } from './things.ts';
import { createComingBundles } from './together/comingBundles.ts';
import { everyThing } from './together/everyThing.ts';
import { createLeftBundles } from './together/leftBundles.ts';
import { createListBundles } from './together/listBundles.ts';
import { createOutbox, recordWrites } from './together/outbox.ts';
import { createRenamingLines } from './together/renamingLines.ts';
import { createReplicaStore } from './together/replicaStore.ts';
import { createSharedRenamings } from './together/sharedRenamings.ts';
import { createSharedThings } from './together/sharedThings.ts';
import { textOf } from './together/thingText.ts';
import { createUserStore } from './userStore.ts';

/** @param onChanged told after each change that is on disk */
export function createCurationStore(
  database: SqliteDatabase,
  file: string,
  onChanged: () => void,
): CurationStore {
  const outbox = createOutbox(database);
  const plainThings = createThings(database);
  const generated = createGeneratedLists(database);
  const sharedRenamings = createSharedRenamings(database);
  const left = createLeftBundles(database);
  const bundles = createListBundles(database, { generated, renamings: sharedRenamings, left });
  const incoming = createComingBundles(database, generated, sharedRenamings);
  const things = recordWrites(plainThings, outbox, bundles);
  const shared = createSharedThings(database, left);
  const journal = createJournal(database, {
    things,
    productsOfGeneration: generated.productsOf,
    outbox,
    isOfAnother: (key) =>
      outbox.isOn() && shared.get(key)?.isOwn === false && outbox.linesOf(key).length === 0,
  });
  const users = createUserStore(database, file, change);
  const followAll = createFollower(database, things, users, generated);
  const corrections = createCorrectionStore(database, file, { things, journal, change });
  const renamings = createRenamingLines(database);
  const replica = createReplicaStore(database, {
    ...{ file, things: plainThings, outbox, journal, renamings, generated, change },
    ...{ bundles, incoming, left, known: shared },
    onApplied: corrections.forget,
  });
  const decisions = createDecisionStore(database, file, { things, journal, change });
  let version = 0;

  /** The two products of a decision; of what is thought of a product on a board, that product alone. */
  const selectPairs = database
    .prepare<[], [string, string]>(
      'SELECT product_id, look_alike_id FROM decisions UNION ALL SELECT product_id, product_id FROM tastes',
    )
    .raw();
  const countBoards = database
    .prepare<[], number>('SELECT (SELECT count(*) FROM boards) + (SELECT count(*) FROM tastes)')
    .pluck();
  const countChange = database.prepare('UPDATE changes SET number = number + 1');

  /** One transaction; `work` says whether anything changed. */
  function change<T>(work: (now: string) => { answer: T; isChanged: boolean }): T {
    const { answer, isChanged } = withSqliteFailures(
      file,
      () =>
        database.transaction(() => {
          outbox.beginStep();
          const done = work(new Date().toISOString());
          if (done.isChanged) countChange.run();
          return done;
        })(),
      curationWayOut,
    );
    if (isChanged) {
      version++;
      onChanged();
    }
    outbox.tell();
    return answer;
  }

  /** A step of its own: generated lists follow it on every machine. */
  function shareRenaming(id: string, { renamed }: FollowedThings): void {
    if (renamed.length === 0 || !outbox.isOn() || !sharedRenamings.areWanted()) return;
    outbox.beginStep();
    const key: ThingKey = { subject: 'renaming', listType: '', productId: '', item: id };
    things.write(key, { renamed: JSON.stringify(renamed) });
  }

  function turn(work: () => JournalAnswer): JournalAnswer {
    corrections.forget();
    return change(() => {
      const answer = work();
      return { answer, isChanged: answer.steps.length > 0 };
    });
  }

  return {
    boards: createBoardStore(database, file, things, journal, change),
    corrections,
    duplicates: createDuplicateStore(database, file, { things, journal, change }, corrections.forget),
    users,
    replica,
    everyThing: function* () {
      for (const { key, value } of everyThing(database, plainThings))
        yield { name: key, value: textOf(value) };
    },
    get version() {
      return version;
    },
    ...decisions,
    ...createListStore(database, { things, journal, change }),
    generatedOf: (productId, type) =>
      withSqliteFailures(file, () => generated.listOf(type, productId), curationWayOut),
    allGenerated: (type) => withSqliteFailures(file, () => generated.all(type), curationWayOut),
    standingGenerations: (type) => withSqliteFailures(file, () => generated.standing(type), curationWayOut),
    beginGeneration: (type, rules) =>
      change((now) => {
        if (outbox.isOn()) left.leaveForgotten(generated.forgotten());
        const generation = generated.begin(type, rules, now);
        if (outbox.isOn()) bundles.begin(generation);
        return { answer: generation, isChanged: true };
      }),
    addGenerated: (generation, type, lists) =>
      change(() => {
        generated.add(generation, type, lists);
        bundles.add(generation, lists);
        return { answer: undefined, isChanged: true };
      }),
    applyGeneration: (generation, type) =>
      change((now) => {
        const item = generated.nameOf(generation);
        const key: ThingKey = { subject: 'generation', listType: type, productId: '', item };
        journal.take('generate', [{ key, before: null, after: { standingSince: now } }], now);
        return { answer: undefined, isChanged: true };
      }),
    listsOfGeneration: (name) => generated.listsOf(name),
    undo: (count) => turn(() => journal.undo(count)),
    redo: (count) => turn(() => journal.redo(count)),
    history: () => withSqliteFailures(file, journal.history, curationWayOut),
    follow(successions) {
      corrections.forget();
      return change((now) => {
        const answer = followAll(successions, now);
        return { answer, isChanged: isChange(answer) };
      });
    },
    followRenamings(renamed, meeting) {
      corrections.forget();
      return change((now) => {
        const answer = renamed.map((renaming) => {
          outbox.beginStep();
          const followed = followAll(renaming.successions, now, meeting);
          outbox.noteMoves(followed.moves, renaming.id);
          outbox.part(followed.moves);
          shareRenaming(renaming.id, followed);
          renamings.settle(renaming);
          return followed;
        });
        return { answer, isChanged: answer.some(isChange) };
      });
    },
    isEmpty: () => decisions.count() === 0 && countBoards.get() === 0 && users.isEmpty(),
    countResting(isThere) {
      let resting = 0;
      for (const [productId, lookAlikeId] of selectPairs.iterate()) {
        if (!isThere(productId) || !isThere(lookAlikeId)) resting++;
      }
      return resting;
    },
    absentIds(isThere) {
      const absent = new Set<string>();
      for (const ids of selectPairs.iterate()) for (const id of ids) if (!isThere(id)) absent.add(id);
      return absent;
    },
  };
}

function isChange({ moved, divided, merged, setAside, generatedLists }: Followed): boolean {
  return moved + divided + merged + setAside + generatedLists > 0;
}
