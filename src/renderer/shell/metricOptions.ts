import type { Metric } from '../../contract/search.ts';

/** The distances there are, in words, for a select. */
export const metricOptions: readonly { readonly value: Metric; readonly label: string }[] = [
  { value: 'cosine', label: 'Cosine' },
  { value: 'euclidean', label: 'Euclidean' },
  { value: 'manhattan', label: 'Manhattan' },
];
