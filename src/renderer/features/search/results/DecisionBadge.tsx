import { Check, Pin, X } from 'lucide-react';
import type { DecisionState } from '../../../../contract/lists.ts';
import './DecisionBadge.css';

const icons = { accepted: Check, rejected: X, pinned: Pin } as const;
const words = { accepted: 'Accepted', rejected: 'Rejected', pinned: 'Pinned' } as const;

/** What the curator decided: a hue, an icon, and the word for screen readers. */
export function DecisionBadge({ state }: { readonly state: DecisionState }) {
  const Icon = icons[state];
  return (
    <span className={`decision-badge decision-${state}`} title={words[state]}>
      <Icon size={12} strokeWidth={3} aria-hidden />
      <span className="screen-reader-only">{words[state]}</span>
    </span>
  );
}
