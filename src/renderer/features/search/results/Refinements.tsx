import { SlidersHorizontal } from 'lucide-react';
import { DialogTrigger, Popover } from 'react-aria-components';
import { Button } from '../../../components/controls/Button.tsx';
import { Checkbox } from '../../../components/controls/Checkbox.tsx';
import { Slider } from '../../../components/controls/Slider.tsx';
import { navigate } from '../../../shell/navigation.ts';
import type { LookAlikesAddress } from '../lookAlikesAddress.ts';
import { navigateLive } from '../navigateLive.ts';
import type { ShownOutput } from '../useLookAlikes.ts';
import { noWishes, type Wishes } from '../wishes.ts';
import { ColourWeight } from './ColourWeight.tsx';

export interface RefinementsProps {
  readonly address: LookAlikesAddress;
  /** Undefined until it is there. */
  readonly found: ShownOutput | undefined;
}

const twoDecimals: Intl.NumberFormatOptions = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** What is asked for now and then: how different they are among each other, how much colour counts, which scores, variants as one. */
export function Refinements({ address, found }: RefinementsProps) {
  const { wishes, diversity } = address;
  const { minScore, maxScore, colourWeight, isGrouped } = wishes;
  const change = (part: Partial<Wishes>) => navigateLive({ ...address, wishes: { ...wishes, ...part } });
  const used = [diversity > 0, minScore !== null, maxScore !== null, colourWeight > 0, isGrouped].filter(
    Boolean,
  ).length;
  return (
    <DialogTrigger>
      <Button icon={<SlidersHorizontal size={14} aria-hidden />}>
        {used === 0 ? 'Refine' : `Refine (${used})`}
      </Button>
      <Popover className="results-popover" aria-label="Refine" placement="bottom start" offset={4}>
        <div className="results-popover-frame refinements">
          <Slider
            label="Variety"
            value={diversity}
            min={0}
            max={0.9}
            step={0.1}
            outcome={describeGroups(found)}
            onChange={(next) => navigateLive({ ...address, diversity: next })}
          />
          <ColourWeight address={address} />
          <Slider
            label="Least score"
            value={minScore ?? 0}
            min={0}
            max={1}
            step={0.01}
            format={twoDecimals}
            onChange={(score) => change({ minScore: score === 0 ? null : score })}
          />
          <Slider
            label="Greatest score"
            value={maxScore ?? 1}
            min={0}
            max={1}
            step={0.01}
            format={twoDecimals}
            onChange={(score) => change({ maxScore: score === 1 ? null : score })}
          />
          <Checkbox isSelected={isGrouped} onChange={(next) => change({ isGrouped: next, unfolded: [] })}>
            Variants of one product as one
          </Checkbox>
          <Button
            isDisabled={used === 0}
            onPress={() => {
              const { minScore, maxScore, colourWeight, isGrouped } = noWishes;
              const without = { ...wishes, minScore, maxScore, colourWeight, isGrouped };
              navigate({ ...address, diversity: 0, wishes: without });
            }}
          >
            Without these
          </Button>
        </div>
      </Popover>
    </DialogTrigger>
  );
}

/** "8 of 10 groups": near-identical look-alikes are one group, so so many of them differ. */
function describeGroups(found: ShownOutput | undefined): string {
  if (found === undefined) return '';
  const shown = found.results.filter(({ isUnfolded }) => isUnfolded !== true).length;
  return `${found.groups} of ${shown} groups`;
}
