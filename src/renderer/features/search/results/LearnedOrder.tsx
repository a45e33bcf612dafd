import { ToggleButton } from 'react-aria-components';
import { client } from '../../../api/client.ts';
import { useCall } from '../../../api/useCall.ts';
import { formatCount } from '../../../components/format.ts';
import { tellFailure } from '../../../shell/toasts.ts';
import type { ShownOutput } from '../useLookAlikes.ts';

/** Whether look-alikes stand in the order that was learned from decisions; not there before one was learned that is better. */
export function LearnedOrder({ found }: { readonly found: ShownOutput | undefined }) {
  const { data } = useCall('ranking.get', {});
  const ranking = data?.ranking ?? null;
  if (data === undefined || ranking?.isBetter !== true) return null;
  const { isUsed } = data;
  const isAside = isUsed && found !== undefined && found.isLearned !== true;
  return (
    <span className="learned-order">
      <ToggleButton
        className="same-field"
        isSelected={isUsed}
        onChange={(next) => {
          client
            .call('ranking.use', { isUsed: next })
            .catch((thrown: unknown) => tellFailure('The order is as it was.', thrown));
        }}
      >
        Learned order
      </ToggleButton>
      <span className="quiet">
        {isAside
          ? 'not with variety, wishes or the tuned distance'
          : isUsed
            ? `from ${formatCount(ranking.decisions)} decisions of yours`
            : 'off: by distance'}
      </span>
    </span>
  );
}
