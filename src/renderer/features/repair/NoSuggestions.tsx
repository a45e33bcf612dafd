import { CheckCheck, Wrench } from 'lucide-react';
import { type RepairFound, usualConfidence } from '../../../contract/insight/repair.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { formatCount } from '../../components/format.ts';
import type { RepairAddress } from './repairAddress.ts';
import { changeAddress } from './useSuggestions.ts';

/** Nothing was looked at yet: what it is for, and the one thing to do. */
export function NotLooked({
  isLooking,
  onLook,
}: {
  readonly isLooking: boolean;
  readonly onLook: () => void;
}) {
  return (
    <EmptyState
      icon={<Wrench size={40} />}
      title="Find values that the pictures contradict"
      actions={
        <Button variant="primary" isDisabled={isLooking} onPress={onLook}>
          Look at the metadata
        </Button>
      }
    >
      Each product is compared with those that look like it, and with what its name and other values say: most
      neighbours say Kurta, the metadata says Shirt. You accept what is right, also where a value is missing.
      The metadata’s file stays as it is, no import overwrites what you corrected, and all of it can be
      undone.
    </EmptyState>
  );
}

/** The look is done, and nothing that is chosen is open. */
export function NoSuggestions({
  found,
  address,
}: {
  readonly found: RepairFound;
  readonly address: RepairAddress;
}) {
  const used = found.fields.filter(({ isUsed }) => isUsed).length;
  const isNarrowed = address.field !== null || address.kind !== null || address.min > 0;
  if (used === 0) {
    const isMeasured = found.fields.some(({ verdict }) => verdict === 'untold');
    return (
      <EmptyState
        icon={isMeasured ? <CheckCheck size={40} /> : <Wrench size={40} />}
        title={isMeasured ? 'Pictures tell none of the fields' : 'There is no field to look at'}
      >
        Why each one was left out is said beside this.
        {isMeasured ? ' Fields that were measured can be looked at all the same.' : null}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<CheckCheck size={40} />}
      title="No suggestion is left to decide on"
      {...(isNarrowed &&
        found.suggestions > 0 && {
          actions: (
            <Button
              onPress={() =>
                changeAddress({
                  field: null,
                  kind: null,
                  min: address.min <= usualConfidence ? 0 : usualConfidence,
                  at: 0,
                })
              }
            >
              Show less sure ones
            </Button>
          ),
        })}
    >
      {found.suggestions > 0
        ? `${formatCount(found.suggestions)} less sure ones, or of other fields, are not shown. Z takes back the last decision.`
        : 'Nothing looks doubtful, and nothing can be filled in, apart from what you decided on. Z takes back the last decision.'}
    </EmptyState>
  );
}
