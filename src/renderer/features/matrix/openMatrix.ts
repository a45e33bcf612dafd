/** The way in: products that are selected, each with each. */
import { mostInMatrix } from '../../../contract/insight/matrix.ts';
import { formatCount } from '../../components/format.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { showToast } from '../../shell/toasts.ts';
import { matrixOf } from './matrixAddress.ts';

export const fewestInMatrix = 2;

export function openMatrix(ids: readonly string[]): void {
  const { view, product } = currentAddress();
  if (ids.length < fewestInMatrix || ids.length > mostInMatrix) showToast(describeLimits(ids.length));
  else navigate(matrixOf(view, product, ids));
}

/** Why so many make no matrix, and what to do. */
export function describeLimits(count: number): string {
  const limits = `Two to ${mostInMatrix} products make a matrix`;
  return count > mostInMatrix
    ? `${limits}; these are ${formatCount(count)}. Select fewer.`
    : `${limits}. Click one, and more with Shift or Ctrl.`;
}
