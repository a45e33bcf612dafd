import { defineConfig } from 'vitest/config';

/** Real parts take their time: a network loads in a second, a browser starts in two, and CI has two cores. */
export default defineConfig({
  root: '.',
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.spec.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
