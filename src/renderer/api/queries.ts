/** The query cache: what the engine knows, asked for by method and input, dropped when the engine says it changed. */
import { QueryClient } from '@tanstack/react-query';
import type { Method } from '../../contract/contract.ts';
import { transport } from './client.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The engine is on this machine: what it cannot do now, it cannot do a second later either.
      retry: false,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      // Everything is fresh until an event says otherwise.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Marks every cached answer of these methods as old; those on screen are asked for again. */
export function invalidate(methods: readonly Method[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: (query) => methods.some((method) => query.queryKey[0] === method),
  });
}

const afterProductsChanged: readonly Method[] = [
  'products.list',
  'products.ids',
  'products.get',
  'products.facets',
  'products.position',
  'search.similar',
  'catalogs.current',
  'lists.get',
  'lists.preview',
  'lists.history',
];

/** An import commits several batches a second; views are asked for again at most this often. */
const refreshIntervalMs = 1000;

/** Keeps the cache true to the engine. Returns a function that stops it. */
export function followEngine(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const refreshProducts = () => {
    timer = null;
    void invalidate(afterProductsChanged);
  };
  const stops = [
    transport.on('products.changed', () => {
      timer ??= setTimeout(refreshProducts, refreshIntervalMs);
    }),
    transport.on('lists.changed', () => void invalidate(['lists.get', 'lists.preview', 'lists.history'])),
    transport.on('imports.finished', () => void invalidate([...afterProductsChanged, 'imports.current'])),
    transport.on('catalogs.changed', ({ catalog }) => {
      queryClient.setQueryData(['catalogs.current', {}], { catalog });
      void queryClient.invalidateQueries();
    }),
    transport.onReconnect(() => void queryClient.invalidateQueries()),
  ];
  return () => {
    if (timer !== null) clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
