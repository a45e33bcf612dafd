import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clusterObstacle, runClusterTests } from '../../scripts/clusterTests.mjs';

let said: string;

beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const never = () => expect.unreachable('They were run.');
const nothing = () => null;

it('skips the tests on a cluster where there is no Java, and says so', async () => {
  vi.stubEnv('PATH', '');
  expect(await runClusterTests(never)).toBeNull();
  expect(said).toContain('Java 17 is not here: the tests on a cluster are skipped.');
});

it('skips them where three nodes have too little memory', async () => {
  vi.spyOn(process, 'availableMemory').mockReturnValue(2 ** 30);
  const obstacle = clusterObstacle();
  // Where Java or Maven is missing, that is said first.
  expect(obstacle).toMatch(/^(1\.0 GiB of memory are free, and three nodes need 3\.5|.* is not here|Java)/);
});

it('skips them where no cluster came to be, or a node was ended by the system meanwhile', async () => {
  const run = (env: Record<string, string>) => {
    writeFileSync(env['TWINSET_CLUSTER_OBSTACLE'] ?? '', 'Node 1 ended (SIGKILL)');
    return 1;
  };
  expect(await runClusterTests(run, nothing)).toBeNull();
  expect(said).toContain('Node 1 ended (SIGKILL): the tests on a cluster are skipped.');
});

it('passes on a test that failed, and the report of all', async () => {
  const asked: unknown[] = [];
  const run = (env: object, report: string) => {
    asked.push(env);
    writeFileSync(report, '{}');
    return 1;
  };
  expect(await runClusterTests(run, nothing)).toMatchObject({
    status: 1,
    report: expect.stringMatching(/cluster\.json$/),
  });
  expect(asked).toMatchObject([{ TWINSET_TESTS: 'core' }]);
});
