import type { ShownListEntry } from '../../../../contract/lists.ts';
import { formatScore } from '../../../components/format.ts';

/** Why an entry is in the list, and at this place. @param isLearned the list is in the learned order */
export function whyHere({ rank, state, pin, score, reason }: ShownListEntry, isLearned: boolean): string {
  const like = `score ${formatScore(score)}`;
  const said = reason === null ? '' : ` You said: “${reason}”.`;
  switch (state) {
    case 'suggested':
      return isLearned
        ? `Suggested, by the order learned from your decisions: ${like}.`
        : `Suggested, as the nearest that is not decided on yet: ${like}.`;
    case 'accepted':
      return isLearned
        ? `Accepted by you; accepted ones and suggestions stand in the order learned from your decisions: ${like}.${said}`
        : `Accepted by you; accepted ones and suggestions stand by likeness: ${like}.${said}`;
    case 'pinned':
      return pin === 'soft'
        ? `Softly pinned by you: before suggestions, as long as no filter forbids it; ${like}.${said}`
        : `Pinned by you to place ${rank}, whatever filters say; ${like}.${said}`;
  }
}
