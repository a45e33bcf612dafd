/**
 * Decisions of a shared catalog follow the products that were renamed in the catalog which is published there: by a replica of its own,
 * so that the next publication goes on, whatever ends it. What others said under the new ids stands.
 */
import type { PublicationsPort, PublishedReplica } from '../../core/cluster/ports.ts';
import type { Renaming } from '../../core/imports/storePort.ts';
import { idsOfRenamings, ownRenamings } from '../../core/team/ownRenamings.ts';
import type { TeamCluster, ThingName } from '../../core/team/ports.ts';
import { createExchange } from '../team/exchange.ts';

export interface FollowOrder {
  readonly team: TeamCluster;
  /** What others know the publisher by. */
  readonly author: string;
  /** Of these products those that others brought as well. */
  findOfOthers(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of these renamings those that nobody else followed. @param replica who follows them */
  claim(ids: readonly string[], replica: string): Promise<ReadonlySet<string>>;
  /** @throws where the publication is to end */
  requireGoingOn(): void;
}

/** How many decisions and corrections. */
export interface FollowedThere {
  readonly followed: number;
  readonly resting: number;
}

export interface PublishedRenamings {
  /** Of all that is to be followed. */
  readonly ids: readonly string[];
  /** Where another correction may come to: what this catalog says of it is sent after that. */
  isLate(name: ThingName): boolean;
  /** Once the products are there. @throws Failure; the next publication goes on */
  follow(order: FollowOrder): Promise<FollowedThere>;
  close(): Promise<void>;
}

/** @returns what was renamed since the last publication, to be asked before it is read what is published */
export function renamedSince(publications: PublicationsPort, address: string): readonly Renaming[] {
  publications.begin(address);
  return publications.renamings(address).all();
}

/** @returns null where nothing is to follow */
export function openPublishedRenamings(
  publications: PublicationsPort,
  address: string,
  renamed: readonly Renaming[],
): PublishedRenamings | null {
  if (renamed.length === 0 && !publications.hasReplica(address)) return null;
  let opened = publications.openReplica(address);
  let isDone = false;
  opened.replica.begin();
  opened.replica.keepRenamings(renamed);
  publications.renamings(address).forget(renamed);
  const given = new Set([
    ...opened.replica.renamings().flatMap(({ successions }) => successions.map(({ to }) => to)),
    ...opened.replica.unshownCorrections().keys(),
  ]);

  /** What is left of an index that is another one by now is nothing to be sent. */
  async function requireOrigin(team: TeamCluster): Promise<void> {
    const mark = opened.replica.mark();
    if (mark.origin === null || (await team.receive(mark)).origin === mark.origin) return;
    const left = opened.replica.renamings();
    await opened.close(true);
    opened = publications.openReplica(address);
    opened.replica.begin();
    opened.replica.keepRenamings(left);
  }

  return {
    ids: opened.replica.renamings().map(({ id }) => id),
    isLate: ({ subject, productId }) => subject === 'correction' && given.has(productId),
    async follow(order) {
      await requireOrigin(order.team);
      const done = await followRenamings(opened, order);
      isDone = true;
      return done;
    },
    close: () => opened.close(isDone),
  };
}

async function followRenamings(
  { replica, followRenamings: followAll }: PublishedReplica,
  { team, author, findOfOthers, claim, requireGoingOn }: FollowOrder,
): Promise<FollowedThere> {
  const name = replica.begin();
  const exchange = createExchange({
    ...{ replica, name, cluster: team },
    author: () => author,
    // No list is looked at here.
    isFetching: () => false,
    onApplied: () => undefined,
    onProblem: () => undefined,
    onCorrected: () => undefined,
    requireOpen: requireGoingOn,
  });

  /** Until everything that others said is here, and nothing is left to be sent. */
  async function exchangeAll(): Promise<void> {
    while (await exchange.run());
  }

  await exchangeAll();
  const claimed = await claim(
    replica.renamings().map(({ id }) => id),
    name,
  );
  const renamings = replica
    .renamings()
    .map((one) => (claimed.has(one.id) ? one : { ...one, successions: [] }));
  const ofOthers = await findOfOthers(idsOfRenamings(renamings));
  let followed = 0;
  let resting = 0;
  for (const one of followAll(ownRenamings(renamings, ofOthers), 'standing')) {
    followed += one.moved + one.divided;
    resting += one.resting + one.setAside;
  }
  await exchangeAll();
  // Who was quicker under the new id is left alone, and what was to follow is under the old one again.
  for (const { id, things } of replica.conflicts()) {
    replica.settle(id, 'theirs');
    const opposed = things.filter(({ mine, author: other }) => mine !== null && other !== null).length;
    followed -= opposed;
    resting += opposed;
  }
  return { followed, resting };
}
