/** Which of a product's other words were what counted for a suggested value, and which against it. */
import type { SpeakingWord } from '../../contract/insight/repair.ts';
import type { WordFit } from './evidence.ts';
import type { Weighing } from './weighEvidence.ts';

/** On either side. */
const mostWords = 3;
/** What changes the odds by less is not named. */
const leastOdds = 1.5;

/** @param fits before they are weighed */
export function speakingWords(
  fits: readonly WordFit[],
  { words: weight, temperature }: Pick<Weighing, 'words' | 'temperature'>,
): SpeakingWord[] {
  const told = fits
    .map(({ field, word, fit }) => ({ field, word, odds: Math.exp((weight * fit) / temperature) }))
    .filter(({ odds }) => Math.max(odds, 1 / odds) >= leastOdds)
    .sort((one, other) => strengthOf(other) - strengthOf(one));
  const [forIt, against] = [told.filter(({ odds }) => odds > 1), told.filter(({ odds }) => odds < 1)];
  return [...forIt.slice(0, mostWords), ...against.slice(0, mostWords)];
}

function strengthOf({ odds }: SpeakingWord): number {
  return Math.abs(Math.log(odds));
}
