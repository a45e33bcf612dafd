/** What keeps the replicas of a shared catalog's curation together: each curator's machine has the whole of it. */
import type { Renaming } from '../imports/storePort.ts';
import type { BundleName, ClaimedSet, LeftSet, ListBundle, SharedGeneration } from './bundles.ts';

/** What a thing is called in every replica; see `adapters/sqlite/curation/things.ts`. */
export interface ThingName {
  readonly subject: string;
  readonly listType: string;
  readonly productId: string;
  readonly item: string;
}

/** A thing of which something is said. */
export interface StatedThing {
  readonly name: ThingName;
  /** As JSON. */
  readonly value: string;
}

/** Which write of a thing it was, to the cluster. */
export interface Revision {
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** What a thing was called before a product was renamed. */
export interface Move {
  readonly from: ThingName;
  /** The renaming: no other has its id. */
  readonly by: string;
}

export interface MovedThing extends Move {
  /** Since it was said, in the order in which it happened: whoever said it may not have seen it in between. */
  readonly earlier?: readonly Move[] | undefined;
}

/** A thing as the cluster has it. */
export interface SharedThing extends Revision {
  readonly name: ThingName;
  /** What was said, as JSON; null: it was taken back. */
  readonly value: string | null;
  readonly author: string;
  /** ISO 8601, by the author's clock. */
  readonly at: string;
  /** The replica in which it was said. */
  readonly replica: string;
  /** It was said by somebody under another name, and only followed a product here. */
  readonly moved?: MovedThing;
}

/** A thing that was changed here. */
export interface UnsentThing {
  readonly name: ThingName;
  /** As it stands here. */
  readonly value: string | null;
  readonly at: string;
  /** What it was made upon; null: the cluster is not known to have it. */
  readonly base: Revision | null;
  /** The last of its outbox lines that `value` comes from. */
  readonly through: number;
  readonly moved?: MovedThing;
}

export interface AcceptedThing extends UnsentThing {
  readonly revision: Revision;
}

/** A change of one thing; those of one step were made together. */
export interface ChangeLine {
  readonly number: number;
  readonly step: number;
  /** As in the journal, or `undo`, `redo`, `carry`, `follow`, `take-back`. */
  readonly operation: string;
  readonly name: ThingName;
  readonly before: string | null;
  readonly after: string | null;
  readonly at: string;
}

/** A correction as the cluster has it. */
export interface SaidCorrection {
  readonly productId: string;
  readonly field: string;
  /** Null: it was taken back. */
  readonly value: string | null;
  readonly metadataThen: string | null;
  /** Which write it was: of two the later one stands. */
  readonly seqNo: number;
}

/** Where a replica stands. */
export interface ReplicaMark {
  /** The index that it follows; null before the first. */
  readonly origin: string | null;
  /** Every change up to here was received. */
  readonly received: number;
}

/** What others' changes did to a replica. */
export interface Applied {
  /** Products whose lists or attributes are other than before. */
  readonly productIds: readonly string[];
  /** Of the things that changed. */
  readonly subjects: ReadonlySet<string>;
  /** Conflicts that came up. */
  readonly conflicts: number;
  /** Things that this Twinset does not understand; they were passed over. */
  readonly unknown: readonly ThingName[];
}

/** Of one thing within a conflict. */
export interface ContestedThing {
  readonly name: ThingName;
  readonly mine: string | null;
  /** What stands. */
  readonly theirs: string | null;
  /** Who said that, and when; null for what only belongs to the same step. */
  readonly author: string | null;
  readonly theirsAt: string | null;
}

/** A step that was made here while another decided otherwise: the other's stands, because it was first. */
export interface Conflict {
  readonly id: number;
  readonly operation: string;
  readonly at: string;
  readonly things: readonly ContestedThing[];
}

/** A catalog's curation as one of several replicas. Every call is one transaction. All of it @throws Failure `disk-full`, `catalog-damaged` */
export interface ReplicaStore {
  /** From now on changes are kept until they are sent. @returns the replica's own name */
  begin(): string;
  /** Told after a change that is to be sent. @returns what ends that */
  onUnsent(listener: () => void): () => void;
  mark(): ReplicaMark;
  /** Another index, or the first: nothing is known of what it has, and everything here is to be sent to it. */
  startOver(origin: string): void;
  /** Steps that are not sent. */
  waiting(): number;
  /** The oldest of what is to be sent; from now on it counts as tried. */
  unsent(): readonly UnsentThing[];
  /** The cluster has them for good. */
  acknowledge(accepted: readonly AcceptedThing[], author: string): void;
  /** Changes of which everything that belongs to them is sent. */
  finished(): readonly ChangeLine[];
  forget(lines: readonly ChangeLine[]): void;
  /** What the cluster is known to have of these. */
  known(names: readonly ThingName[]): readonly Pick<SharedThing, 'name' | 'value' | 'seqNo'>[];
  /** Corrections of which it is not known that the cluster's products say so: as they stand here, by product and field. */
  unshownCorrections(): ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  /**
   * Takes over what others said, where nothing else was said here meanwhile. What is known already changes nothing.
   * @param received every change up to here was received with them
   */
  receive(things: readonly SharedThing[], received: number): Applied;
  /** What the cluster has in truth of a thing that it refused again and again; null: nothing. */
  correct(name: ThingName, there: SharedThing | null): Applied;
  /** Generated lists that are to be sent before it is said that they stand; some of them. */
  unsentBundles(): readonly ListBundle[];
  /** The cluster has them for good. */
  forgetBundles(sent: readonly BundleName[]): void;
  /**
   * Sets of bundles that others are to find once these are sent: those that they name, and those of generations that they take back of which not all
   * lists are here, because they can be said to stand again by the same set alone.
   */
  setsToClaim(things: readonly UnsentThing[]): readonly ClaimedSet[];
  /** Its bundles are gone: they are to be sent anew, in another set. @returns false where not all of its lists are here */
  bundleAnew(generation: string): boolean;
  /** Sets by which generations stand, as far as it is known here. */
  namedSets(): ReadonlySet<string>;
  /** Of generations that others say stand; some of them. @param except sets */
  missingBundles(except: ReadonlySet<string>): readonly BundleName[];
  /** A generation is seen once all its lists are here. */
  takeBundles(fetched: readonly ListBundle[]): Applied;
  /**
   * Sets of bundles that nobody needs any more, which this machine is to remove; some of them.
   * @param received every change up to here was received
   */
  removableBundles(received: number): readonly LeftSet[];
  /** The cluster has them no more. */
  forgetRemoved(sets: readonly LeftSet[]): void;
  /** Those that stand, the newest first. */
  generations(): readonly SharedGeneration[];
  /** Whoever said that it stands; a step that undo takes back. @returns null where it does not stand any more */
  takeBackGeneration(name: string): Applied | null;
  /** Products that this machine's imports renamed in the shared catalog, where all see them so: decisions are to follow. */
  keepRenamings(renamings: readonly Renaming[]): void;
  /** Those that decisions have not followed yet, in the order in which it happened. */
  renamings(): readonly Renaming[];
  conflicts(): readonly Conflict[];
  /** Mine is a new change upon what stands. @returns null where there is no such conflict any more */
  settle(id: number, keep: 'mine' | 'theirs'): Applied | null;
}

/** A list of one product. */
export interface TeamList {
  readonly type: string;
  readonly productId: string;
}

/** Where somebody works; whoever stops saying so is gone. */
export interface Presence {
  readonly replica: string;
  readonly author: string;
  /** When it was said, by the author's clock. */
  readonly at: string;
  readonly lists: readonly TeamList[];
  /** Another each time it is said. */
  readonly beat: number;
}

/** A list that somebody took, so that others leave it. */
export interface TakenList extends TeamList {
  readonly author: string;
  readonly at: string;
  readonly replica: string;
}

/** The last who brought, changed or removed products. */
export interface ContentsMark {
  /** Whose products they are: a replica's, or the published catalog's. */
  readonly owner: string;
  /** Another each time. */
  readonly token: string;
}

export interface ReceivedPage {
  readonly things: readonly SharedThing[];
  /** Everything up to here was received with this page. */
  readonly received: number;
}

export interface Received {
  /** The index as it was made: another of the same name is another origin. */
  readonly origin: string;
  /** From the mark on; from the beginning where the origin is another. */
  readonly pages: AsyncIterable<ReceivedPage>;
}

export interface SentThings {
  readonly accepted: readonly AcceptedThing[];
  /** Something else is there, or the same already: what the cluster has of them is to be received first. */
  readonly refused: readonly UnsentThing[];
}

/** Who sends, from where. */
export interface Sender {
  readonly author: string;
  readonly replica: string;
}

/** The curation of a shared catalog, where all replicas meet. All of it @throws Failure `cluster-unreachable`, `cluster-refused` … */
export interface TeamCluster {
  readonly address: string;
  /** @throws Failure `not-found`, `catalog-too-new`, `cluster-unusable` */
  check(): Promise<void>;
  receive(mark: ReplicaMark): Promise<Received>;
  /** The node that was asked did not answer: the next is asked from now on. */
  failedOver(): void;
  send(things: readonly UnsentThing[], sender: Sender): Promise<SentThings>;
  /** Each is there once, however often it is sent. */
  sendBundles(bundles: readonly ListBundle[], sender: Sender): Promise<void>;
  /** In the order of their names; null for one that is not there, or is damaged. */
  fetchBundles(names: readonly BundleName[]): Promise<readonly (ListBundle | null)[]>;
  /** What is gone already is no failure. */
  removeBundles(sets: readonly LeftSet[]): Promise<void>;
  /** Before a generation is said to stand by them: from now on nobody gives them up. @returns those that were given up before, whose bundles are gone */
  claimSets(sets: readonly string[], sender: Sender): Promise<ReadonlySet<string>>;
  /** Removes sets of bundles that nothing named for a long time, by the cluster's clock, and nobody claimed. @param named by what was said up to now */
  giveUpSets(named: ReadonlySet<string>, sender: Sender): Promise<void>;
  /** Who did what. Every line is there once, however often it is given. */
  append(lines: readonly ChangeLine[], sender: Sender): Promise<void>;
  /** From now on the products say so, also where it is asked for again. */
  correct(corrections: readonly SaidCorrection[]): Promise<void>;
  examine(
    names: readonly ThingName[],
  ): Promise<readonly { readonly name: ThingName; readonly there: SharedThing | null }[]>;
  people(): Promise<{
    readonly present: readonly Presence[];
    readonly taken: readonly TakenList[];
    readonly contents: ContentsMark | null;
  }>;
  sayPresence(presence: Sender & Pick<Presence, 'lists'>): Promise<void>;
  /** @param own `from`: whose it is to be no longer. @throws Failure `not-allowed` where it is another's */
  takeList(list: TeamList, own: Sender & { readonly from: string | null }): Promise<void>;
  giveBackList(list: TeamList, author: string): Promise<void>;
  close(): Promise<void>;
}
