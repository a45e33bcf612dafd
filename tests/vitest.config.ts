import { defineConfig } from 'vitest/config';

/** What takes minutes and measures: `npm run bench:check`. */
const wholeBench = 'tests/bench/check/**/*.test.ts';
const isBenchCheck = process.env['TWINSET_TESTS'] === 'bench';

/** Real parts take their time: a network loads in a second, a browser starts in two, and a busy machine needs ten times that. */
export default defineConfig({
  root: '.',
  test: {
    include: isBenchCheck ? [wholeBench] : ['tests/**/*.test.ts', 'tests/**/*.spec.ts'],
    globalSetup: 'tests/measuredModels.ts',
    exclude: isBenchCheck ? [] : [wholeBench],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
