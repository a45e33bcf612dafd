/** The distances, in words. */
import type { Metric } from '../../contract/search.ts';

export interface MetricOption {
  readonly value: Metric;
  readonly label: string;
}

/** Those that every catalog has. */
export const usualMetrics: readonly MetricOption[] = [
  { value: 'cosine', label: 'Cosine' },
  { value: 'euclidean', label: 'Euclidean' },
  { value: 'manhattan', label: 'Manhattan' },
];

/** With the catalog's own. */
export const allMetrics: readonly MetricOption[] = [...usualMetrics, { value: 'tuned', label: 'Tuned' }];

/** Whether it is offered or not. */
export function metricName(metric: Metric): string {
  return allMetrics.find(({ value }) => value === metric)?.label ?? metric;
}
