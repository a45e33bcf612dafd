/** What was decided on look-alikes: each as it stands, and what a decision changes, with the pins that make room. */
import type { Decision, JournalStep } from '../../../contract/lists.ts';
import { type PinPlace, placePin } from '../../../core/lists/placePin.ts';
import {
  type CurationStore,
  type DecisionCommand,
  type DecisionMade,
  type DecisionsCommand,
  type DecisionsMade,
  substitute,
} from '../../../core/lists/ports.ts';
import { compareList, type ListComparison } from '../../../core/lists/roundTrip/compareList.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import { curationWayOut, withSqliteFailures } from '../sqliteFailure.ts';
import type { Change, Journal, MakeChange } from './journal.ts';
import type { DecisionValue, ThingKey, Things } from './things.ts';

type DecisionStore = Pick<
  CurationStore,
  'decisionsOf' | 'decide' | 'decideAll' | 'importLists' | 'carryOver' | 'count'
>;

export function createDecisionStore(
  database: SqliteDatabase,
  file: string,
  { things, journal, change }: { things: Things; journal: Journal; change: MakeChange },
): DecisionStore {
  const selectDecisions = database.prepare<[string, string], Decision>(`
    SELECT look_alike_id AS id, state, reason, CASE state WHEN 'pinned' THEN pin END AS pin, position,
      pin_from AS "from", pin_until AS until FROM decisions WHERE list_type = ? AND product_id = ?
    ORDER BY state <> 'pinned', position, decided_at, look_alike_id`);
  const selectPins = database.prepare<[string, string], PinPlace>(`
    SELECT look_alike_id AS id, position AS place FROM decisions WHERE list_type = ? AND product_id = ? AND state = 'pinned'
    ORDER BY position, decided_at, look_alike_id`);
  const countDecisions = database.prepare<[], number>('SELECT count(*) FROM decisions').pluck();

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

  function readDecision(key: ThingKey): DecisionValue | null {
    const value = things.read(key);
    return value !== null && 'state' in value ? value : null;
  }

  return {
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
