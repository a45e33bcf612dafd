import { availableParallelism, totalmem } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** What takes minutes and measures: `npm run bench:check`. */
const wholeBench = 'tests/bench/check/**/*.test.ts';
/** What only reads sources and settings: `npm run check` runs it too. */
const staticChecks = 'tests/static/**/*.test.ts';
/** What neither starts a process nor keeps anything in a module. */
const pure = [
  staticChecks,
  'tests/core/**/*.test.ts',
  'tests/renderer/**/*.test.ts',
  'tests/adapters/{csv,xlsx}/**/*.test.ts',
];
/** Through a window, its host and its engine: nothing of these is replaced, so that files can share what they load. */
const throughWindows = 'tests/e2e/**/*.spec.ts';
/** What needs a real cluster: `npm run test:cluster`. */
const onCluster = 'tests/cluster/**';
const asked = process.env['TWINSET_TESTS'];

/** One per core: more only take turns, and everything is late. A worker with its host, network and browser holds up to 2 GiB. */
const maxWorkers = Math.max(2, Math.min(4, availableParallelism(), Math.floor(totalmem() / 2 ** 31)));

/** Real parts take their time: a network loads in a second, a browser starts in two, and a busy machine needs ten times that. */
const patient = {
  pool: 'forks',
  maxWorkers,
  testTimeout: 600_000,
  hookTimeout: 600_000,
  // What is polled for comes when it comes: a second is the default.
  expect: { poll: { timeout: 300_000 } },
} as const;

const only = (name: string, include: string): TestProjectInlineConfiguration => ({
  test: { ...patient, name, include: [include] },
});

const all: TestProjectInlineConfiguration[] = [
  { test: { ...patient, name: 'pure', include: pure, isolate: false } },
  // They share two processes, the engine in them, and the network in its own.
  { test: { ...patient, name: 'windows', include: [throughWindows], isolate: false } },
  {
    test: {
      ...patient,
      name: 'parts',
      include: ['tests/**/*.test.ts'],
      exclude: [...pure, wholeBench, onCluster],
    },
  },
];

export default defineConfig({
  root: '.',
  test: {
    globalSetup: 'tests/runFolder.ts',
    projects:
      asked === 'bench'
        ? [only('bench', wholeBench)]
        : asked === 'static'
          ? [only('static', staticChecks)]
          : all,
  },
});
