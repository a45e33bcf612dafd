import { performance } from 'node:perf_hooks';
import type { Handlers } from '../../contract/contract.ts';
import type { searchMethods } from '../../contract/search.ts';
import { describeMatches } from '../../core/search/describeMatches.ts';
import type { SimilarQuery } from '../../core/search/ports.ts';
import type { OutsideImages } from '../catalogs/outsideImages.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function searchHandlers(
  context: EngineContext,
  outside: OutsideImages,
): Handlers<keyof typeof searchMethods> {
  return {
    'search.similar': async (input) => {
      const catalog = requireCatalog(context);
      const { query, where, ...options } = input;
      const resolved: SimilarQuery =
        query.kind === 'product'
          ? query
          : { kind: 'outside', vector: await outside.vectorOf(catalog, query.imageId) };
      const startedAtMs = performance.now();
      const { candidates, matches } = await catalog.search().similar(resolved, where, options);
      const results = describeMatches(catalog.rows, matches);
      const milliseconds = performance.now() - startedAtMs;
      return { metric: options.metric, k: options.k, candidates, results, milliseconds };
    },
    'search.addOutsideImage': (input) => outside.add(requireCatalog(context), input),
    'search.getOutsideImage': ({ imageId }) => outside.get(requireCatalog(context), imageId),
  };
}
