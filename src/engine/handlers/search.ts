import { performance } from 'node:perf_hooks';
import type { Handlers } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { Region, SimilarInput, searchMethods } from '../../contract/search.ts';
import { profileOfBoard } from '../../core/boards/profileOfBoard.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { describeMatches } from '../../core/search/describeMatches.ts';
import { partOfProduct } from '../../core/search/partOfProduct.ts';
import type { SimilarQuery } from '../../core/search/ports.ts';
import { requireRegion } from '../../core/search/region.ts';
import { profileOfUser } from '../../core/users/profileOfUser.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import { rankingFor } from '../quality/rankingFor.ts';

/** What a query of the contract is searched with. @throws Failure `not-found`; `bad-input` for a region that cannot be */
async function resolveQuery(
  catalog: CatalogSession,
  { query, region }: Pick<SimilarInput, 'query' | 'region'>,
): Promise<SimilarQuery> {
  if (region !== undefined) return resolvePart(catalog, query, region);
  switch (query.kind) {
    case 'product':
      return query;
    case 'outside':
      return { kind: 'outside', ...(await catalog.outsideImages.see(query.imageId)) };
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

async function resolvePart(
  catalog: CatalogSession,
  query: SimilarInput['query'],
  region: Region,
): Promise<SimilarQuery> {
  switch (query.kind) {
    case 'product':
      return { ...query, part: await partOfProduct(catalog, query.id, region) };
    case 'outside':
      requireRegion(region);
      return { kind: 'outside', ...(await catalog.pictures.seePart(query.imageId, region)) };
    case 'board':
    case 'user':
      throw new Failure('bad-input', 'A part can be taken of one picture, not of a taste.');
  }
}

export function searchHandlers(context: EngineContext): Handlers<keyof typeof searchMethods> {
  return {
    'search.similar': async (input) => {
      const catalog = requireCatalog(context);
      const { search, products } = catalog;
      const { query, region, where, order: _, ...options } = input;
      const ranking = await rankingFor(catalog, { ...input, isOfProduct: query.kind === 'product' });
      const resolved = await resolveQuery(catalog, { query, region });
      const startedAtMs = performance.now();
      const { candidates, groups, matches, isApproximate } = await search.similar(resolved, where, {
        ...options,
        ...(ranking !== null && { ranking }),
      });
      const results = await describeMatches(products, matches);
      const milliseconds = performance.now() - startedAtMs;
      return {
        ...{ metric: options.metric, k: options.k, candidates, groups, results, milliseconds },
        ...(ranking !== null && { isLearned: true as const }),
        ...(isApproximate && { isApproximate }),
      };
    },
    'search.addOutsideImage': (input) => requireCatalog(context).outsideImages.add(input),
    'search.getOutsideImage': ({ imageId }) => requireCatalog(context).outsideImages.get(imageId),
  };
}
