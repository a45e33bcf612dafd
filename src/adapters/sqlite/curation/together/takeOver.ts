/** How what others said comes into a replica. To be used within a transaction. */
import type { Applied, SharedThing, ThingName } from '../../../../core/team/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';
import type { GeneratedLists } from '../generatedLists.ts';
import type { Things } from '../things.ts';
import type { ComingBundles } from './comingBundles.ts';
import type { ConflictLines } from './conflictLines.ts';
import { groupLines } from './groupLines.ts';
import { createJournalMoves } from './journalMoves.ts';
import type { ListBundles } from './listBundles.ts';
import { type Outbox, type OutboxLine, takeBack } from './outbox.ts';
import { type ReadThing, readThing } from './readThing.ts';
import { newIdsOf } from './sharedRenamings.ts';
import type { KnownThing, SharedThings } from './sharedThings.ts';
import { saysTheSame, textOf, textOfMoved, textOfName } from './thingText.ts';

export interface ReplicaParts {
  /** Their changes are not noted in the outbox. */
  readonly things: Things;
  readonly known: SharedThings;
  readonly outbox: Outbox;
  readonly conflicts: ConflictLines;
  readonly generated: Pick<GeneratedLists, 'productsOf' | 'rename'>;
  readonly bundles: Pick<ListBundles, 'drop'>;
  readonly incoming: Pick<ComingBundles, 'drop'>;
}

export interface TakeOver {
  /** @param isCertain what is known of a thing may be wrong: this is what the cluster has */
  take(there: SharedThing, isCertain: boolean): void;
  /** The cluster has nothing of it. */
  missing(name: ThingName): void;
  result(): Applied;
}

/** @param own the name of this replica */
export function createTakeOver(
  database: SqliteDatabase,
  { things, known, outbox, conflicts, generated, bundles, incoming }: ReplicaParts,
  own: string,
): TakeOver {
  // What was not to be stands in nobody's way: undo passes it over.
  const settleStep = database.prepare(
    "UPDATE journal SET state = 'settled' WHERE step = ? AND state = 'done'",
  );
  const journalMoves = createJournalMoves(database);
  const productIds = new Set<string>();
  const subjects = new Set<string>();
  const unknown: ThingName[] = [];
  let conflictCount = 0;

  function put({ key, value }: ReadThing): void {
    if (textOf(things.read(key)) === textOf(value)) return;
    if (value !== null && 'bundleSet' in value && typeof value.bundleSet === 'string') {
      incoming.drop(key.item, value.bundleSet);
      bundles.drop(key.item, value.bundleSet);
    }
    things.write(key, value);
    subjects.add(key.subject);
    for (const id of productsOf({ key, value })) productIds.add(id);
    if (key.productId !== '') productIds.add(key.productId);
    if (key.subject === 'hidden') productIds.add(key.item);
  }

  /** Whose generated lists are other than before by that. */
  function productsOf({ key: { subject, item }, value }: ReadThing): string[] {
    if (subject === 'generation') return generated.productsOf(item);
    if (subject !== 'renaming' || value === null || !('renamed' in value)) return [];
    return generated.rename(newIdsOf(value.renamed), { renaming: item });
  }

  function putBack(name: ThingName, text: string | null): void {
    const read = readThing(name, text);
    if (read !== null) put(read);
  }

  function note(there: SharedThing, text: string | null, isOwn: boolean): void {
    const { name, seqNo, primaryTerm, author, at } = there;
    const moved = textOfMoved(there.moved);
    known.set(name, { seqNo, primaryTerm, value: text, author, at, isOwn, moved });
  }

  /** The other's stands, because it was first; what belongs to the same step is as before it. */
  function oppose(line: OutboxLine, there: SharedThing, coming: ReadThing, text: string | null): void {
    const contested = textOfName(line.name);
    const group = groupLines(outbox.all()).find((lines) =>
      lines.some(({ number }) => number === line.number),
    );
    const lines = (group ?? []).filter(({ operation }) => operation !== takeBack);
    const [first] = lines;
    if (group === undefined || first === undefined) return;
    outbox.remove(group.map(({ number }) => number));
    const contestedThings = [...Map.groupBy(lines, ({ name }) => textOfName(name))].map(
      ([thing, ofThing]) => {
        const [{ name, before }] = ofThing as [OutboxLine, ...OutboxLine[]];
        const mine = ofThing.at(-1)?.after ?? null;
        if (thing === contested)
          return { name, mine, theirs: text, author: there.author, theirsAt: there.at };
        // It may have arrived, or arrive yet: what stood before is written over it.
        if (ofThing.some(({ state }) => state !== 'new')) giveBack(name, mine, before);
        putBack(name, before);
        return { name, mine, theirs: before, author: null, theirsAt: null };
      },
    );
    for (const given of group.filter(({ operation }) => operation === takeBack))
      if (textOfName(given.name) !== contested) giveBack(given.name, given.before, given.after);
    put(coming);
    for (const { journalStep } of lines) if (journalStep !== null) settleStep.run(journalStep);
    conflicts.add({ operation: first.operation, at: first.at }, contestedThings);
    conflictCount++;
  }

  /** What was said here is one's own wherever it is now: undo takes it back. */
  function isOwnMoved({ name, moved }: SharedThing, text: string | null): boolean {
    return moved !== undefined && text !== null && journalMoves.follow(moved, name, text);
  }

  function giveBack(name: ThingName, from: string | null, to: string | null): void {
    outbox.beginStep(takeBack);
    outbox.add(name, from, to, new Date().toISOString());
  }

  return {
    take(there, isCertain) {
      const { name } = there;
      const before = known.get(name);
      if (!isCertain && before !== null && isOlder(there, before)) return;
      const coming = readThing(name, there.value);
      if (coming === null) {
        unknown.push(name);
        return;
      }
      const text = textOf(coming.value);
      const lines = outbox.linesOf(name);
      const isOwn = there.replica === own;
      note(there, text, isOwn || isOwnMoved(there, text));
      conflicts.follow(name, { theirs: text, author: there.author, theirsAt: there.at });
      const sent = isOwn ? lines.findLast(({ after }) => after === text) : undefined;
      if (sent !== undefined) {
        outbox.mark('sent', name, sent.number);
        return;
      }
      // It arrived late: what is to be written over it still is.
      if (isOwn && lines.some(({ operation, before: from }) => operation === takeBack && from === text))
        return;
      const open = lines.filter(({ operation }) => operation !== takeBack);
      const [line] = open;
      if (line !== undefined && !saysTheSame(textOf(things.read(coming.key)), text)) {
        oppose(line, there, coming, text);
        return;
      }
      outbox.remove(lines.map(({ number }) => number));
      put(coming);
    },
    missing(name) {
      known.forget(name);
    },
    result: () => ({ productIds: [...productIds], subjects, conflicts: conflictCount, unknown }),
  };
}

function isOlder(there: SharedThing, known: KnownThing): boolean {
  return (
    there.seqNo < known.seqNo || (there.seqNo === known.seqNo && there.primaryTerm === known.primaryTerm)
  );
}
