/** What others ask of a catalog's curation; and what a local catalog asks of the store that keeps it. */

import type { Decision, DecisionState, JournalStep, PinKind } from '../../contract/lists.ts';
import type { ListState } from '../../contract/listWords.ts';
import type { ListKind, SoldOut } from '../../contract/queue.ts';
import type { BoardStore } from '../boards/ports.ts';
import type { DuplicateStore } from '../duplicates/ports.ts';
import type { Renaming, Succession } from '../imports/storePort.ts';
import type { ListStates } from '../products/filterMask.ts';
import type { CorrectionStore } from '../repair/ports.ts';
import type { ReplicaStore, StatedThing } from '../team/ports.ts';
import type { UserStore } from '../users/ports.ts';
import type { GeneratedList } from './generatedList.ts';
import type { ListComparison, WantedList } from './roundTrip/compareList.ts';

export type { GeneratedList } from './generatedList.ts';

/** The list that look-alikes are decided for where nothing else is said. */
export const substitute = 'substitute';

/** What a list is made from: who was decided on, and how. */
export type ListedDecision = Pick<Decision, 'id' | 'state'> &
  Partial<Pick<Decision, 'pin' | 'position' | 'from' | 'until'>>;

export interface DecisionStore {
  /** The decisions on one product's look-alikes: pinned first in their order, then the others; empty where there are none. */
  decisionsOf(productId: string): readonly ListedDecision[];
  /** What was generated for the product, in order; null where nothing was, so that the nearest others are suggested. */
  generatedOf(productId: string): readonly string[] | null;
}

export interface DecisionCommand {
  readonly type: string;
  readonly productId: string;
  readonly lookAlikeId: string;
  /** Null takes the decision back. */
  readonly state: DecisionState | null;
  /** Of a pin in the list, from 1; null: where it is already, else after the last pin. */
  readonly position: number | null;
  /** Null: the one it has; empty: none. */
  readonly reason: string | null;
  /** Of a pin; left out: hard. */
  readonly pin?: PinKind | undefined;
  /** Days of a pin; left out: as they are. */
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
}

/** Several look-alikes of one product at once. */
export interface DecisionsCommand {
  readonly type: string;
  readonly productId: string;
  readonly lookAlikeIds: readonly string[];
  readonly state: Exclude<DecisionState, 'pinned'> | null;
  /** Null: the one each has. */
  readonly reason: string | null;
}

export interface DecisionsMade {
  readonly touched: string[];
  /** Are so already, or pinned. */
  readonly left: string[];
}

export interface DecisionMade {
  readonly previous: DecisionState | null;
  /** Of the pin in the list, from 1; null for what is no pin. */
  readonly position: number | null;
  /** Other pins that made room, and their new places; left out where none had to. */
  readonly moved?: readonly { readonly id: string; readonly position: number }[];
}

/** What an import of lists changed. */
export interface ListsImported {
  /** Of single entries. */
  readonly changes: number;
  /** Products whose lists are other than before. */
  readonly productIds: readonly string[];
}

export interface Followed {
  /** Decisions that now stand under another product id. */
  readonly moved: number;
  /** Decisions on products that are several now: they stand under the one with the picture that stood for all. */
  readonly divided: number;
  /** The ids of those. */
  readonly heirIds: readonly string[];
  /** Decisions that met another one on the same two products: one of the two stands. */
  readonly merged: number;
  /** Decisions on products that ended while others took their ids: they rest. */
  readonly setAside: number;
  /** The ids under which those are kept: no product has them. */
  readonly asideIds: readonly string[];
  /** Generated lists that name a product by its new id. */
  readonly generatedLists: number;
  /** Decisions that rest under the old id, because others decided otherwise on the new one. */
  readonly resting: number;
}

/** What becomes of a decision that meets another one under the new id: the stronger stands, or the one that is there. */
export type Meeting = 'stronger' | 'standing';

/** A decision as the first schemas kept it. */
export interface CarriedDecision {
  readonly productId: string;
  readonly lookAlikeId: string;
  readonly state: DecisionState;
  readonly decidedAt: string;
}

/** What changed in the journal by undoing or doing again, newest step first. */
export interface JournalAnswer {
  readonly steps: readonly JournalStep[];
  /** Products whose lists or attributes are other than before. */
  readonly productIds: readonly string[];
}

/** `isResting`: its product is gone; it counts again once the product is back. */
export interface StandingDecision extends Decision {
  readonly isResting: boolean;
}

export interface CurationHistory {
  /** What undo and redo would do next. */
  readonly undo: JournalStep | null;
  readonly redo: JournalStep | null;
  readonly decisions: number;
  /** Of them on products that are gone. */
  readonly resting: number;
}

