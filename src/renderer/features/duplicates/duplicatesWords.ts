/** Duplicates in the words of the interface. */
import type { DuplicateMode, DuplicateReason, KeepRule } from '../../../contract/insight/duplicates.ts';
import { formatCounted } from '../../components/format.ts';

export const modeWords: { readonly [M in DuplicateMode]: string } = {
  file: 'Same file',
  picture: 'Same picture',
  'look-alike': 'Look-alikes',
};

/** What is looked for, of none of the products. */
export const foundWords: { readonly [M in DuplicateMode]: string } = {
  file: 'has the same file as another',
  picture: 'shows the same picture as another, not even saved anew, resized, mirrored or cut',
  'look-alike': 'looks like another',
};

export const reasonWords: { readonly [R in DuplicateReason]: string } = {
  'same file': 'Same file',
  'same picture': 'Same picture',
  mirrored: 'Mirrored',
  cropped: 'Cut',
  'other colours': 'Other colours',
  'look-alike': 'Look-alike',
};

export const ruleWords: { readonly [R in KeepRule]: string } = {
  resolution: 'the largest picture',
  metadata: 'the most attributes',
  oldest: 'what came first',
  newest: 'what came last',
};

export function placesWords(count: number): string {
  return formatCounted(count, 'place in lists and on boards', 'places in lists and on boards');
}
