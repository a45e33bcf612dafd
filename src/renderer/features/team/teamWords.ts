import type { TeamStateValue } from '../../../contract/team.ts';
import { formatCounted, formatPercent } from '../../components/format.ts';

const kinds: { readonly [K in TeamStateValue['kind']]: string } = {
  together: 'Shared',
  away: 'Cluster away',
  'read-only': 'Read-only',
  'too-new': 'Update Twinset',
};

/**
 * "Shared", "Cluster away · 3 changes wait", "Shared · 1 conflict", "Shared · lists missing", "Shared · thumbnails not shown", "Shared · copying 34 %".
 * @param embedding share of the pictures that are embedded otherwise; null: none are
 */
export function teamWords(
  { kind, waiting, conflicts, missingLists, copying }: TeamStateValue,
  embedding: number | null,
  areThumbnailsAway: boolean,
): string {
  const parts = [kinds[kind]];
  if (conflicts > 0) parts.push(formatCounted(conflicts, 'conflict'));
  if (missingLists > 0) parts.push('lists missing');
  if (areThumbnailsAway) parts.push('thumbnails not shown');
  // While all is well they are gone again before they could be read.
  if (waiting > 0 && kind !== 'together')
    parts.push(`${formatCounted(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'}`);
  if (copying !== null) parts.push(`copying ${formatPercent(copying)}`);
  if (embedding !== null) parts.push(`embedding ${formatPercent(embedding)}`);
  return parts.join(' · ');
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** "26 Nov 2026, 14:05". */
export function formatMoment(at: string): string {
  return time.format(new Date(at));
}
