/** Curating together as the rest of the engine asks it. */
import type { SharedGeneration } from './bundles.ts';
import type { Conflict, TakenList, TeamList } from './ports.ts';

/** How it stands between this replica and the cluster. */
export interface TeamState {
  /** `too-new`: another Twinset has changed the form of what is shared. */
  readonly kind: 'together' | 'away' | 'read-only' | 'too-new';
  /** ISO 8601. */
  readonly since: string;
  /** Why it is not together; null where it is. */
  readonly reason: string | null;
  /** Changes that are not sent. */
  readonly waiting: number;
  readonly conflicts: number;
  /** Generations whose lists are missing or damaged in the cluster. */
  readonly missingLists: number;
}

/** A generation whose lists stand. */
export interface StandingGeneration extends Omit<SharedGeneration, 'set' | 'isWhole' | 'author'> {
  readonly author: string;
  /** `coming`: not all lists are here yet. `missing`: some are missing or damaged in the cluster. */
  readonly state: 'here' | 'coming' | 'missing';
}

/** Somebody who works on lists now. */
export interface Colleague {
  readonly author: string;
  readonly lists: readonly TeamList[];
}

export interface TeamPeople {
  /** Others; the same name twice where somebody works on two machines. */
  readonly present: readonly Colleague[];
  readonly taken: readonly (TakenList & { readonly isOwn: boolean })[];
}

/** Curating together, of an open catalog that is shared. */
export interface TeamPort {
  /** What others know this person by. */
  author(): string;
  state(): TeamState;
  /** How much of the catalog's copy is fetched to this machine, from 0 to 1; null where it is there, or not fetched. */
  copying(): number | null;
  conflicts(): readonly Conflict[];
  /** @throws Failure `not-found` where it is settled already */
  settle(id: number, keep: 'mine' | 'theirs'): void;
  /** The newest first. */
  generations(): readonly StandingGeneration[];
  /** Whoever generated them; a step that undo takes back. @throws Failure `not-found` where it does not stand any more */
  takeBackGeneration(name: string): void;
  people(): TeamPeople;
  /** A window shows a list, or none; forgotten where it is not said again within half a minute. */
  look(window: string, list: TeamList | null): void;
  /** @param from who is to have it no longer. @throws Failure `not-allowed`, `cluster-unreachable` … */
  takeList(list: TeamList, from: string | null): Promise<void>;
  giveBackList(list: TeamList): Promise<void>;
}
