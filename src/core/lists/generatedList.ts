/** A list as a generation made it: its suggestions, in order. */
export interface GeneratedList {
  readonly productId: string;
  /** Place of the rule among those asked for, from 0; null: no rule fitted. */
  readonly rule: number | null;
  readonly entries: readonly string[];
}
