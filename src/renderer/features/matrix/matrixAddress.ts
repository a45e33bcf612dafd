/** Which products are compared each with each, by which distance, and in which order they stand. */
import type { View } from '../../../contract/products.ts';
import { type Metric, metricSchema } from '../../../contract/search.ts';
import { type Address, decodePart, type Place } from '../../shell/address.ts';

export interface MatrixAddress extends Address {
  readonly page: 'matrix';
  readonly ids: readonly string[];
  readonly metric: Metric;
  /** `alike`: those that look alike stand together; `chosen`: as they were chosen. */
  readonly order: 'alike' | 'chosen';
}

const usualMetric: Metric = 'cosine';

export const matrixPlace: Place<MatrixAddress> = {
  name: 'matrix',
  paths: ['matrix'],
  read: ({ rest, params, view, product }) => ({
    page: 'matrix',
    view,
    product,
    ids: [...new Set(rest.split('/').filter(Boolean).map(decodePart))],
    metric: metricSchema.safeParse(params.get('metric')).data ?? usualMetric,
    order: params.get('order') === 'chosen' ? 'chosen' : 'alike',
  }),
  write({ ids, metric, order }, params) {
    if (metric !== usualMetric) params.set('metric', metric);
    if (order !== 'alike') params.set('order', order);
    return ['matrix', ...ids.map(encodeURIComponent)].join('/');
  },
  enter: ({ view, product }, last) =>
    last === null ? matrixOf(view, product, []) : { ...last, view, product },
};

export function matrixOf(view: View, product: string | null, ids: readonly string[]): MatrixAddress {
  return { page: 'matrix', view, product, ids, metric: usualMetric, order: 'alike' };
}
