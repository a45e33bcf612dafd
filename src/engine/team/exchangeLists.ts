/**
 * Generated lists go out before it is said that they stand, and others' come in after that; a few bundles at a time. What nobody needs any more
 * is removed by who said so.
 */
import { Failure } from '../../contract/failure.ts';
import type { BundleName, ListBundle } from '../../core/team/bundles.ts';
import type { Applied, ReplicaStore, TeamCluster, UnsentThing } from '../../core/team/ports.ts';

export interface ListExchangeOrder {
  readonly replica: ReplicaStore;
  /** Its own name. */
  readonly name: string;
  readonly cluster: TeamCluster;
  author(): string;
  /** Whether others' generated lists are wanted now. */
  isFetching(): boolean;
  onApplied(applied: Applied): void;
  onProblem(reason: unknown): void;
  /** @throws where the replica was closed meanwhile */
  requireOpen(): void;
}

export interface ListExchange {
  /** @returns whether there may be more. @throws Failure; what was sent or fetched stays so */
  send(): Promise<boolean>;
  fetch(): Promise<boolean>;
  /** @param received every change up to here was received. @returns, @throws as above */
  tidy(received: number): Promise<boolean>;
  /** Before these are sent. @returns those that can be: not what stands by bundles which are gone, and are sent anew */
  claim(things: readonly UnsentThing[]): Promise<readonly UnsentThing[]>;
  /** Once everything is received and sent, and then a few times a day: what machines left that are gone. */
  lookForLeft(): Promise<void>;
  /** Sets of which something is missing or damaged in the cluster. */
  missing(): ReadonlySet<string>;
}

/** It may be taken back just now, which is heard of by then. */
const askAgainSoonMs = 2000;
/** A set of bundles that is not complete there is asked for again so much later. */
const askAgainMs = 10_000;
/** Not while a catalog is just being opened: a command has ended by then. */
const lookFirstMs = 5000;
const lookEveryMs = 6 * 60 * 60 * 1000;

export function createListExchange(
  { replica, name, cluster, author, isFetching, onApplied, onProblem, requireOpen }: ListExchangeOrder,
  now: () => number = () => performance.now(),
): ListExchange {
  /** Sets of which something is not there, or is damaged: when they are asked for again, and whether they were already. */
  const incomplete = new Map<string, { readonly askAtMs: number; readonly isTold: boolean }>();

  let lookAtMs = now() + lookFirstMs;
  const sender = () => ({ author: author(), replica: name });

  function tell({ set, place }: BundleName): void {
    onProblem(
      new Failure(
        'cluster-unusable',
        `Lists that were generated at ${cluster.address} are not shown: some of them are missing or damaged there. They are asked for again; whoever has them takes them back and undoes that, which sends them anew.`,
        `bundle ${place} of ${set}`,
      ),
    );
  }

  /** Of each set the first that is not there. */
  function noteIncomplete(names: readonly BundleName[]): void {
    const firsts = names.filter(({ set }, at) => names.findIndex((other) => other.set === set) === at);
    for (const first of firsts) {
      const before = incomplete.get(first.set);
      const isTold = before !== undefined;
      if (before?.isTold === false) tell(first);
      incomplete.set(first.set, { askAtMs: now() + (isTold ? askAgainMs : askAgainSoonMs), isTold });
    }
  }

  /** What is complete by now, or does not stand any more. */
  function forgetOthers(): void {
    const sets = new Set(replica.generations().flatMap(({ set, isWhole }) => (isWhole ? [] : set)));
    for (const set of incomplete.keys()) if (!sets.has(set)) incomplete.delete(set);
  }

  return {
    async send() {
      const bundles = replica.unsentBundles();
      if (bundles.length === 0) return false;
      await cluster.sendBundles(bundles, sender());
      requireOpen();
      replica.forgetBundles(bundles);
      return true;
    },
    async fetch() {
      if (!isFetching()) return false;
      if (incomplete.size > 0) forgetOthers();
      const waiting = new Set(
        [...incomplete].flatMap(([set, { askAtMs }]) => (askAtMs > now() ? [set] : [])),
      );
      const wanted = replica.missingBundles(waiting);
      if (wanted.length === 0) return false;
      const fetched = await cluster.fetchBundles(wanted);
      requireOpen();
      const found: ListBundle[] = [];
      const absent: BundleName[] = [];
      for (const [at, one] of wanted.entries()) {
        const bundle = fetched[at] ?? null;
        if (bundle === null) absent.push(one);
        else found.push(bundle);
      }
      noteIncomplete(absent);
      const applied = replica.takeBundles(found);
      if (incomplete.size > 0) forgetOthers();
      if (applied.subjects.size > 0) onApplied(applied);
      return true;
    },
    async tidy(received) {
      const sets = replica.removableBundles(received);
      if (sets.length === 0) return false;
      await cluster.removeBundles(sets);
      requireOpen();
      replica.forgetRemoved(sets);
      return true;
    },
    async claim(things) {
      const claims = replica.setsToClaim(things);
      if (claims.length === 0) return things;
      const givenUp = await cluster.claimSets(
        claims.map(({ set }) => set),
        sender(),
      );
      requireOpen();
      const anew = claims
        .filter(({ set, generation }) => givenUp.has(set) && replica.bundleAnew(generation))
        .map(({ generation }) => generation);
      return things.filter(({ name: { subject, item } }) => subject !== 'generation' || !anew.includes(item));
    },
    async lookForLeft() {
      if (now() < lookAtMs) return;
      lookAtMs = now() + lookEveryMs;
      try {
        await cluster.giveUpSets(replica.namedSets(), sender());
      } catch (thrown) {
        // Who may only look does not, and another of the team does.
        if (!(thrown instanceof Failure)) throw thrown;
      }
      requireOpen();
    },
    missing: () => new Set([...incomplete].flatMap(([set, { isTold }]) => (isTold ? [set] : []))),
  };
}
