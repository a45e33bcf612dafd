/** What a curator made of one catalog: decisions and corrections, each change in the journal and on disk before it is answered. */
import type { Decision, JournalStep } from '../../../contract/lists.ts';
import { type PinPlace, placePin } from '../../../core/lists/placePin.ts';
import {
  type CurationStore,
  type DecisionCommand,
  type DecisionMade,
  type DecisionsCommand,
  type DecisionsMade,
  type Followed,
  type JournalAnswer,
  substitute,
} from '../../../core/lists/ports.ts';
import { compareList, type ListComparison } from '../../../core/lists/roundTrip/compareList.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import { curationWayOut, withSqliteFailures } from '../sqliteFailure.ts';
import { createBoardStore } from './boardStore.ts';
import { createCorrectionStore } from './correctionStore.ts';
import { createDuplicateStore } from './duplicateStore.ts';
import { createFollower, type FollowedThings } from './followProducts.ts';
import { createGeneratedLists } from './generatedLists.ts';
import { type Change, createJournal } from './journal.ts';
import { createListStore } from './listStore.ts';
import { createThings, type DecisionValue, type ThingKey } from './things.ts';
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
  let version = 0;

  const selectDecisions = database.prepare<[string, string], Decision>(`
    SELECT look_alike_id AS id, state, reason, CASE state WHEN 'pinned' THEN pin END AS pin, position,
      pin_from AS "from", pin_until AS until FROM decisions WHERE list_type = ? AND product_id = ?
    ORDER BY state <> 'pinned', position, decided_at, look_alike_id`);
  const selectPins = database.prepare<[string, string], PinPlace>(`
    SELECT look_alike_id AS id, position AS place FROM decisions WHERE list_type = ? AND product_id = ? AND state = 'pinned'
    ORDER BY position, decided_at, look_alike_id`);
  /** The two products of a decision; of what is thought of a product on a board, that product alone. */
  const selectPairs = database
    .prepare<[], [string, string]>(
      'SELECT product_id, look_alike_id FROM decisions UNION ALL SELECT product_id, product_id FROM tastes',
    )
    .raw();
  const countDecisions = database.prepare<[], number>('SELECT count(*) FROM decisions').pluck();
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

  function keysOf(type: string, productId: string): (item: string) => ThingKey {
    return (item) => ({ subject: 'decision', listType: type, productId, item });
  }

  /** The decision and every pin that makes room, the decided one first. */
  function changesOf(command: DecisionCommand, now: string): { made: DecisionMade; changes: Change[] } {
    const { type, productId, lookAlikeId, state } = command;
    const keyOf = keysOf(type, productId);
    const standing = readDecision(keyOf(lookAlikeId));
    const pins = selectPins.all(type, productId);
    const before = pins.find(({ id }) => id === lookAlikeId)?.place ?? null;
    const others = pins.filter(({ id }) => id !== lookAlikeId);
    const afterLast = Math.max(0, ...others.map(({ place }) => place)) + 1;
    const place = state === 'pinned' ? (command.position ?? before ?? afterLast) : null;
    const made = { previous: standing?.state ?? null, position: place };
    if (state === null) {
      const changes = standing === null ? [] : [{ key: keyOf(lookAlikeId), before: standing, after: null }];
      return { made, changes };
    }
    const isSameState = standing?.state === state;
    const kept = isSameState ? standing.reason : null;
    const reason = command.reason === null ? kept : command.reason || null;
    const order = { from: command.from, until: command.until };
    const pin =
      state === 'pinned'
        ? pinOf({ ...order, pin: command.pin ?? 'hard' }, isSameState ? standing : null)
        : {};
    const after: DecisionValue = { state, position: place, reason, decidedAt: now, ...pin };
    if (isSameState && isAsBefore(standing, after)) return { made, changes: [] };
    const changes: Change[] = [{ key: keyOf(lookAlikeId), before: standing, after }];
    if (place === null) return { made, changes };
    const moved = placePin(others, lookAlikeId, place, before).slice(1);
    for (const { id, place: position } of moved) {
      const other = readDecision(keyOf(id));
      if (other !== null) changes.push({ key: keyOf(id), before: other, after: { ...other, position } });
    }
    if (moved.length === 0) return { made, changes };
    return { made: { ...made, moved: moved.map(({ id, place: position }) => ({ id, position })) }, changes };
  }

  /** Those that become others; the answer says which, and which are left as they are. */
  function changesOfSeveral(
    { type, productId, lookAlikeIds, state, reason }: DecisionsCommand,
    now: string,
  ): { made: DecisionsMade; changes: Change[] } {
    const made: DecisionsMade = { touched: [], left: [] };
    const ids = [...new Set(lookAlikeIds)];
    const changes = ids.flatMap((lookAlikeId) => {
      const standing = readDecision(keysOf(type, productId)(lookAlikeId));
      const isKeptPin = standing?.state === 'pinned' && (ids.length > 1 || state === 'accepted');
      const more = isKeptPin
        ? []
        : changesOf({ type, productId, lookAlikeId, state, position: null, reason }, now).changes;
      (more.length > 0 ? made.touched : made.left).push(lookAlikeId);
      return more;
    });
    return { made, changes };
  }

  /** What is other than it stands, and every pin whose place is another than it was. */
  function changesOfList(type: string, comparison: ListComparison, now: string): Change[] {
    const { productId, changes, pins, places } = comparison;
    const keyOf = keysOf(type, productId);
    const lines: Change[] = [];
    for (const { id, after: state, position } of changes) {
      const before = readDecision(keyOf(id));
      const isSameState = before?.state === state;
      const reason = isSameState ? before.reason : null;
      const pin = state === 'pinned' ? pinOf({}, isSameState ? before : null) : {};
      const after = state === null ? null : { state, position, reason, decidedAt: now, ...pin };
      lines.push({ key: keyOf(id), before, after });
    }
    if (!changes.some(({ after }) => after === 'pinned')) return lines;
    const named = new Set(changes.map(({ id }) => id));
    for (const [index, id] of pins.entries()) {
      const before = named.has(id) ? null : readDecision(keyOf(id));
      const position = places[index] ?? null;
      if (before === null || before.position === position) continue;
      lines.push({ key: keyOf(id), before, after: { ...before, position } });
    }
    return lines;
  }

  /** A step of its own: generated lists follow it on every machine. */
  function shareRenaming(id: string, { renamed }: FollowedThings): void {
    if (renamed.length === 0 || !outbox.isOn() || !sharedRenamings.areWanted()) return;
    outbox.beginStep();
    const key: ThingKey = { subject: 'renaming', listType: '', productId: '', item: id };
    things.write(key, { renamed: JSON.stringify(renamed) });
  }

  function readDecision(key: ThingKey): DecisionValue | null {
    const value = things.read(key);
    return value !== null && 'state' in value ? value : null;
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
    decisionsOf: (productId, type = substitute) =>
      withSqliteFailures(file, () => selectDecisions.all(type, productId), curationWayOut),
    decide: (command) =>
      change((now) => {
        const { made, changes } = changesOf(command, now);
        if (changes.length > 0) journal.take(operationOf(command), changes, now);
        return { answer: made, isChanged: changes.length > 0 };
      }),
    decideAll: (command) =>
      change((now) => {
        const { made, changes } = changesOfSeveral(command, now);
        if (changes.length > 0) journal.take(operationOf(command), changes, now);
        return { answer: made, isChanged: changes.length > 0 };
      }),
    ...createListStore(database, { things, journal, change }),
    importLists: (type, lists) =>
      change((now) => {
        const changed = lists
          .map((list) => compareList(list, selectDecisions.all(type, list.productId)))
          .filter(({ changes }) => changes.length > 0);
        const lines = changed.flatMap((comparison) => changesOfList(type, comparison, now));
        if (lines.length > 0) journal.take('import', lines, now);
        const answer = {
          changes: changed.reduce((sum, { changes }) => sum + changes.length, 0),
          productIds: changed.map(({ productId }) => productId),
        };
        return { answer, isChanged: lines.length > 0 };
      }),
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
    carryOver: (decisions) =>
      change((now) => {
        let carried = 0;
        const positions = new Map<string, number>();
        for (const { productId, lookAlikeId, state, decidedAt } of decisions) {
          const key: ThingKey = { subject: 'decision', listType: substitute, productId, item: lookAlikeId };
          const position = state === 'pinned' ? (positions.get(productId) ?? 0) + 1 : null;
          if (position !== null) positions.set(productId, position);
          if (things.read(key) !== null) continue;
          const after = { state, position, reason: null, decidedAt };
          journal.carry({ key, before: null, after }, now);
          carried++;
        }
        return { answer: undefined, isChanged: carried > 0 };
      }),
    count: () => countDecisions.get() ?? 0,
    isEmpty: () => countDecisions.get() === 0 && countBoards.get() === 0 && users.isEmpty(),
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

/** How a pin stands, where the command leaves it open as it stood. */
function pinOf(
  { pin, from, until }: Pick<DecisionCommand, 'pin' | 'from' | 'until'>,
  standing: DecisionValue | null,
): Pick<DecisionValue, 'pin' | 'from' | 'until'> {
  return {
    pin: pin ?? standing?.pin ?? 'hard',
    from: from === undefined ? (standing?.from ?? null) : from,
    until: until === undefined ? (standing?.until ?? null) : until,
  };
}

function isAsBefore(one: DecisionValue, other: DecisionValue): boolean {
  const parts = ({ reason, position, pin = 'hard', from = null, until = null }: DecisionValue) =>
    JSON.stringify([reason, position, pin, from, until]);
  return parts(one) === parts(other);
}

function operationOf({ state }: Pick<DecisionCommand, 'state'>): JournalStep['operation'] {
  switch (state) {
    case 'accepted':
      return 'accept';
    case 'rejected':
      return 'reject';
    case 'pinned':
      return 'pin';
    case null:
      return 'clear';
  }
}

function isChange({ moved, divided, merged, setAside, generatedLists }: Followed): boolean {
  return moved + divided + merged + setAside + generatedLists > 0;
}
