import type { JournalStep } from '../../contract/lists.ts';

/** Steps after which other products are hidden than before. */
export function changesHidden(operation: JournalStep['operation']): boolean {
  return operation === 'keep-best' || operation === 'show-hidden';
}
