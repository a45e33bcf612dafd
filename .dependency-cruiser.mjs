/** The import rule of docs/architecture.md: who may import whom, and which library stays where. */

/** Rooms that a room may import besides itself. */
const arrows = {
  contract: [],
  core: ['contract'],
  adapters: ['contract', 'core'],
  sample: ['contract', 'core', 'adapters'],
  engine: ['contract', 'core', 'adapters', 'sample'],
  bench: ['contract', 'core', 'adapters', 'engine', 'sample'],
  main: ['contract', 'engine'],
  preload: ['contract'],
  server: ['contract', 'engine'],
  cli: ['contract', 'engine', 'bench'],
  renderer: ['contract'],
};

/** Rooms of the interface that one of them may import besides itself; only `main.ts` imports `app`. */
const rendererArrows = {
  api: [],
  // Pictures have an address by id, which only `api` knows.
  components: ['api'],
  shell: ['api', 'components'],
  features: ['api', 'components', 'shell'],
  app: ['api', 'components', 'shell', 'features'],
};

/** Features of the interface that a feature may import besides itself; without a way round in a circle. */
const featureArrows = {
  jobs: [],
  models: [],
  imports: ['models'],
  catalogs: ['imports', 'models'],
  products: ['imports'],
  lists: ['products', 'imports'],
  exposure: ['products', 'lists'],
  history: ['imports', 'products'],
  charts: ['products', 'imports', 'history'],
  matrix: ['products', 'imports', 'compare'],
  quality: ['products', 'imports', 'charts', 'models'],
  tuning: ['products'],
  team: ['lists'],
  search: ['products', 'lists', 'tuning', 'team'],
  queue: ['products', 'lists', 'search'],
  boards: ['products', 'search', 'imports'],
  compare: ['products', 'search'],
  map: ['products'],
  duplicates: ['products', 'lists', 'search', 'imports', 'compare'],
  repair: ['products', 'lists', 'search', 'imports'],
  settings: ['models', 'products', 'tuning'],
};

/**
 * What answers for the catalog on this machine, behind the ports of `core/catalogs/session.ts`. Whatever else is in `engine`
 * knows the ports alone, so that a catalog that lies elsewhere is another list beside this one.
 */
const localCatalog = [
  '^src/engine/catalogs/(openCatalog|loadCatalog|(local|stored|shared(/copy)?)/[A-Za-z]+|catalogEmbedding|embedPicture|indexCache|outsideImages|pictures|preparedSpace|prepareAside)\\.ts$',
  '^src/engine/catalogs/(verifyCatalog|pruneCatalog|restingDecisions|searchReading|setDatabaseAside|shippedAxes|storedProducts|rescueSources)\\.ts$',
  '^src/engine/imports/(importJob|importNotes|loadMetadata|followDecisions|followedNotes|markMissing)\\.ts$',
  '^src/engine/tuning/(catalogTuning|localTuning)\\.ts$',
  '^src/engine/colours/(catalogColours|localColours|readThumbnails)\\.ts$',
];

/**
 * They ask nothing of a database: whether a closed catalog is locked, how SQLite's errors are put into words, and whether
 * copies of what a person made are there.
 */
const besideCatalog = [
  '^src/engine/jobs/recordedJobs\\.ts$',
  '^src/engine/createEngine\\.ts$',
  '^src/engine/catalogs/catalogFiles\\.ts$',
];

const portRules = [
  {
    name: 'handlers-know-ports',
    comment: 'Handlers and jobs know the session (core/catalogs/session.ts); no database, no rows, no index.',
    severity: 'error',
    from: { path: '^src/engine/', pathNot: [...localCatalog, ...besideCatalog] },
    to: {
      path: '^src/(engine/catalogs/(open|load)Catalog|adapters/(sqlite|vectors)/|core/products/(productRows|queryProducts|holdImages|heldSelections|readRows)|core/search/localSearch)',
    },
  },
  {
    name: 'local-catalog-is-opened-as-a-session',
    comment:
      'createEngine.ts opens the catalog on this machine, as a session; nobody else knows that it is one of this machine.',
    severity: 'error',
    from: { path: '^src/engine/', pathNot: [...localCatalog, '^src/engine/createEngine\\.ts$'] },
    to: { path: localCatalog, pathNot: '^src/engine/catalogs/setDatabaseAside\\.ts$' },
  },
];

