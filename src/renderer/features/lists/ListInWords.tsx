import type { DecisionState } from '../../../contract/lists.ts';
import { useCall } from '../../api/useCall.ts';
import { describeDecisions } from './exportPlan.ts';

/** Whose list it is, and what decisions make of it: in the file pins come first and rejected ones are left out. */
export function ListInWords({ id }: { readonly id: string }) {
  const product = useCall('products.get', { id }).data;
  const decided = useCall('lists.get', { id }).data?.decisions ?? [];
  const states = decided.filter(({ isResting }) => !isResting).map(({ state }): DecisionState => state);
  const words = [product?.name || id, describeDecisions(states)].filter((part) => part !== '');
  return <span className="quiet">{words.join(': ')}</span>;
}
