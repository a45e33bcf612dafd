/** What was changed here and is not yet on the cluster, line by line, in the order in which it was done. */
import type { ChangeLine, MovedThing, ThingName } from '../../../../core/team/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';
import type { ThingKey, Things, ThingValue } from '../things.ts';
import { groupLines } from './groupLines.ts';
import type { ListBundles } from './listBundles.ts';
import { textOf, textOfMoved } from './thingText.ts';

export interface OutboxLine extends ChangeLine {
  readonly journalStep: number | null;
  readonly state: 'new' | 'tried' | 'sent';
  /** As JSON; null: it was said under this name. */
  readonly moved: string | null;
}

/** All but `isOn`, `namesOf` and `onLines` is to be used within a transaction. */
export interface Outbox {
  /** False in a catalog of this machine, which keeps nothing of it. */
  isOn(): boolean;
  turnOn(): void;
  /** What is written from now on, until the transaction ends, belongs together. */
  beginStep(operation?: string, journalStep?: number): void;
  /** What the step that was begun writes was said under other names, the first of each, before a renaming. */
  noteMoves(moves: readonly (readonly ThingName[])[], by: string): void;
  /** The step that was begun falls apart: what is named together belongs together. */
  part(groups: readonly (readonly ThingName[])[]): void;
  add(name: ThingName, before: string | null, after: string | null, at: string): void;
  /** The oldest, with all of their steps. */
  oldest(): OutboxLine[];
  all(): OutboxLine[];
  linesOf(name: ThingName): OutboxLine[];
  /** The things of a subject that have lines. */
  namesOf(subject: string): ThingName[];
  mark(state: 'tried' | 'sent', name: ThingName, through: number): void;
  remove(numbers: readonly number[]): void;
  waiting(): number;
  /** Tells those who listen, once lines are on disk. */
  tell(): void;
  onLines(listener: () => void): () => void;
}

/** What is given back for a part of a step that another was quicker in. */
export const takeBack = 'take-back';
/** Of what no step of the journal did: products that took other ids. */
const nothingBegun = { step: null, operation: 'follow', journalStep: null };
const mostAtOnce = 2000;

interface Row extends ThingName, Omit<OutboxLine, 'name'> {}

const columns = `number, step, operation, journal_step AS journalStep, subject, list_type AS listType, product_id AS productId,
  item, before, after, at, state, moved`;
const ofThing = 'subject = @subject AND list_type = @listType AND product_id = @productId AND item = @item';

