/** What one does with compared products, by key or by button. */
export interface CompareActions {
  /** To the next pair or the one before. */
  go(by: 1 | -1): void;
  togglePair(): void;
  toggleLock(): void;
  blink(): void;
  toggleDifference(): void;
  crown(): void;
  goBack(): void;
}
