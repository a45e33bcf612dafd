/** What speaks for a suggestion beside the neighbours, for files and the command line: "name: lotion; subCategory: Skin Care". */
import type { SpeakingWord } from '../../contract/insight/repair.ts';

export function listWords(words: readonly SpeakingWord[], side: 'for it' | 'against it'): string {
  return words
    .filter(({ odds }) => odds > 1 === (side === 'for it'))
    .map(({ field, word }) => `${field ?? 'name'}: ${word}`)
    .join('; ');
}
