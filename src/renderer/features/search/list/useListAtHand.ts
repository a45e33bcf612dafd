/** The list that the address is about, and the types that there are. */
import type { Output } from '../../../../contract/contract.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { ListKind } from '../../../../contract/queue.ts';
import { useCall } from '../../../api/useCall.ts';
import { useSettings } from '../../../shell/settings.ts';
import { shownPlan } from '../exportShownList.ts';
import type { LookAlikesAddress } from '../lookAlikesAddress.ts';
import { wishesInput } from '../wishes.ts';

export interface ListAtHand {
  readonly kinds: readonly ListKind[];
  readonly kind: ListKind;
  /** Undefined until it is there. */
  readonly list: Output<'lists.show'> | undefined;
  readonly failure: Failure | null;
}

export function useListAtHand(address: LookAlikesAddress): ListAtHand {
  const [settings] = useSettings();
  const types = useCall('listTypes.list', {});
  const { query, type } = address;
  const isProduct = query.kind === 'product';
  const { metric, same, diversity } = shownPlan(address, settings);
  const wanted = { ...wishesInput(address.wishes), metric, same: [...same], diversity };
  const input = { id: isProduct ? query.id : '', type, where: address.view.where, ...wanted };
  const shown = useCall('lists.show', input, { enabled: isProduct });
  const kinds = types.data?.types ?? [];
  const unknown: ListKind = { type, title: type, length: 10, fold: 5 };
  return {
    kinds,
    kind: kinds.find((kind) => kind.type === type) ?? unknown,
    list: shown.data,
    failure: shown.error,
  };
}
