import type { ShownListEntry } from '../../../../contract/lists.ts';
import { formatPercent, formatScore } from '../../../components/format.ts';

/** What holds for all entries of a list. */
export interface ListOrder {
  /** The list is in the learned order. */
  readonly isLearned: boolean;
  /** How much colour counts in its scores, from 0. */
  readonly colourWeight: number;
}

/** Why an entry is in the list, and at this place. */
export function whyHere(entry: ShownListEntry, order: ListOrder): string {
  const { rank, state, pin, reason } = entry;
  const like = likeness(entry, order);
  const said = reason === null ? '' : ` You said: “${reason}”.`;
  switch (state) {
    case 'suggested':
      return order.isLearned
        ? `Suggested, by the order learned from your decisions: ${like}.`
        : `Suggested, as the nearest that is not decided on yet: ${like}.`;
    case 'accepted':
      return order.isLearned
        ? `Accepted by you; accepted ones and suggestions stand in the order learned from your decisions: ${like}.${said}`
        : `Accepted by you; accepted ones and suggestions stand by likeness: ${like}.${said}`;
    case 'pinned':
      return pin === 'soft'
        ? `Softly pinned by you: before suggestions, as long as no filter forbids it; ${like}.${said}`
        : `Pinned by you to place ${rank}, whatever filters say; ${like}.${said}`;
  }
}

/** "score 0.87", with what it is made of, and what was learned from it. */
function likeness(
  { score, parts, chance, state }: ShownListEntry,
  { isLearned, colourWeight }: ListOrder,
): string {
  const mixed =
    parts === undefined
      ? ''
      : `, mixed from look ${formatScore(parts.look)} (${formatPercent(1 - colourWeight)}) and colour ${formatScore(parts.colour)} (${formatPercent(colourWeight)})`;
  const plain = `score ${formatScore(score)}${mixed}`;
  if (!isLearned || state === 'pinned') return plain;
  return chance === undefined
    ? `it is not among the nearest, which that puts in order, so it stands by likeness; ${plain}`
    : `${formatPercent(chance)} likely to be accepted, by its values and its ${plain}`;
}
