/** Duplicates in the words of the interface. */
import type { DuplicateMode, DuplicateReason, KeepRule } from '../../../contract/duplicates.ts';
import { formatCounted } from '../../components/format.ts';

export const modeWords: { readonly [M in DuplicateMode]: string } = {
  file: 'Same file',
  picture: 'Same picture',
  'look-alike': 'Look-alikes',
};

/** What a product has in common with another one. */
export const foundWords: { readonly [M in DuplicateMode]: string } = {
  file: 'its file',
  picture: 'its picture, also saved anew, resized, mirrored or cut,',
  'look-alike': 'a picture that looks alike',
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
