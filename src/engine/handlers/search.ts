import { performance } from 'node:perf_hooks';
import type { Handlers } from '../../contract/contract.ts';
import type { searchMethods } from '../../contract/search.ts';
import { describeMatches } from '../../core/search/describeMatches.ts';
import type { SimilarQuery } from '../../core/search/ports.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function searchHandlers(context: EngineContext): Handlers<keyof typeof searchMethods> {
  return {
    'search.similar': async (input) => {
      const { search, products, outsideImages } = requireCatalog(context);
      const { query, where, ...options } = input;
      const resolved: SimilarQuery =
        query.kind === 'product'
          ? query
          : { kind: 'outside', vector: await outsideImages.vectorOf(query.imageId) };
      const startedAtMs = performance.now();
      const { candidates, matches } = await search.similar(resolved, where, options);
      const results = await describeMatches(products, matches);
      const milliseconds = performance.now() - startedAtMs;
      return { metric: options.metric, k: options.k, candidates, results, milliseconds };
    },
    'search.addOutsideImage': (input) => requireCatalog(context).outsideImages.add(input),
    'search.getOutsideImage': ({ imageId }) => requireCatalog(context).outsideImages.get(imageId),
  };
}
