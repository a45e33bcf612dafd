/** A catalog's curation as one of several replicas: what is known of the others, and what they have yet to hear. */
import { randomUUID } from 'node:crypto';
import type {
  Applied,
  ContestedThing,
  MovedThing,
  ReplicaStore,
  ThingName,
} from '../../../../core/team/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';
import { curationWayOut, withSqliteFailures } from '../../sqliteFailure.ts';
import type { GeneratedLists } from '../generatedLists.ts';
import type { Change, Journal, MakeChange } from '../journal.ts';
import type { ThingKey } from '../things.ts';
import type { ComingBundles } from './comingBundles.ts';
import { createConflictLines } from './conflictLines.ts';
import { everyThing } from './everyThing.ts';
import { groupLines } from './groupLines.ts';
import type { LeftBundles } from './leftBundles.ts';
import { type ListBundles, unsentOrder } from './listBundles.ts';
import { operationOf } from './operationOf.ts';
import { type Outbox, takeBack } from './outbox.ts';
import { readThing } from './readThing.ts';
import type { RenamingLines } from './renamingLines.ts';
import { createSharedGenerations } from './sharedGenerations.ts';
import type { SharedThings } from './sharedThings.ts';
import { createTakeOver, type ReplicaParts, type TakeOver } from './takeOver.ts';
import { textOf, textOfMoved, textOfName } from './thingText.ts';

export interface ReplicaOrder {
  readonly file: string;
  /** Its writes are not noted. */
  readonly things: ReplicaParts['things'];
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly renamings: RenamingLines;
  readonly generated: GeneratedLists;
  readonly bundles: ListBundles;
  readonly incoming: ComingBundles;
  readonly left: LeftBundles;
  readonly known: SharedThings;
  readonly change: MakeChange;
  /** Something that is kept in memory may be other than before. */
  onApplied(): void;
}

interface ReplicaRow {
  readonly name: string;
  readonly origin: string | null;
  readonly received: number;
}

/** Before the first change. */
const nothingReceived = -1;

