/** What deciding is about, in the words that all parts of this page share. */

/** Whose list is decided on. */
export interface ListOwner {
  readonly id: string;
  readonly type: string;
}

/** What a curator does with a look-alike. */
export type Command = 'accept' | 'reject' | 'pin' | 'soft-pin' | 'clear';

/** What is decided on, as far as it must be known to be shown in a list. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly score: number;
  readonly imageId: string;
}
