/** The way in: products that are selected or have the focus are put side by side. */
import { formatCount } from '../../components/format.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { showToast } from '../../shell/toasts.ts';
import { isLookAlikes } from '../search/lookAlikesAddress.ts';
import { canCompare, compareAddress, isCompare, mostCompared } from './compareAddress.ts';

/** Compares them; from look-alikes with the query, which is the champion, and whose list is then decided on. */
export function openComparison(ids: readonly string[]): void {
  const from = currentAddress();
  if (isCompare(from)) return;
  const query = isLookAlikes(from) && from.query.kind === 'product' ? from.query.id : null;
  const compared = query === null ? ids : [query, ...ids.filter((id) => id !== query)];
  if (!canCompare(compared.length)) showToast(describeCount(compared.length, query !== null));
  else {
    const list = query !== null && isLookAlikes(from) ? { id: query, type: from.type } : null;
    navigate(compareAddress(from.view, compared, list));
  }
}

/** Why so many cannot be compared, and what to do. */
export function describeCount(count: number, withQuery: boolean): string {
  const limits = 'Two to six products can be compared';
  return count > mostCompared
    ? `${limits}${withQuery ? ', the query among them' : ''}; these are ${formatCount(count)}. Select fewer.`
    : `${limits}. Click one, and more with Shift or Ctrl.`;
}