/** What one who has no cluster never loads. */
const clusterRule = {
  name: 'cluster-is-loaded-when-asked',
  comment: 'src/adapters/cluster is imported as import(…), by its door, where a cluster is asked for.',
  severity: 'error',
  from: { path: '^src/', pathNot: '^src/adapters/cluster/' },
  to: { path: '^src/adapters/cluster/', dynamic: false, dependencyTypesNot: ['type-only'] },
};

/** The only place that may import a library. */
const libraryHomes = {
  electron: '^(src/(main|preload)|tests/main)/',
  'better-sqlite3': '^(src/adapters/sqlite/|tests/)',
  sharp: '^(src/adapters/pictures/|tests/)',
  'onnxruntime-node': '^(src/adapters/inference/|tests/)',
  '@tensorflow/tfjs-node': '^(src/adapters/inference/|tests/)',
  'read-excel-file': '^(src/adapters/xlsx/|tests/)',
  'csv-parse': '^(src/adapters/csv/|tests/)',
  chardet: '^(src/adapters/csv/|tests/)',
  'ml-hclust': '^(src/adapters/clustering/|tests/)',
  'd3-scale': '^(src/renderer/|tests/)',
  'embedding-atlas': '^(src/adapters/layout/|tests/)',
  h5wasm: '^(src/adapters/weights/|tests/)',
  '@opensearch-project/opensearch': '^(src/adapters/cluster/|tests/)',
  aws4fetch: '^(src/adapters/cluster/thumbnails/|tests/)',
};

/** Third-party libraries a pure room may import. */
const purePackages = { contract: ['zod'], core: ['zod'] };

const roomRules = Object.entries(arrows).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `src/${room} may import only ${[room, ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

const rendererRules = Object.entries(rendererArrows).map(([room, allowed]) => ({
  name: `renderer-${room}-imports`,
  comment: `src/renderer/${room} may import only ${[room, ...allowed].join(', ')} of the interface.`,
  severity: 'error',
  from: { path: `^src/renderer/${room}/` },
  to: { path: '^src/renderer/', pathNot: `^src/renderer/(${[room, ...allowed].join('|')})/` },
}));

const features = Object.keys(featureArrows).join('|');
const featureRules = [
  ...Object.entries(featureArrows).map(([feature, allowed]) => ({
    name: `feature-${feature}-imports`,
    comment: `The feature ${feature} may import only ${[feature, ...allowed].join(', ')} of the features.`,
    severity: 'error',
    from: { path: `^src/renderer/features/${feature}/` },
    to: {
      path: '^src/renderer/features/',
      pathNot: `^src/renderer/features/(${[feature, ...allowed].join('|')})/`,
    },
  })),
  {
    name: 'features-are-listed',
    comment: 'A feature of the interface says in featureArrows which others it imports.',
    severity: 'error',
    from: { path: '^src/renderer/features/', pathNot: `^src/renderer/features/(${features})/` },
    to: {},
  },
];

const libraryRules = Object.entries(libraryHomes).map(([library, home]) => ({
  name: `${library.replaceAll(/[^a-z0-9]/g, '-')}-has-one-home`,
  severity: 'error',
  from: { path: '^(src|tests)/', pathNot: home },
  to: { path: `node_modules/${library}/` },
}));

const pureRules = Object.entries(purePackages).map(([room, packages]) => ({
  name: `${room}-is-pure`,
  comment: `src/${room} imports no Node module and no package but ${packages.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { dependencyTypesNot: ['local', 'type-only'], pathNot: `^src/|node_modules/(${packages.join('|')})/` },
}));

export default {
  forbidden: [
    ...roomRules,
    ...rendererRules,
    ...featureRules,
    ...portRules,
    clusterRule,
    ...libraryRules,
    ...pureRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      comment:
        'A file nobody imports is dead, unless a process starts there, or it is compiled into the kernels.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot:
          '((Process|Thread)\\.ts|\\.d\\.ts|\\.css|\\.test\\.tsx?|\\.mjs|^tests/)$|^tests/|^src/adapters/(vectors|pictures/bicubic)/kernels/',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
