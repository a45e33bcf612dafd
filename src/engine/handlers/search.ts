import { performance } from 'node:perf_hooks';
import type { Handlers } from '../../contract/contract.ts';
import type { SimilarInput, searchMethods } from '../../contract/search.ts';
import { profileOfBoard } from '../../core/boards/profileOfBoard.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { describeMatches } from '../../core/search/describeMatches.ts';
import type { SimilarQuery } from '../../core/search/ports.ts';
import { profileOfUser } from '../../core/users/profileOfUser.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

/** What a query of the contract is searched with. @throws Failure `not-found` */
async function resolveQuery(catalog: CatalogSession, query: SimilarInput['query']): Promise<SimilarQuery> {
  switch (query.kind) {
    case 'product':
      return query;
    case 'outside':
      return { kind: 'outside', vector: await catalog.outsideImages.vectorOf(query.imageId) };
    case 'board':
      return { kind: 'profile', profile: profileOfBoard(await catalog.boards.get(query.name)) };
    case 'user': {
      const { users } = catalog;
      const { id, interactions } = await users.get(query.id);
      const profile = profileOfUser(id, interactions, await users.settings(), await users.newestAt());
      return { kind: 'profile', profile };
    }
  }
}

export function searchHandlers(context: EngineContext): Handlers<keyof typeof searchMethods> {
  return {
    'search.similar': async (input) => {
      const catalog = requireCatalog(context);
      const { search, products } = catalog;
      const { query, where, ...options } = input;
      const resolved = await resolveQuery(catalog, query);
      const startedAtMs = performance.now();
      const { candidates, groups, matches } = await search.similar(resolved, where, options);
      const results = await describeMatches(products, matches);
      const milliseconds = performance.now() - startedAtMs;
      return { metric: options.metric, k: options.k, candidates, groups, results, milliseconds };
    },
    'search.addOutsideImage': (input) => requireCatalog(context).outsideImages.add(input),
    'search.getOutsideImage': ({ imageId }) => requireCatalog(context).outsideImages.get(imageId),
  };
}
