import { Check, Pin, X } from 'lucide-react';
import type { Decision } from '../../../../contract/lists.ts';
import './DecisionBadge.css';

export type ShownDecision = Pick<Decision, 'state' | 'pin'>;

const icons = { accepted: Check, rejected: X, pinned: Pin } as const;
const words = { accepted: 'Accepted', rejected: 'Rejected', pinned: 'Pinned' } as const;

/** What the curator decided: a hue, an icon, and the word for screen readers; a soft pin has a broken line around it. */
export function DecisionBadge({ decision: { state, pin } }: { readonly decision: ShownDecision }) {
  const Icon = icons[state];
  const word = pin === 'soft' ? 'Softly pinned' : words[state];
  return (
    <span
      className={`decision-badge decision-${state}`}
      data-pin={pin === 'soft' ? pin : undefined}
      title={word}
    >
      <Icon size={12} strokeWidth={3} aria-hidden />
      <span className="screen-reader-only">{word}</span>
    </span>
  );
}
