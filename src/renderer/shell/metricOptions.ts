/** The distances that are offered: the catalog's own beside the others, where it has one. */
import type { Output } from '../../contract/contract.ts';
import type { Metric } from '../../contract/search.ts';
import { queryClient } from '../api/queries.ts';
import { useCall } from '../api/useCall.ts';
import { allMetrics, type MetricOption, usualMetrics } from './metricNames.ts';

/** In words, for a select. */
export function useMetricOptions(): readonly MetricOption[] {
  return useCall('tuning.kept', {}).data?.kept == null ? usualMetrics : allMetrics;
}

/** The metric, or cosine where it is the own one of another catalog. For who is drawn anew with the settings. */
export function offeredMetric(metric: Metric): Metric {
  const known = queryClient.getQueryData<Output<'tuning.kept'>>(['tuning.kept', {}]);
  return metric === 'tuned' && known?.kept == null ? 'cosine' : metric;
}