/**
 * What a curator makes of an open catalog. Products may be named by any id that `ProductsPort.ownId` knows; a change is kept
 * for good, and seen by whoever asks for products, when it is answered.
 * All of it @throws Failure `not-found` for an unknown product, `disk-full`, `catalog-damaged`
 */
export interface CurationPort {
  /** Those for lists of one type, at hand: they are few beside the products, and a job asks for every product. */
  decisions(type: string): Promise<DecisionStore>;
  /** All of them on lists of a type, by product; of products that are gone too. */
  allDecisions(type: string): Promise<ReadonlyMap<string, readonly ListedDecision[]>>;
  /** Pinned ones first in their order; empty where there are none. */
  decisionsOf(productId: string, type: string): Promise<readonly StandingDecision[]>;
  /**
   * A decision on a product that is gone can be taken back, and nothing else.
   * @returns with the product's own id
   * @throws Failure `bad-input` where both are the same product
   */
  decide(command: DecisionCommand): Promise<DecisionMade & { readonly productId: string }>;
  /** As one step of the journal. @throws Failure `bad-input` where the product itself is among them */
  decideAll(command: DecisionsCommand): Promise<DecisionsMade & { readonly productId: string }>;
  /** Look-alikes first, the others in the order in which they were added. */
  types(): Promise<readonly ListKind[]>;
  /** @returns whether it was added */
  saveType(kind: ListKind): Promise<boolean>;
  /** What was decided for its lists rests. @returns how many decisions. @throws Failure `bad-input` for look-alikes, `not-found` */
  removeType(type: string): Promise<number>;
  /** How far lists of a type are; those not named are untouched. Done ones whose entries are gone or sold out are begun. */
  listStates(type: string): Promise<ListStates>;
  /** As `listStates` has it. */
  stateOf(productId: string, type: string): Promise<ListState>;
  /**
   * Says that lists are done, or are not, as one step.
   * @returns those that were not so already, by their products' own ids
   */
  setDone(type: string, lists: readonly DoneList[]): Promise<readonly string[]>;
  /** How the lists of these products are, in their order. */
  summariesOf(type: string, productIds: readonly string[]): Promise<readonly ListSummary[]>;
  /** What a list that is done had when that was said; null for one that is not. */
  seenIn(productId: string, type: string): Promise<readonly string[] | null>;
  /** Why products were rejected, what was said most often first. */
  reasons(): Promise<readonly string[]>;
  soldOut(): Promise<SoldOut | null>;
  /** @throws Failure `bad-input` naming an unknown field */
  nameSoldOut(soldOut: SoldOut | null): Promise<void>;
  /** Whether a product is sold out; false also for one that is not there. */
  isSoldOut(productId: string): Promise<boolean>;
  /** Lists with something accepted or pinned, by product. */
  curatedLists(): Promise<readonly CuratedList[]>;
  /** All that a team shares of it, a few at a time. */
  everyThing(): Promise<AsyncIterable<readonly StatedThing[]>>;
  /** The lists of one generation, a few at a time. @param name as `everyThing` has it */
  listsOfGeneration(name: string): Promise<AsyncIterable<readonly GeneratedList[]>>;
  /** What would change, list by list; the products are named by their own ids. */
  compareLists(type: string, lists: readonly WantedList[]): Promise<readonly ListComparison[]>;
  /** Makes all lists so, as one step of the journal; where they are so already, nothing changes. */
  importLists(type: string, lists: readonly WantedList[]): Promise<ListsImported>;
  /** Null where nothing was generated for the product. */
  generatedOf(productId: string, type: string): Promise<readonly string[] | null>;
  /** Those of one type, in no order. */
  allGenerated(type: string): Promise<readonly GeneratedList[]>;
  /** Keeps how often products are recommended in lists of a type, in place of what was counted before. @throws Failure `not-allowed` too */
  keepExposure(type: string, count: ExposureCount): Promise<void>;
  /** Of what was counted last, when and for how long lists; null: nothing yet. */
  exposureCounted(type: string): Promise<Omit<ExposureCount, 'counts'> | null>;
  /** Keeps the lists as one step of the journal, however many they are; killed before it answers, it has changed nothing. */
  keepGenerated(type: string, rules: string, lists: readonly GeneratedList[]): Promise<void>;
  /** Takes back the newest `count` steps that were not taken back yet. */
  undo(count: number): Promise<JournalAnswer>;
  redo(count: number): Promise<JournalAnswer>;
  history(): Promise<CurationHistory>;
}

/** In how many lists each product was when that was counted. */
export interface ExposureCount {
  /** In ISO 8601. */
  readonly at: string;
  /** How long the lists were. */
  readonly top: number;
  /** By product id. */
  readonly counts: ReadonlyMap<string, number>;
}

