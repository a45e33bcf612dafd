import { defineConfig } from 'vitest/config';

/** What takes minutes and measures: `npm run bench:check`. */
const wholeBench = 'tests/bench/check/**/*.test.ts';
/** What only reads sources and settings: `npm run check` runs it too. */
const staticChecks = 'tests/static/**/*.test.ts';
const asked = process.env['TWINSET_TESTS'];

/** Real parts take their time: a network loads in a second, a browser starts in two, and a busy machine needs ten times that. */
export default defineConfig({
  root: '.',
  test: {
    include:
      asked === 'bench'
        ? [wholeBench]
        : asked === 'static'
          ? [staticChecks]
          : ['tests/**/*.test.ts', 'tests/**/*.spec.ts'],
    globalSetup: 'tests/runFolder.ts',
    exclude: asked === 'bench' ? [] : [wholeBench],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // What is polled for comes when it comes: a second is the default.
    expect: { poll: { timeout: 60_000 } },
  },
});
