/** Generated lists go out before it is said that they stand, and others' come in after that; a few bundles at a time. */
import { Failure } from '../../contract/failure.ts';
import type { BundleName, ListBundle } from '../../core/team/bundles.ts';
import type { Applied, ReplicaStore, TeamCluster } from '../../core/team/ports.ts';

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
}

/** A set of bundles that is not complete there is asked for again so much later. */
const askAgainMs = 10_000;

export function createListExchange(
  { replica, name, cluster, author, isFetching, onApplied, onProblem, requireOpen }: ListExchangeOrder,
  now: () => number = () => performance.now(),
): ListExchange {
  /** Sets of which something is not there, or is damaged: when they are asked for again. */
  const incomplete = new Map<string, number>();

  function noteIncomplete({ set, place }: BundleName): void {
    if (!incomplete.has(set)) {
      onProblem(
        new Failure(
          'cluster-unusable',
          `Lists that were generated at ${cluster.address} are not shown: some of them are missing or damaged there. They are asked for again; whoever generated them takes that back and does it again, which sends them anew.`,
          `bundle ${place} of ${set}`,
        ),
      );
    }
    incomplete.set(set, now() + askAgainMs);
  }

  return {
    async send() {
      const bundles = replica.unsentBundles();
      if (bundles.length === 0) return false;
      await cluster.sendBundles(bundles, { author: author(), replica: name });
      requireOpen();
      replica.forgetBundles(bundles);
      return true;
    },
    async fetch() {
      if (!isFetching()) return false;
      const waiting = new Set([...incomplete].flatMap(([set, atMs]) => (atMs > now() ? [set] : [])));
      const wanted = replica.missingBundles(waiting);
      if (wanted.length === 0) return false;
      const fetched = await cluster.fetchBundles(wanted);
      requireOpen();
      const found: ListBundle[] = [];
      for (const [at, one] of wanted.entries()) {
        const bundle = fetched[at] ?? null;
        if (bundle === null) noteIncomplete(one);
        else found.push(bundle);
      }
      const applied = replica.takeBundles(found);
      if (applied.subjects.size > 0) onApplied(applied);
      return true;
    },
  };
}
