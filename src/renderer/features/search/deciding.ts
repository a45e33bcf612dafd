/** What deciding is about, in the words that all parts of this page share. */

/** Whose list is decided on. */
export interface ListOwner {
  readonly id: string;
  readonly type: string;
}

/** What a curator does with a look-alike. */
export type Command = 'accept' | 'reject' | 'reject-why' | 'pin' | 'soft-pin' | 'pin-days' | 'clear';

/** From the first to the last day of a pin; null: without end. */
export interface PinDays {
  readonly from: string | null;
  readonly until: string | null;
}

/** What is decided on, as far as it must be known to be shown in a list. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly score: number;
  readonly imageId: string;
}
