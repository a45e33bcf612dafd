/** What an import of lists has to tell about single rows: what was put right, and what was left out. */

export interface Remark {
  /** Of the file, or of the sheet, from 1. */
  readonly row: number;
  readonly text: string;
}

export interface Remarks {
  /** Read otherwise than it stands. */
  readonly repaired: Remark[];
  /** Not applied. */
  readonly refused: Remark[];
}

/** Counts a few by name: "4, 5, 6 and 3 more". */
export function nameFew(values: readonly (string | number)[], few = 3): string {
  const shown = values.slice(0, few).join(', ');
  return values.length > few ? `${shown} and ${values.length - few} more` : shown;
}
