import type { JournalStep } from '../../../contract/lists.ts';

type Operation = JournalStep['operation'];

/** What each step is called; `*` stands for what it was about. */
const words: { readonly [O in Operation]: string } = {
  accept: 'accept *',
  reject: 'reject *',
  pin: 'pin *',
  clear: 'take back the decision on *',
  correct: 'correct *',
  'correct-all': 'correct * and more',
  confirm: 'leave * as it is',
  import: 'import of lists',
  generate: 'generation of lists',
  'take-back-lists': 'take back generated lists',
  finish: 'list of * is done',
  reopen: 'list of * is not done',
  'add-type': 'add the lists “*”',
  'change-type': 'change the lists “*”',
  'remove-type': 'remove the lists “*”',
  'name-sold-out': 'say what is sold out',
  'keep-best': 'keep *',
  'say-distinct': 'say that * is no duplicate',
  'show-hidden': 'show a hidden product again: keep *',
  like: 'like *',
  dislike: 'dislike *',
  'take-off': 'take off *',
  'make-board': 'make the board *',
  'rename-board': 'rename the board *',
  'remove-board': 'remove the board *',
};

/** "pin 10122 for 10101", "correct baseColour of 10122", "list of 10101 is done", "like 10101, board Summer", "import of lists". */
export function describeStep({ operation, id, type, lookAlike, field, board }: JournalStep): string {
  if (board !== null) return words[operation].replace('*', id === '' ? board : `${id}, board ${board}`);
  const about = lookAlike !== null ? `${lookAlike} for ${id}` : field !== null ? `${field} of ${id}` : id;
  return words[operation].replace('*', about === '' ? (type ?? '') : about);
}
