import { performance } from 'node:perf_hooks';
import type { Handlers } from '../../contract/contract.ts';
import type { searchMethods } from '../../contract/search.ts';
import { findSimilar } from '../../core/search/similar.ts';
import type { OutsideImages } from '../catalogs/outsideImages.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function searchHandlers(
  context: EngineContext,
  outside: OutsideImages,
): Handlers<keyof typeof searchMethods> {
  return {
    'search.similar': async (input) => {
      const catalog = requireCatalog(context);
      const { query, ...options } = input;
      const resolved =
        query.kind === 'product'
          ? query
          : { kind: 'outside' as const, vector: await outside.vectorOf(catalog, query.imageId) };
      const startedAtMs = performance.now();
      const found = findSimilar({ rows: catalog.rows, index: catalog.index() }, resolved, options);
      return { ...found, milliseconds: performance.now() - startedAtMs };
    },
    'search.addOutsideImage': (input) => outside.add(requireCatalog(context), input),
    'search.getOutsideImage': ({ imageId }) => outside.get(requireCatalog(context), imageId),
  };
}
