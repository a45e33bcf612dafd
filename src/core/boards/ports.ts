/** What others ask of a catalog's boards; and what a local catalog asks of the store that keeps them. */
import type { Board, Opinion } from '../../contract/boards.ts';

export interface MarkCommand {
  readonly name: string;
  readonly ids: readonly string[];
  /** Null takes the products off the board. */
  readonly opinion: Opinion | null;
}

export interface Marked {
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * The boards of an open catalog. Products may be named by any id that `ProductsPort.ownId` knows; every change is a step of
 * the journal, and on disk when it is answered.
 * All of it @throws Failure `not-found` for an unknown board or product, `disk-full`, `catalog-damaged`
 */
export interface BoardsPort {
  /** In the order of their names. */
  list(): Promise<readonly Board[]>;
  get(name: string): Promise<Board>;
  /** @throws Failure `bad-input` where there is one of that name */
  create(name: string): Promise<Board>;
  /** @throws Failure `bad-input` where there is one of that name */
  rename(name: string, to: string): Promise<Board>;
  remove(name: string): Promise<void>;
  /** Makes the board where there is none. A product that is gone can be taken off, and nothing else. */
  mark(command: MarkCommand): Promise<Marked & { readonly board: Board }>;
}

/** What stands on a board. */
export interface KeptBoard {
  readonly name: string;
  readonly liked: readonly string[];
  readonly disliked: readonly string[];
}

/** Every change is one transaction. All of it @throws Failure `disk-full`, `catalog-damaged` */
export interface BoardStore {
  list(): readonly KeptBoard[];
  /** Null where there is none of that name. */
  get(name: string): KeptBoard | null;
  create(name: string): void;
  rename(name: string, to: string): void;
  remove(name: string): void;
  mark(command: MarkCommand): Marked;
}
