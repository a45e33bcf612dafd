/** What a place outside the cluster is asked: a shared folder and an object store alike. */
import { Failure } from '../../../contract/failure.ts';

/** Files by their names, parts of which slashes divide. All of it @throws Failure `thumbnails-away` where the place as a whole cannot be used */
export interface PlaceFiles {
  /** As a message names it: "the folder /mnt/shoes". */
  readonly name: string;
  /** As many as are asked for at once. */
  readonly atOnce: number;
  has(name: string): Promise<boolean>;
  /** Null where there is none. */
  read(name: string): Promise<Uint8Array | null>;
  /** Whole or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Before the first thumbnail comes here. @throws Failure `bad-input` where something else is there */
  requireFree(): Promise<void>;
}

/** A thumbnail has some 8 KB: whatever is larger than this is none. */
export const mostBytes = 8 * 1024 * 1024;

export function away(message: string, detail?: string): Failure {
  return new Failure('thumbnails-away', message, detail);
}
