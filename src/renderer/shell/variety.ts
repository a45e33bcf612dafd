/** How much the look-alikes may differ from each other, in three words; the engine takes any share from 0 to 1. */
import type { SelectOption } from '../components/controls/Select.tsx';

export type Variety = 'nearest' | 'some' | 'much';

export const varieties: readonly SelectOption<Variety>[] = [
  { value: 'nearest', label: 'Nearest first' },
  { value: 'some', label: 'Some' },
  { value: 'much', label: 'Much' },
];

/** The `diversity` of `search.similar`. */
export const diversityOf: { readonly [V in Variety]: number } = { nearest: 0, some: 0.3, much: 0.6 };

/** The word for a share; an address may hold any. */
export function varietyOf(diversity: number): Variety {
  if (diversity === 0) return 'nearest';
  return diversity < (diversityOf.some + diversityOf.much) / 2 ? 'some' : 'much';
}
