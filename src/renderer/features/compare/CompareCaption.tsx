import { Check, Lock, Pin, X } from 'lucide-react';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { formatScore } from '../../components/format.ts';
import type { Command } from '../search/deciding.ts';
import { DecisionBadge, type ShownDecision } from '../search/results/DecisionBadge.tsx';
import type { Part } from './CompareStage.tsx';
import type { Compared } from './useCompared.ts';

export interface CompareCaptionProps {
  readonly compared: Compared;
  readonly part: Part;
  /** Of the champion. */
  readonly isLocked: boolean;
  readonly decision: ShownDecision | null;
  readonly isPending: boolean;
  /** Anything is decided here: then every caption is as high, so that all pictures are of one scale. */
  readonly hasDecisions: boolean;
  /** Null where nothing is decided on this one. */
  readonly onDecide: ((command: Command) => void) | null;
}

/** Under a picture: what it is here, its name, how alike it is, and what was decided. */
export function CompareCaption(props: CompareCaptionProps) {
  const { compared, part, decision, onDecide } = props;
  const { id, name, score } = compared;
  return (
    <div className="compare-caption" data-part={part} aria-busy={props.isPending}>
      <p className="compare-part">
        {part === 'champion' && props.isLocked ? <Lock size={12} aria-hidden /> : null}
        {part === 'other' ? null : (
          <span className="one-line">{part === 'champion' ? 'Champion' : 'Challenger'}</span>
        )}
        {score === null ? null : (
          <span className="compare-score">
            <span className="screen-reader-only">Score </span>
            {formatScore(score)}
          </span>
        )}
      </p>
      <p className="compare-name" title={name}>
        {decision === null ? null : <DecisionBadge decision={decision} />}
        <strong className="one-line">{name}</strong>
      </p>
      <p className="quiet one-line">{id}</p>
      {props.hasDecisions ? (
        <div className="compare-decide">
          {onDecide === null ? null : (
            <>
              <IconButton label={`Accept ${name}`} shortcut="A" onPress={() => onDecide('accept')}>
                <Check size={16} aria-hidden />
              </IconButton>
              <IconButton label={`Reject ${name}`} shortcut="X" onPress={() => onDecide('reject')}>
                <X size={16} aria-hidden />
              </IconButton>
              <IconButton label={`Pin ${name}`} shortcut="P" onPress={() => onDecide('pin')}>
                <Pin size={16} aria-hidden />
              </IconButton>
            </>
          )}
        </div>
      ) : null}
    </div>
  );
}