export function createOutbox(database: SqliteDatabase): Outbox {
  const hasReplica = database.prepare<[], number>('SELECT count(*) FROM replica').pluck();
  const nextNumber = database
    .prepare<[], number>("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'outbox'")
    .pluck();
  const insert = database.prepare(`
    INSERT INTO outbox (step, operation, journal_step, subject, list_type, product_id, item, before, after, at, state)
    VALUES (@step, @operation, @journalStep, @subject, @listType, @productId, @item, @before, @after, @at, 'new')`);
  const selectOldest = database.prepare<[number], Row>(`
    SELECT ${columns} FROM outbox WHERE step <= (
      SELECT max(step) FROM (SELECT step FROM outbox ORDER BY number LIMIT ?)) ORDER BY number`);
  const selectAll = database.prepare<[], Row>(`SELECT ${columns} FROM outbox ORDER BY number`);
  const selectOfThing = database.prepare<ThingName, Row>(
    `SELECT ${columns} FROM outbox WHERE ${ofThing} ORDER BY number`,
  );
  const selectNames = database.prepare<[string], ThingName>(`
    SELECT DISTINCT subject, list_type AS listType, product_id AS productId, item FROM outbox WHERE subject = ?`);
  const update = database.prepare(
    `UPDATE outbox SET state = @state WHERE ${ofThing} AND number <= @through AND state <> 'sent'`,
  );
  const firstOfThing = database
    .prepare<unknown[], number | null>(`SELECT min(number) FROM outbox WHERE ${ofThing} AND step = @step`)
    .pluck();
  const move = database.prepare(`UPDATE outbox SET step = @to WHERE ${ofThing} AND step = @step`);
  const setMoved = database.prepare(
    `UPDATE outbox SET moved = @moved WHERE ${ofThing} AND step = @step AND after IS NOT NULL`,
  );
  const movedBefore = database.prepare<ThingName & { step: number }, { moved: string | null }>(`
    SELECT moved FROM outbox WHERE ${ofThing} AND step <> @step AND after IS NOT NULL ORDER BY number DESC LIMIT 1`);
  const movedThere = database
    .prepare<ThingName, string | null>(`SELECT moved FROM shared_things WHERE ${ofThing}`)
    .pluck();
  const remove = database.prepare('DELETE FROM outbox WHERE number = ?');
  const countSteps = database
    .prepare<[], number>(
      `SELECT count(DISTINCT step) FROM outbox WHERE state <> 'sent' AND operation <> '${takeBack}'`,
    )
    .pluck();
  const listeners = new Set<() => void>();
  let isOn = hasReplica.get() === 1;
  let begun: { step: number | null; operation: string; journalStep: number | null } = nothingBegun;
  let hasNew = false;

  /** How it came to the name that it had before this step. */
  function earlierOf(name: ThingName, step: number): Pick<MovedThing, 'earlier'> {
    const unsent = movedBefore.get({ ...name, step });
    const text = unsent === undefined ? (movedThere.get(name) ?? null) : unsent.moved;
    if (text === null) return {};
    const { earlier = [], ...last } = JSON.parse(text) as MovedThing;
    return { earlier: [...earlier, last] };
  }

  return {
    isOn: () => isOn,
    turnOn() {
      isOn = true;
    },
    beginStep(operation = nothingBegun.operation, journalStep) {
      begun = { step: null, operation, journalStep: journalStep ?? null };
    },
    noteMoves(moves, by) {
      const { step } = begun;
      if (step === null) return;
      for (const [from, to] of moves) {
        if (from === undefined || to === undefined) continue;
        const moved: MovedThing = { from: partsOf(from), by, ...earlierOf(partsOf(from), step) };
        setMoved.run({ ...partsOf(to), step, moved: textOfMoved(moved) });
      }
    },
    part(groups) {
      const { step } = begun;
      if (step === null) return;
      const named = groups.flatMap((names, at) => names.map((name) => ({ name, step: at, number: at })));
      for (const group of groupLines(named)) {
        const names = group.map(({ name }) => partsOf(name));
        const [to] = names.flatMap((name) => firstOfThing.get({ ...name, step }) ?? []);
        for (const name of names) move.run({ ...name, step, to: to ?? step });
      }
    },
    add(name, before, after, at) {
      const step = begun.step ?? nextNumber.get() ?? 1;
      const { operation, journalStep } = begun;
      begun = { step, operation, journalStep };
      insert.run({ ...partsOf(name), step, operation, journalStep, before, after, at });
      hasNew = true;
    },
    oldest: () => selectOldest.all(mostAtOnce).map(toLine),
    all: () => selectAll.all().map(toLine),
    namesOf: (subject) => selectNames.all(subject),
    linesOf: (name) => selectOfThing.all(partsOf(name)).map(toLine),
    mark(state, name, through) {
      update.run({ ...partsOf(name), state, through });
    },
    remove(numbers) {
      for (const number of numbers) remove.run(number);
    },
    waiting: () => (isOn ? (countSteps.get() ?? 0) : 0),
    tell() {
      if (!hasNew) return;
      hasNew = false;
      for (const listener of listeners) listener();
    },
    onLines(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Things of which every change is kept in the outbox as well, in the same transaction. */
export function recordWrites(things: Things, outbox: Outbox, bundles: Pick<ListBundles, 'raise'>): Things {
  return {
    read: things.read,
    write(key: ThingKey, value: ThingValue | null) {
      if (!outbox.isOn()) {
        things.write(key, value);
        return;
      }
      const before = textOf(things.read(key));
      things.write(key, value);
      if (key.subject === 'generation' && value !== null) bundles.raise(key.item);
      const after = textOf(things.read(key));
      if (before !== after) outbox.add(key, before, after, new Date().toISOString());
    },
  };
}

function partsOf({ subject, listType, productId, item }: ThingName): ThingName {
  return { subject, listType, productId, item };
}

function toLine({ subject, listType, productId, item, ...line }: Row): OutboxLine {
  return { ...line, name: { subject, listType, productId, item } };
}
