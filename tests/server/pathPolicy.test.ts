/** No call that declares a path reaches outside the roots, wherever in its input the path stands. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMethod, methods, parseInput } from '../../src/contract/contract.ts';
import { findPaths } from '../../src/contract/paths.ts';
import { createPathPolicy } from '../../src/server/pathPolicy.ts';
import { placesOf } from '../contract/inputPlaces.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinset-paths-')));
const inside = join(folder, 'inside');
const policy = createPathPolicy([inside]);

beforeAll(() => {
  mkdirSync(join(folder, 'outside'));
  mkdirSync(inside);
  writeFileSync(join(folder, 'outside', 'secret.h5'), 'x');
  writeFileSync(join(inside, 'own.h5'), 'x');
  symlinkSync(join(folder, 'outside'), join(inside, 'way-out'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const places = Object.entries(methods).flatMap(([method, { input }]) =>
  placesOf(input, inside)
    .filter(({ inputWith }) => findPaths(input, inputWith('/some/file')).includes('/some/file'))
    .map(({ name, inputWith }) => ({ method, place: method + name, inputWith })),
);

async function check(method: string, input: unknown): Promise<void> {
  if (!isMethod(method)) throw new Error(`There is no call ${method}.`);
  await policy.checkInput(method, parseInput(method, input));
}

describe('a path', () => {
  it.each(places)('in $place is checked', async ({ method, inputWith }) => {
    for (const path of [
      join(folder, 'outside', 'secret.h5'),
      `${inside}/../outside/secret.h5`,
      join(inside, 'way-out', 'secret.h5'),
      join(inside, 'way-out', 'new', 'file.h5'),
    ]) {
      await expect(check(method, inputWith(path))).rejects.toMatchObject({ code: 'not-allowed' });
    }
    await expect(check(method, inputWith('../outside/secret.h5'))).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('below the roots passes, and so does the name of a model', async () => {
    await check('models.embed', { files: [join(inside, 'own.h5')], options: { model: 'resnet50' } });
    await check('imports.start', { folder: inside, embedding: { model: join(inside, 'own.h5') } });
  });
});
