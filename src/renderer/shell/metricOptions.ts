/** The distances that are offered: the catalog's own beside the others, where it has one. */
import type { Output } from '../../contract/contract.ts';
import type { Metric } from '../../contract/search.ts';
import { queryClient } from '../api/queries.ts';
import { useCall } from '../api/useCall.ts';

export interface MetricOption {
  readonly value: Metric;
  readonly label: string;
}

const always: readonly MetricOption[] = [
  { value: 'cosine', label: 'Cosine' },
  { value: 'euclidean', label: 'Euclidean' },
  { value: 'manhattan', label: 'Manhattan' },
];
const withTuned: readonly MetricOption[] = [...always, { value: 'tuned', label: 'Tuned' }];

/** In words, whether it is offered or not. */
export function metricName(metric: Metric): string {
  return withTuned.find(({ value }) => value === metric)?.label ?? metric;
}

/** In words, for a select. */
export function useMetricOptions(): readonly MetricOption[] {
  return useCall('tuning.kept', {}).data?.kept == null ? always : withTuned;
}

/** The metric, or cosine where it is the own one of another catalog. For who is drawn anew with the settings. */
export function offeredMetric(metric: Metric): Metric {
  const known = queryClient.getQueryData<Output<'tuning.kept'>>(['tuning.kept', {}]);
  return metric === 'tuned' && known?.kept == null ? 'cosine' : metric;
}
