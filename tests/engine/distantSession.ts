/** A session as one that lies elsewhere would be: every answer takes turns, and only copies of values travel. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CatalogSession } from '../../src/core/catalogs/session.ts';
import type { SearchPort } from '../../src/core/search/ports.ts';
import { openLocalSession } from '../../src/engine/catalogs/local/localSession.ts';

export async function openDistantSession(
  ...how: Parameters<typeof openLocalSession>
): Promise<CatalogSession> {
  const near = await openLocalSession(...how);
  return {
    folder: near.folder,
    products: distant(near.products),
    selections: distant(near.selections),
    search: distantSearch(near.search),
    outsideImages: distant(near.outsideImages),
    pictures: distant(near.pictures),
    curation: distant(near.curation, ['decisions', 'everyThing']),
    corrections: distant(near.corrections),
    boards: distant(near.boards),
    users: distant(near.users),
    charts: distant(near.charts),
    matrix: distant(near.matrix),
    map: distant(near.map),
    duplicates: distant(near.duplicates, ['search']),
    quality: distant(near.quality, ['embedOtherwise']),
    tuning: distant(near.tuning),
    colours: distant(near.colours),
    imports: distant(near.imports, ['run']),
    care: distant(near.care),
    async snapshot() {
      await nextTurn();
      const { products, search, embeddings } = await near.snapshot();
      return {
        products: distant(products),
        search: distantSearch(search),
        embeddings: distant(embeddings),
      };
    },
    async describe() {
      await nextTurn();
      return structuredClone(await near.describe());
    },
    close: () => near.close(),
  };
}

/** @param told calls that hand over more than values: the work of an import, the decisions that are at hand */
function distant<Port extends object>(port: Port, told: readonly (keyof Port)[] = []): Port {
  return new Proxy(port, {
    get(_, name) {
      const method: unknown = Reflect.get(port, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]): Promise<unknown> => {
        const isTold = told.includes(name as keyof Port);
        const sent = isTold ? given : given.map(send);
        await nextTurn();
        const answer: unknown = await method.apply(port, sent);
        await nextTurn();
        return isTold ? answer : structuredClone(answer);
      };
    },
  });
}

/** Who cancels, and who is told how far it is, stays here. */
function send(value: unknown): unknown {
  const isHere =
    typeof value === 'function' || (typeof value === 'object' && value !== null && 'aborted' in value);
  return isHere ? value : structuredClone(value);
}

function distantSearch(near: SearchPort): SearchPort {
  return {
    similar: distant(near).similar,
    async *listsOf(queries, filters, { onFallback, ...options }) {
      const sent = structuredClone([...queries]);
      await nextTurn();
      for await (const answer of near.listsOf(sent, structuredClone(filters), { ...options, onFallback })) {
        yield structuredClone(answer);
      }
    },
    async *similarToEach(profiles, { onFallback, ...options }) {
      for await (const answer of near.similarToEach(copied(profiles), { ...options, onFallback }))
        yield structuredClone(answer);
    },
  };
}

async function* copied<T>(values: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const value of values) {
    await nextTurn();
    yield structuredClone(value);
  }
}
