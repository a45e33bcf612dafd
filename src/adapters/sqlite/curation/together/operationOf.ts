/** What a change is called in the journal, by the thing that it changes. */
import type { JournalStep } from '../../../../contract/lists.ts';
import type { Change } from '../journal.ts';

export function operationOf({ key: { subject }, after }: Change): JournalStep['operation'] {
  switch (subject) {
    case 'decision':
      return after !== null && 'state' in after ? ofState[after.state] : 'clear';
    case 'correction':
      return 'correct';
    case 'list':
      return after === null ? 'reopen' : 'finish';
    case 'list-type':
      return after === null ? 'remove-type' : 'change-type';
    case 'word':
      return 'name-sold-out';
    case 'board':
      return after === null ? 'remove-board' : 'make-board';
    case 'taste':
      return after !== null && 'opinion' in after ? ofOpinion[after.opinion] : 'take-off';
    case 'generation':
    case 'renaming':
      return 'generate';
    case 'hidden':
      return after === null ? 'show-hidden' : 'keep-best';
    case 'distinct':
      return 'say-distinct';
    case 'confirmed':
      return 'confirm';
  }
}

const ofState = { accepted: 'accept', rejected: 'reject', pinned: 'pin' } as const;
const ofOpinion = { liked: 'like', disliked: 'dislike' } as const;