export function createReplicaStore(database: SqliteDatabase, order: ReplicaOrder): ReplicaStore {
  const { file, things, outbox, journal, renamings, generated, bundles, incoming, left, known } = order;
  const { change, onApplied } = order;
  const readGenerations = createSharedGenerations(database);
  const conflicts = createConflictLines(database);
  const selectReplica = database.prepare<[], ReplicaRow>('SELECT name, origin, received FROM replica');
  const insertReplica = database.prepare(
    `INSERT INTO replica (id, name, origin, received) VALUES (1, ?, NULL, ${nothingReceived})`,
  );
  const setOrigin = database.prepare(`UPDATE replica SET origin = ?, received = ${nothingReceived}`);
  /** Their order stays, and whatever comes from another index is newer. */
  const forgetOrder = database.prepare(
    `UPDATE generations SET order_number = order_number - ${unsentOrder} WHERE order_number BETWEEN 0 AND ${unsentOrder - 1}`,
  );
  const setReceived = database.prepare('UPDATE replica SET received = ?');

  const read = <T>(work: () => T): T => withSqliteFailures(file, work, curationWayOut);
  /** What is kept of the cluster alone is no change of what a person made. */
  const keep = <T>(work: (now: string) => T): T => change((now) => ({ answer: work(now), isChanged: false }));

  function replica(): ReplicaRow {
    const row = selectReplica.get();
    if (row === undefined) throw new RangeError('This catalog is no replica.');
    return row;
  }

  function takeOver(work: (taking: TakeOver) => void) {
    onApplied();
    return change(() => {
      const parts = { things, known, outbox, conflicts, generated, bundles, incoming };
      const taking = createTakeOver(database, parts, replica().name);
      work(taking);
      const answer = taking.result();
      return { answer, isChanged: answer.subjects.size > 0 || answer.conflicts > 0 };
    });
  }

  /** What would be made mine, upon what stands. */
  function changesOf(contested: readonly ContestedThing[]): Change[] {
    return contested.flatMap(({ name, mine }) => {
      const wanted = readThing(name, mine);
      if (wanted === null) return [];
      const before = things.read(wanted.key);
      return textOf(before) === textOf(wanted.value)
        ? []
        : [{ key: wanted.key, before, after: wanted.value }];
    });
  }

  return {
    begin: () =>
      keep(() => {
        if (!outbox.isOn()) insertReplica.run(randomUUID());
        outbox.turnOn();
        return replica().name;
      }),
    onUnsent: outbox.onLines,
    mark: () => read(replica),
    startOver(origin) {
      keep((now) => {
        known.forgetAll();
        left.forgetAll();
        forgetOrder.run();
        setOrigin.run(origin);
        for (const { key } of everyThing(database, things)) {
          if (outbox.linesOf(key).length > 0) continue;
          if (key.subject === 'generation') bundles.renew(key.item);
          outbox.beginStep('carry');
          outbox.add(key, null, textOf(things.read(key)), now);
        }
      });
    },
    waiting: () => read(outbox.waiting),
    unsent: () =>
      keep(() =>
        [...Map.groupBy(outbox.oldest(), ({ name }) => textOfName(name)).values()].flatMap((lines) => {
          const last = lines.findLast(({ state }) => state !== 'sent');
          if (last === undefined) return [];
          const { name, number: through, at } = last;
          const value = standing(name);
          // Not before its lists are there: nobody is to see half of them.
          if (name.subject === 'generation' && value !== null && bundles.areUnsent(name.item)) return [];
          const base = known.get(name);
          // What may have arrived is written over, also by the same.
          const mayDiffer = lines.some(({ state, operation }) => state === 'tried' || operation === takeBack);
          if (!mayDiffer && (base?.value ?? null) === value) {
            outbox.mark('sent', name, through);
            return [];
          }
          outbox.mark('tried', name, through);
          const moved = value === null || last.moved === null ? {} : { moved: movedOf(last.moved) };
          return [{ name, value, at, base: base === null ? null : revisionOf(base), through, ...moved }];
        }),
      ),
    acknowledge(accepted, author) {
      keep(() => {
        for (const { name, value, at, revision, through, moved } of accepted) {
          known.set(name, { ...revision, value, author, at, isOwn: true, moved: textOfMoved(moved) });
          outbox.mark('sent', name, through);
        }
      });
    },
    finished: () =>
      read(() =>
        groupLines(outbox.oldest())
          .filter((lines) => lines.every(({ state }) => state === 'sent'))
          .flat(),
      ),
    forget(lines) {
      keep(() => outbox.remove(lines.map(({ number }) => number)));
    },
    known: (names) =>
      read(() =>
        names.flatMap((name) => {
          const there = known.get(name);
          return there === null ? [] : [{ name, value: there.value, seqNo: there.seqNo }];
        }),
      ),
    unshownCorrections: () =>
      read(() => {
        const unshown = outbox.namesOf('correction').map((name) => {
          const value = things.read({ ...name, subject: 'correction' });
          return { name, value: value !== null && 'value' in value ? value.value : null };
        });
        const byProduct = Map.groupBy(unshown, ({ name }) => name.productId);
        return new Map(
          [...byProduct].map(([productId, ofProduct]) => [
            productId,
            new Map(ofProduct.map(({ name, value }) => [name.item, value])),
          ]),
        );
      }),
    receive: (shared, received) =>
      takeOver((taking) => {
        for (const there of shared) taking.take(there, false);
        setReceived.run(received);
      }),
    correct: (name, there) =>
      takeOver((taking) => {
        if (there === null) taking.missing(name);
        else taking.take(there, true);
      }),
    unsentBundles: () => keep(bundles.unsent),
    forgetBundles(sent) {
      keep(() => bundles.forget(sent));
    },
    setsToClaim: (unsent) =>
      read(() =>
        unsent.flatMap(({ name: { subject, item }, value }) => {
          const set = subject === 'generation' ? bundles.toBeFound(item, value !== null) : null;
          return set === null ? [] : [{ set, generation: item }];
        }),
      ),
    bundleAnew: (generation) => keep(() => bundles.anew(generation)),
    namedSets: () => read(bundles.named),
    missingBundles: (except) => read(() => incoming.missing(except)),
    takeBundles: (fetched) =>
      change((): { answer: Applied; isChanged: boolean } => {
        const productIds = incoming.take(fetched);
        const subjects = new Set(productIds === null ? [] : ['generation']);
        const answer = { productIds: productIds ?? [], subjects, conflicts: 0, unknown: [] };
        return { answer, isChanged: productIds !== null };
      }),
    removableBundles: (received) => keep(() => left.removable(received)),
    forgetRemoved(sets) {
      keep(() => left.forget(sets));
    },
    generations: () => read(readGenerations),
    takeBackGeneration: (name) =>
      change((now) => {
        const type = readGenerations().find((one) => one.name === name)?.type;
        const key: ThingKey = { subject: 'generation', listType: type ?? '', productId: '', item: name };
        const before = type === undefined ? null : things.read(key);
        if (before === null) return { answer: null, isChanged: false };
        journal.take('take-back-lists', [{ key, before, after: null }], now);
        const productIds = generated.productsOf(name);
        const answer = { productIds, subjects: new Set([key.subject]), conflicts: 0, unknown: [] };
        return { answer, isChanged: true };
      }),
    keepRenamings(renamed) {
      keep(() => renamings.keep(renamed));
    },
    renamings: () => read(renamings.all),
    conflicts: () => read(conflicts.all),
    settle(id, kept) {
      onApplied();
      return change((now) => {
        const conflict = conflicts.get(id);
        if (conflict === null) return { answer: null, isChanged: false };
        conflicts.remove(id);
        const changes = kept === 'mine' ? changesOf(conflict.things) : [];
        const [first] = changes;
        if (first !== undefined) journal.take(operationOf(first), changes, now);
        const answer = {
          productIds: [...new Set(changes.flatMap(({ key: { productId } }) => productId || []))],
          subjects: new Set(changes.map(({ key: { subject } }) => subject)),
          conflicts: 0,
          unknown: [],
        };
        return { answer, isChanged: true };
      });
    },
  };

  function standing(name: ThingName): string | null {
    const key = readThing(name, null)?.key;
    return key === undefined ? null : textOf(things.read(key));
  }
}

function movedOf(text: string): MovedThing {
  return JSON.parse(text) as MovedThing;
}

function revisionOf({ seqNo, primaryTerm }: NonNullable<ReturnType<SharedThings['get']>>) {
  return { seqNo, primaryTerm };
}
