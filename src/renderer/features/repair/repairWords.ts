/** Metadata repair in the words of the interface. */
import {
  type FieldMeasure,
  fewestKnown,
  leastAgreement,
  type SpeakingWord,
  type Suggestion,
} from '../../../contract/insight/repair.ts';
import { formatCount, formatCounted, formatPercent } from '../../components/format.ts';
import { nameOfValue } from '../products/facets/filterWords.ts';
import { fieldName } from '../products/fieldName.ts';

/** Never a whole hundred: nothing is certain. */
export function percent(share: number): string {
  const floored = Math.floor(share * 1000) / 1000;
  return share > 0.99 ? formatPercent(floored, 1) : formatPercent(share);
}

/** "Bags → Shirts", "(none) → Shirts". */
export function changeWords({ from, to }: Pick<Suggestion, 'from' | 'to'>): string {
  return `${nameOfValue(from)} → ${to}`;
}

/** "24 of 30 neighbours say Kurta, 2 say Shirt as the product does." */
export function voteWords({ field, from, to }: Suggestion, values: readonly string[]): string {
  const saying = (wanted: string): string => {
    const count = values.filter((value) => value === wanted).length;
    return `${count === 0 ? 'none' : formatCount(count)} ${verb('say', count)} ${wanted}`;
  };
  const agreeing = values.filter((value) => value === to).length;
  const voted = `${formatCount(agreeing)} of ${formatCounted(values.length, 'neighbour')} ${verb('say', agreeing)} ${to}`;
  return from === ''
    ? `${voted}; the product has no ${fieldName(field).toLowerCase()}.`
    : `${voted}, ${saying(from)} as the product does.`;
}

/** What else counted: "The word “kurta” in its name speaks for Kurta.", and what speaks for what the product says. */
export function otherWords({ from, to, words }: Suggestion): string[] {
  const forIt = nameWords(words.filter(({ odds }) => odds > 1));
  const against = nameWords(words.filter(({ odds }) => odds < 1));
  return [
    ...(forIt === null ? [] : [`${forIt} for ${to}.`]),
    ...(against === null ? [] : [`${against} ${from === '' ? `against ${to}` : `for ${from}`}.`]),
  ];
}

/** "The words “a” and “b” in its name and its usage Sports speak". */
function nameWords(words: readonly SpeakingWord[]): string | null {
  if (words.length === 0) return null;
  const inName = words.flatMap(({ field, word }) => (field === null ? [`“${word}”`] : []));
  const things = [
    ...(inName.length === 0
      ? []
      : [`the ${inName.length === 1 ? 'word' : 'words'} ${listed.format(inName)} in its name`]),
    ...words.flatMap(({ field, word }) =>
      field === null ? [] : [`its ${fieldName(field).toLowerCase()} ${word}`],
    ),
  ];
  const all = listed.format(things);
  return `${all.charAt(0).toUpperCase()}${all.slice(1)} ${verb('speak', words.length)}`;
}

const listed = new Intl.ListFormat('en');

function verb(plural: string, count: number): string {
  return count === 1 ? `${plural}s` : plural;
}

/** How a field was measured, or why it could not be. */
export function measureWords(measure: FieldMeasure): string {
  const { verdict, found, commonest, agreement, values, known } = measure;
  switch (verdict) {
    case 'no-values':
      return 'No product has a value.';
    case 'one-value':
      return 'All products have the same value.';
    case 'own-values':
      return `${formatCount(values)} values on ${formatCount(known)} products: these name products and do not sort them.`;
    case 'too-many-values':
      return `${formatCount(values)} values are too many to be told apart.`;
    case 'too-few-products':
      return `${formatCounted(known, 'product')} with a picture and a value; it takes ${fewestKnown}.`;
    case 'told':
      return `Neighbours find ${percent(found ?? 0)} of the known values; always saying the commonest one would find ${percent(commonest ?? 0)}.`;
    case 'untold':
      return `Pictures cannot tell it. Neighbours find ${percent(found ?? 0)} of the known values, the commonest one alone ${percent(commonest ?? 0)}: agreement beyond chance ${(agreement ?? 0).toFixed(2).replace('-', '−')}, ${leastAgreement.toFixed(2)} is asked for.`;
  }
}
