/** The query cache: what the engine knows, asked for by method and input, dropped when the engine says it changed. */
import { QueryClient } from '@tanstack/react-query';
import type { EventValue, Method, Output } from '../../contract/contract.ts';
import { hasEnded, type Job } from '../../contract/jobs.ts';
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

const ofUsers = ['users.list', 'users.get', 'users.settings'] as const satisfies readonly Method[];

const ofTeam = [
  'team.state',
  'team.conflicts',
  'team.people',
  'team.generations',
  'cluster.thumbnails',
] as const satisfies readonly Method[];
const ofMap = ['map.layout', 'map.colours'] as const satisfies readonly Method[];
const ofDuplicates = [
  'duplicates.list',
  'duplicates.group',
  'duplicates.preview',
  'duplicates.keepAll',
] as const;

const afterTuning: readonly Method[] = [
  ...(['tuning.kept', 'search.similar', 'lists.show', 'lists.preview', 'matrix.compare'] as const),
];
const afterRanking: readonly Method[] = [
  ...(['ranking.get', 'search.similar', 'lists.show', 'lists.preview', 'drift.find'] as const),
];
const ofRepair = ['repair.list', 'repair.evidence', 'repair.acceptAll'] as const satisfies readonly Method[];

const afterProductsChanged: readonly Method[] = [
  'products.list',
  'products.ids',
  'products.get',
  'products.facets',
  'products.position',
  'search.similar',
  'catalogs.current',
  ...(['lists.get', 'lists.show', 'queue.progress', 'queue.list', 'drift.find'] as const),
  'lists.presets',
  'lists.preview',
  'lists.history',
  'boards.list',
  'boards.get',
  ...ofUsers,
  ...(['charts.fields', 'charts.values', 'charts.cross', 'charts.pictures', 'matrix.compare'] as const),
  ...ofMap,
  ...ofDuplicates,
  ...(['tuning.fields', 'colours.missing'] as const),
  ...ofRepair,
];

const afterDecided: readonly Method[] = [
  ...(['lists.get', 'lists.show', 'lists.preview', 'lists.history'] as const),
  ...(['queue.progress', 'queue.list', 'drift.find'] as const),
  // A view may go by how its lists are.
  'products.position',
];

const afterListsChanged: readonly Method[] = [
  ...afterDecided,
  ...(['listTypes.list', 'catalogs.soldOut', 'team.generations'] as const),
  ...ofDuplicates,
  ...ofRepair,
];

const afterExposureCounted: readonly Method[] = ['exposure.counted', 'queue.list', 'products.position'];

/** An import commits several batches a second; views are asked for again at most this often. */
const refreshIntervalMs = 1000;

/** An event may be lost: while a job is thought to run, it is asked for this often. */
const askAgainMs = 5000;

/** Keeps the list of jobs true. Returns what stops that. */
function followJobs(): (() => void)[] {
  const askAgain = setInterval(() => {
    const known = queryClient.getQueryData<Output<'jobs.list'>>(jobsKey)?.jobs ?? [];
    if (!known.every(hasEnded)) void invalidate(['jobs.list']);
  }, askAgainMs);
  return [
    () => clearInterval(askAgain),
    transport.on('jobs.changed', (change) => {
      queryClient.setQueryData<Output<'jobs.list'>>(jobsKey, (old) => old && takeJob(old, change));
      if (change.job !== null && hasEnded(change.job)) void invalidate(afterJob[change.job.kind] ?? []);
    }),
  ];
}

const jobsKey = ['jobs.list', {}] as const;

/** What is to be asked for again once a job of this kind has ended. */
const afterJob: Partial<Record<Job['kind'], readonly Method[]>> = {
  import: [...afterProductsChanged, 'imports.latest', 'imports.history'],
  prune: afterProductsChanged,
  map: ofMap,
  download: ['models.list'],
  exposure: afterExposureCounted,
  duplicates: ofDuplicates,
  quality: ['quality.last'],
  colours: ['colours.missing', 'search.similar', 'lists.show', 'lists.preview'],
  repair: ofRepair,
};

function takeJob(
  { jobs }: Output<'jobs.list'>,
  { id, job }: EventValue<'jobs.changed'>,
): Output<'jobs.list'> {
  if (job === null) return { jobs: jobs.filter((one) => one.id !== id) };
  if (jobs.some((one) => one.id === id)) return { jobs: jobs.map((one) => (one.id === id ? job : one)) };
  return { jobs: [job, ...jobs] };
}

/** Long enough for the answer of whoever changed lists here, who asks for them again then. */
const listsDelayMs = 100;
/** Just after that: the engine's word of the same change may come later than its answer, and must not be in the way of the next key. */
const listsDelayAfterOwnMs = 1000;
let listsTimer: ReturnType<typeof setTimeout> | null = null;
let listsRefreshedAtMs = Number.NEGATIVE_INFINITY;

/** Asks again for what depends on lists: whoever changed them does so at once, and what the engine tells of the same change is no news. */
export function refreshLists(): Promise<void> {
  return refresh(afterListsChanged);
}

/** The same after a decision on a look-alike, which leaves more as it is. */
export function refreshDecided(): Promise<void> {
  return refresh(afterDecided);
}

function refresh(methods: readonly Method[]): Promise<void> {
  if (listsTimer !== null) clearTimeout(listsTimer);
  listsTimer = null;
  listsRefreshedAtMs = performance.now();
  return invalidate(methods);
}

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
    transport.on('lists.changed', () => {
      const isJustRefreshed = performance.now() - listsRefreshedAtMs < listsDelayMs;
      listsTimer ??= setTimeout(
        () => void refreshLists(),
        isJustRefreshed ? listsDelayAfterOwnMs : listsDelayMs,
      );
    }),
    transport.on('boards.changed', () => void invalidate(['boards.list', 'boards.get', 'search.similar'])),
    transport.on('team.changed', () => void invalidate(ofTeam)),
    transport.on('users.changed', () => void invalidate([...ofUsers, 'search.similar'])),
    transport.on('ranking.changed', () => void invalidate(afterRanking)),
    transport.on('tuning.changed', () => void invalidate(afterTuning)),
    ...followJobs(),
    transport.on('catalogs.changed', ({ catalog }) => {
      queryClient.setQueryData(['catalogs.current', {}], { catalog });
      void queryClient.invalidateQueries();
    }),
    transport.onReconnect(() => void queryClient.invalidateQueries()),
  ];
  return () => {
    if (timer !== null) clearTimeout(timer);
    if (listsTimer !== null) clearTimeout(listsTimer);
    listsTimer = null;
    for (const stop of stops) stop();
  };
}
