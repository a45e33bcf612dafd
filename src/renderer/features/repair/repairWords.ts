/** Metadata repair in the words of the interface. */
import { type FieldMeasure, leastAgreement, type Suggestion } from '../../../contract/repair.ts';
import { formatCount } from '../../components/format.ts';
import { nameOfValue } from '../products/facets/filterWords.ts';
import { fieldName } from '../products/fieldName.ts';

/** Never a whole hundred: nothing is certain. */
export function percent(share: number): string {
  const floored = Math.floor(share * 1000) / 10;
  return `${share > 0.99 ? floored.toFixed(1) : Math.round(share * 100)}\u00a0%`;
}

/** "Bags → Shirts", "(none) → Shirts". */
export function changeWords({ from, to }: Pick<Suggestion, 'from' | 'to'>): string {
  return `${nameOfValue(from)} → ${to}`;
}

/** "9 of 10 neighbours say Kurta, the metadata says Shirt". */
export function voteWords({ field, from, to }: Suggestion, values: readonly string[]): string {
  const agreeing = values.filter((value) => value === to).length;
  const says = from === '' ? `it has no ${fieldName(field).toLowerCase()}` : `the product says ${from}`;
  return `${formatCount(agreeing)} of ${formatCount(values.length)} neighbours say ${to}, ${says}.`;
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
      return 'Too few products with a picture have a value.';
    case 'told':
      return `Neighbours find ${percent(found ?? 0)} of the known values; always saying the commonest one would find ${percent(commonest ?? 0)}.`;
    case 'untold':
      return `Pictures cannot tell it. Neighbours find ${percent(found ?? 0)} of the known values, the commonest one alone ${percent(commonest ?? 0)}: agreement beyond chance ${(agreement ?? 0).toFixed(2)}, ${leastAgreement.toFixed(2)} is asked for.`;
  }
}
