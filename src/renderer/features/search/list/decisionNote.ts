import type { Decision } from '../../../../contract/lists.ts';
import { formatDay } from '../../../components/format.ts';

/** What is to be known of a decision besides which it is: "pinned until 3 Dec", "rejected: wrong colour"; null for nothing. */
export function decisionNote(
  { state, from, until, reason }: Pick<Decision, 'state' | 'from' | 'until' | 'reason'>,
  today: string,
): string | null {
  if (state === 'rejected') return reason === null ? null : `rejected: ${reason}`;
  if (state !== 'pinned' || (from === null && until === null)) return null;
  const last = until === null ? '' : ` until ${formatDay(until, today)}`;
  if (until !== null && until < today) return `was pinned${last}`;
  if (from !== null && from > today) return `pinned from ${formatDay(from, today)}${last}`;
  return until === null ? null : `pinned${last}`;
}
