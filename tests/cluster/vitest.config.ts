import { defineConfig } from 'vitest/config';

/** On a real cluster of three nodes: `npm run test:cluster`. */
export default defineConfig({
  root: '.',
  test: {
    globalSetup: 'tests/cluster/startCluster.ts',
    include: ['tests/cluster/**/*.test.ts'],
    pool: 'forks',
    // They share the cluster's one processor each.
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
