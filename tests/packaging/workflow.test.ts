/** The public check of the desktop app: what it must do on which systems. It is read as electron-builder reads its own YAML. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from './packTwinset.ts';
import { readYaml } from './readYaml.ts';

const step = z.strictObject({
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.templateLiteral([z.string(), '@v', z.int()]).optional(),
  with: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  run: z.string().optional(),
});
const workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    push: z.strictObject({ branches: z.array(z.string()) }),
    pull_request: z.null(),
    workflow_dispatch: z.null(),
  }),
  permissions: z.strictObject({ contents: z.literal('read') }),
  jobs: z.strictObject({
    package: z.strictObject({
      name: z.string(),
      'runs-on': z.string().includes('matrix.os'),
      'timeout-minutes': z.number(),
      strategy: z.strictObject({
        'fail-fast': z.literal(false),
        matrix: z.strictObject({ os: z.array(z.string()) }),
      }),
      env: z.record(z.string(), z.string()),
      defaults: z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) }),
      steps: z.array(step),
    }),
  }),
});

const job = workflow.parse(readYaml('.github/workflows/desktop.yml')).jobs.package;
const at = (test: (one: z.infer<typeof step>) => boolean): number => job.steps.findIndex(test);

describe('the workflow for the desktop app', () => {
  it('runs on the three systems', () => {
    expect(job.strategy.matrix.os).toEqual(['windows-latest', 'macos-latest', 'ubuntu-24.04']);
  });

  it('packages, starts each package with --smoke, looks at what it said and keeps the packages, in this order', () => {
    const packaging = at(({ run }) => run === 'npm run package');
    const starts = ['Windows', 'macOS', 'Linux'].map((system) =>
      at((one) => one.if === `runner.os == '${system}'`),
    );
    const looking = at(({ run }) => run?.includes(`grep -q '"ok":true'`) === true);
    const keeping = at(({ uses }) => uses?.startsWith('actions/upload-artifact@') === true);
    const order = [packaging, ...starts, looking, keeping];
    expect(packaging).toBeGreaterThan(at(({ uses }) => uses?.startsWith('actions/setup-node@') === true));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const start of starts) expect(job.steps[start]?.run).toContain('--smoke');
    expect(job.steps[starts[2] ?? -1]?.run).toMatch(/xvfb-run -a \/opt\/Twinset\/twinset --smoke/);
    expect(job.steps[starts[2] ?? -1]?.run).toMatch(/xvfb-run -a dist\/\*\.AppImage --smoke/);
  });

  it('runs commands of package.json that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const names = job.steps.flatMap(({ run }) =>
      [...(run ?? '').matchAll(/npm run (\S+)/g)].map((found) => found[1]),
    );
    expect(names).not.toEqual([]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(names));
  });
});
