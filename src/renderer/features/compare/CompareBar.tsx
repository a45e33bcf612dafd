import {
  ArrowLeft,
  ChevronLeft,
  ChevronRight,
  Columns2,
  Crown,
  GitCompareArrows,
  Lock,
  LockOpen,
  ScanEye,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, ToggleButton } from 'react-aria-components';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { Hint } from '../../components/Hint.tsx';
import type { CompareActions } from './compareActions.ts';
import type { CompareAddress } from './compareAddress.ts';

export interface CompareBarProps {
  readonly address: CompareAddress;
  readonly isBlinking: boolean;
  readonly isDiffering: boolean;
  /** What is said of the difference; null where none is looked for. */
  readonly found: string | null;
  readonly actions: CompareActions;
}

/** What is done with champion and challenger; every one of it is a key too. */
export function CompareBar({ address, isBlinking, isDiffering, found, actions }: CompareBarProps) {
  const { ids, product, isLocked, isPair } = address;
  const challengers = ids.length - 1;
  const at = product === null ? 0 : ids.indexOf(product);
  return (
    <div className="compare-bar">
      <IconButton label="Back" shortcut="Esc" onPress={actions.goBack}>
        <ArrowLeft size={16} aria-hidden />
      </IconButton>
      <h1>Compare</h1>
      {challengers > 1 ? (
        <div className="compare-turn">
          <IconButton label="Challenger before" shortcut="Shift+N" onPress={() => actions.go(-1)}>
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <span>
            {at} of {challengers}
          </span>
          <IconButton label="Next challenger" shortcut="N" onPress={() => actions.go(1)}>
            <ChevronRight size={16} aria-hidden />
          </IconButton>
          <Tool
            label="One against one"
            shortcut="O"
            icon={<Columns2 size={14} aria-hidden />}
            isOn={isPair}
            onPress={actions.togglePair}
          />
          <Tool
            label="Keep the champion"
            shortcut="K"
            icon={isLocked ? <Lock size={14} aria-hidden /> : <LockOpen size={14} aria-hidden />}
            isOn={isLocked}
            onPress={actions.toggleLock}
          />
        </div>
      ) : null}
      <Tool
        label="Blink"
        shortcut="B"
        icon={<ScanEye size={14} aria-hidden />}
        isOn={isBlinking}
        onPress={actions.blink}
      />
      <Tool
        label="Difference"
        hint="Difference: the brighter, the more"
        shortcut="D"
        icon={<GitCompareArrows size={14} aria-hidden />}
        isOn={isDiffering}
        onPress={actions.toggleDifference}
      />
      <Tool
        label="Make it the champion"
        shortcut="M"
        icon={<Crown size={14} aria-hidden />}
        onPress={actions.crown}
      />
      {found === null ? null : <p className="compare-found">{found}</p>}
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  /** The tooltip, where it adds to the name. */
  readonly hint?: string;
  readonly shortcut: string;
  readonly icon: ReactNode;
  /** Of what is on or off. */
  readonly isOn?: boolean;
  readonly onPress: () => void;
}

function Tool({ label, hint = label, shortcut, icon, isOn, onPress }: ToolProps) {
  const inside = (
    <>
      {icon}
      <span className="compare-tool-word" aria-hidden>
        {label}
      </span>
    </>
  );
  return (
    <Hint text={hint} shortcut={shortcut}>
      {isOn === undefined ? (
        <AriaButton className="compare-tool" aria-label={label} onPress={onPress}>
          {inside}
        </AriaButton>
      ) : (
        <ToggleButton className="compare-tool" aria-label={label} isSelected={isOn} onChange={onPress}>
          {inside}
        </ToggleButton>
      )}
    </Hint>
  );
}
