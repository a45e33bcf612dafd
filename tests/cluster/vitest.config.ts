import { defineConfig } from 'vitest/config';

/** Of all the core, four to six minutes: what `npm test` runs where a cluster can be had. */
const core = ['copy/copiedSearch', 'products', 'search', 'session', 'curation/together', 'twoBrowsers'];
const asked = process.env['TWINSET_TESTS'] === 'core' ? `{${core.join(',')}}` : '**/*';

/** On a real cluster of three nodes: `npm run test:cluster`. */
export default defineConfig({
  root: '.',
  test: {
    globalSetup: 'tests/cluster/startCluster.ts',
    include: [`tests/cluster/${asked}.test.ts`],
    pool: 'forks',
    // They share the cluster's one processor each.
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
  },
});
