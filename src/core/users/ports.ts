/** What others ask of a catalog's users; and what a local catalog asks of the store that keeps them. */
import type { TasteSettings, UserEvent, UserSummary } from '../../contract/users.ts';
import type { Succession } from '../imports/storePort.ts';

/** One thing that a user did with a product. */
export interface Interaction {
  readonly userId: string;
  readonly productId: string;
  readonly event: UserEvent;
  /** Times the event's own weight; above 0. */
  readonly weight: number;
  /** Seconds since 1970; null where it is not known. */
  readonly at: number | null;
}

export type UserInteraction = Omit<Interaction, 'userId'>;

export interface UserRecord extends UserSummary {
  readonly interactions: readonly UserInteraction[];
}

/** All of it @throws Failure `disk-full`, `catalog-damaged` */
export interface UsersPort {
  /** Keeps these, whose products are there, in one piece; one that is kept already stays one. Returns how many are new. */
  add(interactions: readonly Interaction[]): Promise<number>;
  /** Those with the text in their id, in the order of their ids. */
  list(text: string, offset: number, limit: number): Promise<{ total: number; users: UserSummary[] }>;
  /** What was done with hidden duplicates counts for the kept ones. @throws Failure `not-found` */
  get(id: string): Promise<UserRecord>;
  /** The newest event of all users, in seconds since 1970; null where none has a time. */
  newestAt(): Promise<number | null>;
  settings(): Promise<TasteSettings>;
  setSettings(settings: TasteSettings): Promise<void>;
  /** Forgets all users; returns how many there were. */
  clear(): Promise<number>;
}

/** Every change is one transaction. All of it @throws Failure `disk-full`, `catalog-damaged` */
export interface UserStore {
  add(interactions: readonly Interaction[]): number;
  list(text: string, offset: number, limit: number): { total: number; users: UserSummary[] };
  /** Null where there is none of that id. */
  get(id: string): UserRecord | null;
  newestAt(): number | null;
  settings(): TasteSettings;
  setSettings(settings: TasteSettings): void;
  clear(): number;
  /** Carries what users did over to products' new ids, within the transaction of the change; `aside` names the ids of ended ones. */
  follow(successions: readonly Pick<Succession, 'from' | 'to'>[]): void;
  isEmpty(): boolean;
}
