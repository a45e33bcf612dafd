/** The layout thread as its owner sees it. */
import { describe, expect, test } from 'vitest';
import { layOut } from '../../../src/adapters/layout/layOut.ts';
import type { MapMethod } from '../../../src/contract/insight/map.ts';
import { drawGroups, type Groups, shareTogether } from '../../core/map/groups.ts';

const methods: MapMethod[] = ['umap', 'tsne'];

function reading({ vectors }: Groups) {
  return (points: Uint32Array) =>
    Float32Array.from(Array.from(points).flatMap((point) => [...(vectors[point] ?? [])]));
}

function run(groups: Groups, method: MapMethod, trustworthiness = true) {
  const told: string[] = [];
  const work = layOut(
    { method, graph: { ...groups.graph }, trustworthiness },
    {
      signal: new AbortController().signal,
      vectorsOf: reading(groups),
      onProgress: (step, done) => told.push(`${step} ${done >= 0 && done <= 1}`),
    },
  );
  return { work, told };
}

describe('a layout', () => {
  test.each(methods)('by %s keeps groups together, and says how far it can be trusted', async (method) => {
    const groups = drawGroups(4, 40, 15);
    const { work, told } = run(groups, method);
    const { positions, trustworthiness } = await work;
    expect(positions).toHaveLength(2 * 160);
    expect(shareTogether(positions, groups.groupOf)).toBeGreaterThan(0.99);
    expect(trustworthiness).toBeGreaterThan(0.9);
    expect(new Set(told)).toEqual(new Set(['layout true', 'trustworthiness true']));
  });

  test.each(methods)('by %s is the same every time', async (method) => {
    const [first, second] = [
      run(drawGroups(3, 20, 15), method, false),
      run(drawGroups(3, 20, 15), method, false),
    ];
    const layout = await first.work;
    expect(layout.trustworthiness).toBeNull();
    expect(await second.work).toEqual(layout);
  });

  test.each(methods.flatMap((method) => [1, 2, 3, 4].map((count) => [method, count] as const)))(
    'by %s of %i points is one of places',
    async (method, count) => {
      const { positions } = await run(drawGroups(1, count, 15), method).work;
      expect(positions).toHaveLength(2 * count);
      expect(positions.every(Number.isFinite)).toBe(true);
    },
  );

  test.each(methods)('by %s is cancelled half-way', async (method) => {
    const groups = drawGroups(5, 300, 15);
    const controller = new AbortController();
    const work = layOut(
      { method, graph: groups.graph, trustworthiness: false },
      {
        signal: controller.signal,
        vectorsOf: reading(groups),
        onProgress: () => controller.abort(),
      },
    );
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('that cannot read the embeddings ends with that reason', async () => {
    const { graph } = drawGroups(3, 20, 15);
    const work = layOut(
      { method: 'umap', graph, trustworthiness: true },
      {
        signal: new AbortController().signal,
        vectorsOf: () => {
          throw new Error('the vectors are gone');
        },
        onProgress: () => undefined,
      },
    );
    await expect(work).rejects.toThrow('the vectors are gone');
  });
});
