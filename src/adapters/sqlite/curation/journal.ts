/** The journal: each change with what stood before and after, taken back and done again step by step. */
import type { JournalStep } from '../../../contract/lists.ts';
import type { JournalAnswer } from '../../../core/lists/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';
import type { Subject, ThingKey, Things, ThingValue } from './things.ts';
import type { Outbox } from './together/outbox.ts';

export interface Change {
  readonly key: ThingKey;
  readonly before: ThingValue | null;
  readonly after: ThingValue | null;
}

/** Runs work as one transaction; the work says whether anything changed. */
export type MakeChange = <T>(work: (now: string) => { answer: T; isChanged: boolean }) => T;

export interface Journal {
  /** Makes the changes and writes them down as one step; the first is what the person did. What was undone is dropped. */
  take(operation: JournalStep['operation'], changes: readonly Change[], at: string): void;
  /** Makes a change that undo leaves alone: it was made elsewhere, long ago. */
  carry(change: Change, at: string): void;
  undo(count: number): JournalAnswer;
  redo(count: number): JournalAnswer;
  history(): { undo: JournalStep | null; redo: JournalStep | null };
}

interface Line {
  readonly number: number;
  readonly operation: JournalStep['operation'];
  readonly subject: Subject;
  readonly listType: string;
  readonly productId: string;
  readonly item: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly at: string;
}

const columns =
  'number, operation, subject, list_type AS listType, product_id AS productId, item, before, after, at';

export interface JournalParts {
  readonly things: Things;
  /** The products whose lists came with a generation. */
  productsOfGeneration(generation: string): readonly string[];
  readonly outbox: Pick<Outbox, 'beginStep'>;
  /** What stands of it was said by somebody else: undo leaves it. */
  isOfAnother(key: ThingKey): boolean;
}

/** To be used within a transaction. */
export function createJournal(
  database: SqliteDatabase,
  { things, productsOfGeneration, outbox, isOfAnother }: JournalParts,
): Journal {
  const nextStep = database.prepare<[], number>('SELECT coalesce(max(number), 0) + 1 FROM journal').pluck();
  const insert = database.prepare(`
    INSERT INTO journal (step, operation, subject, list_type, product_id, item, before, after, at, state)
    VALUES (@step, @operation, @subject, @listType, @productId, @item, @before, @after, @at, @state)`);
  const drop = database.prepare("UPDATE journal SET state = 'dropped' WHERE state = 'undone'");
  const newestDone = database
    .prepare<[], number | null>("SELECT max(step) FROM journal WHERE state = 'done'")
    .pluck();
  const oldestUndone = database
    .prepare<[], number | null>("SELECT min(step) FROM journal WHERE state = 'undone'")
    .pluck();
  const selectStep = database.prepare<[string, number], Line>(
    `SELECT ${columns} FROM journal WHERE state = ? AND step = ? ORDER BY number`,
  );
  const mark = database.prepare('UPDATE journal SET state = ? WHERE number = ?');

  /** Puts back what stood before, where what came after still stands: a merge may have decided otherwise meanwhile. */
  function replace(line: Line, from: string | null, to: string | null): void {
    if (isSame(things.read(line), parse(from))) things.write(line, parse(to));
  }

  function turn(count: number, isUndo: boolean): JournalAnswer {
    const steps: JournalStep[] = [];
    const productIds = new Set<string>();
    while (steps.length < count) {
      const step = (isUndo ? newestDone : oldestUndone).get() ?? null;
      if (step === null) break;
      const lines = selectStep.all(isUndo ? 'done' : 'undone', step);
      outbox.beginStep(isUndo ? 'undo' : 'redo', step);
      for (const line of isUndo ? lines.toReversed() : lines) {
        if (isUndo && !isOfAnother(line)) replace(line, line.after, line.before);
        else if (!isUndo) replace(line, line.before, line.after);
        mark.run(isUndo ? 'undone' : 'done', line.number);
        if (line.productId !== '') productIds.add(line.productId);
        if (line.subject === 'generation')
          for (const id of productsOfGeneration(line.item)) productIds.add(id);
      }
      steps.push(...lines.slice(0, 1).map(describe));
    }
    return { steps, productIds: [...productIds] };
  }

  function first(state: string, step: number | null | undefined): JournalStep | null {
    const line = step === null || step === undefined ? undefined : selectStep.get(state, step);
    return line === undefined ? null : describe(line);
  }

  function make(
    { key, before, after }: Change,
    line: { step: number; operation: string; at: string; state: string },
  ): void {
    things.write(key, after);
    insert.run({ ...key, ...line, before: format(before), after: format(after) });
  }

  return {
    take(operation, changes, at) {
      drop.run();
      const step = nextStep.get() ?? 1;
      outbox.beginStep(operation, step);
      for (const change of changes) make(change, { step, operation, at, state: 'done' });
    },
    carry(change, at) {
      const step = nextStep.get() ?? 1;
      outbox.beginStep('carry', step);
      make(change, { step, operation: 'carry', at, state: 'settled' });
    },
    undo: (count) => turn(count, true),
    redo: (count) => turn(count, false),
    history: () => ({
      undo: first('done', newestDone.get()),
      redo: first('undone', oldestUndone.get()),
    }),
  };
}

export function format(value: ThingValue | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function parse(text: string | null): ThingValue | null {
  return text === null ? null : (JSON.parse(text) as ThingValue);
}

/** Positions and times may have been changed by a merge; what the person said may not. */
function isSame(one: ThingValue | null, other: ThingValue | null): boolean {
  if (one === null || other === null) return one === other;
  return whatWasSaid(one) === whatWasSaid(other);
}

function whatWasSaid(value: ThingValue): string {
  if ('state' in value) return value.state;
  if ('value' in value) return value.value;
  if ('confirmed' in value) return value.confirmed;
  if ('opinion' in value) return value.opinion;
  if ('madeAt' in value) return 'made';
  if ('standingSince' in value) return 'standing';
  if ('renamed' in value) return value.renamed;
  if ('word' in value) return value.word;
  if ('hiddenAt' in value) return 'hidden';
  if ('saidAt' in value) return 'distinct';
  return 'doneAt' in value ? 'done' : JSON.stringify([value.title, value.length, value.fold]);
}

function describe({ operation, subject, listType, productId, item, after, at }: Line): JournalStep {
  const value = parse(after);
  const isOfBoard = subject === 'board' || subject === 'taste';
  return {
    operation,
    id: productId,
    type: listType === '' || isOfBoard ? null : listType,
    lookAlike: subject === 'decision' || subject === 'hidden' ? item : null,
    field: subject === 'correction' || subject === 'confirmed' ? item : null,
    board: isOfBoard ? listType : null,
    position: value !== null && 'position' in value ? value.position : null,
    at,
  };
}
