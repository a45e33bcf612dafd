import type { Product } from '../../../../contract/products.ts';
import { nameOfValue } from '../facets/filterWords.ts';

/** What the metadata says of a corrected field, and whether that is something new. */
export function correctionWords(
  value: string,
  { metadata, metadataThen }: Product['corrected'][string],
): string {
  if (metadata === value) return 'Corrected; by now the metadata says the same';
  if (metadataThen !== null && metadata !== metadataThen)
    return `Corrected from ${nameOfValue(metadataThen)}; by now the metadata says ${nameOfValue(metadata)}`;
  return `Corrected; the metadata says ${nameOfValue(metadata)}`;
}