/** That a list is done, or is not. */
export interface DoneList {
  readonly productId: string;
  /** What the list had when that was said; null: it is not done. */
  readonly seen: readonly string[] | null;
}

export interface ListCounts {
  /** Decisions on products that are there. */
  readonly pinned: number;
  readonly accepted: number;
  readonly rejected: number;
  /** That would leave. */
  readonly entries: number;
  /** Places that stay empty. */
  readonly missing: number;
}

/** How a product's list is. */
export interface ListSummary extends ListCounts {
  readonly state: ListState;
}

/** A list in which something was accepted or pinned. */
export interface CuratedList {
  readonly productId: string;
  readonly type: string;
  /** When it was last decided on, in ISO 8601. */
  readonly decidedAt: string;
}

/** Every change is one transaction, on disk when the call returns. All of it @throws Failure `disk-full`, `catalog-damaged` */
export interface CurationStore {
  readonly boards: BoardStore;
  readonly corrections: CorrectionStore;
  readonly duplicates: DuplicateStore;
  readonly users: UserStore;
  /** What keeps it together with others'; nothing of it begins by itself. */
  readonly replica: ReplicaStore;
  /** All that a team shares of it. */
  everyThing(): Iterable<StatedThing>;
  /** Changes with every change. */
  readonly version: number;
  decisionsOf(productId: string, type?: string): readonly Decision[];
  decide(command: DecisionCommand): DecisionMade;
  /** As one step of the journal. */
  decideAll(command: DecisionsCommand): DecisionsMade;
  types(): readonly ListKind[];
  /** @returns whether it was added */
  saveType(kind: ListKind): boolean;
  /** @returns how many decisions rest from now on; null where there is no such type */
  removeType(type: string): number | null;
  /** Done as it was said; those not named are untouched. */
  listStates(type: string): ListStates;
  /** What was accepted or pinned in lists that are done: product, look-alike. To be read to its end at once. */
  chosenInDone(type: string): Iterable<readonly [productId: string, lookAlikeId: string]>;
  /** All decisions on lists of a type, by product. */
  allDecisions(type: string): ReadonlyMap<string, readonly ListedDecision[]>;
  /** As one step. @returns the products of those that were not so already */
  setDone(type: string, lists: readonly DoneList[]): readonly string[];
  seenIn(productId: string, type: string): readonly string[] | null;
  /** Why products were rejected, what was said most often first; the first twenty. */
  reasons(): readonly string[];
  soldOut(): SoldOut | null;
  nameSoldOut(soldOut: SoldOut | null): void;
  curatedLists(): readonly CuratedList[];
  /** Makes the lists so, as one step of the journal. */
  importLists(type: string, lists: readonly WantedList[]): ListsImported;
  generatedOf(productId: string, type: string): GeneratedList | null;
  allGenerated(type: string): GeneratedList[];
  /** The generations whose lists stand, the newest last; others where these lists are. */
  standingGenerations(type: string): readonly string[];
  /** Begins a generation: none of its lists stands before it is applied. @param rules as they were asked for, as JSON */
  beginGeneration(type: string, rules: string): number;
  addGenerated(generation: number, type: string, lists: readonly GeneratedList[]): void;
  /** Its lists stand from now on, as one step of the journal. */
  applyGeneration(generation: number, type: string): void;
  /** A few at a time. @param name as `everyThing` has it */
  listsOfGeneration(name: string): Iterable<readonly GeneratedList[]>;
  /** Takes back the newest `count` steps that were not taken back yet. */
  undo(count: number): JournalAnswer;
  redo(count: number): JournalAnswer;
  /** What undo and redo would do next. */
  history(): { undo: JournalStep | null; redo: JournalStep | null };
  /** Carries decisions and corrections over to products' new ids, all at the same time. */
  follow(successions: readonly Succession[]): Followed;
  /**
   * The same for what the replica keeps of renamed products, one after the other; none is followed twice. Each thing that moves is a step of
   * its own, so that another curator who says otherwise of it holds up no other. @param renamings the oldest ones
   * @param meeting left out: the stronger
   */
  followRenamings(renamings: readonly Renaming[], meeting?: Meeting): readonly Followed[];
  /** Takes over decisions of an older catalog; those that stand already stay as they are. */
  carryOver(decisions: readonly CarriedDecision[]): void;
  count(): number;
  /** Nothing was decided, and there is no board and no user. */
  isEmpty(): boolean;
  /** Decisions on products that are not there, by either of their two products, with what is marked on boards. */
  countResting(isThere: (productId: string) => boolean): number;
  /** The products that are not there and that decisions rest on. */
  absentIds(isThere: (productId: string) => boolean): ReadonlySet<string>;
}
