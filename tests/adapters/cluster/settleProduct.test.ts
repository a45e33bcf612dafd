/** What the documents of a product are to be, of what stands there and of what is brought and corrected. */
import { describe, expect, it } from 'vitest';
import { partDigest } from '../../../src/adapters/cluster/format/documentDigest.ts';
import {
  documentSchema,
  metadataOf,
  recordOf,
} from '../../../src/adapters/cluster/format/productDocument.ts';
import { vectorSum } from '../../../src/adapters/cluster/format/vectorBytes.ts';
import {
  type Contribution,
  type SettledProduct,
  type StandingDocument,
  settleProduct,
  type TeamCorrections,
} from '../../../src/adapters/cluster/write/settleProduct.ts';
import type { Attributes } from '../../../src/contract/products.ts';

const published = 'published';
const origin = 'an index';
const noTeam: TeamCorrections = { origin, corrections: [] };

/** @param pictures one letter each */
function brings(owner: string, pictures: string, attributes: Attributes, name = owner): Contribution {
  const images = [...pictures].map((letter) => ({ imageId: letter.repeat(64), path: `${letter}.jpg` }));
  return {
    owner,
    product: {
      record: { id: 'p', name, attributes, images },
      details: {
        ...{ id: 'p', name, imageId: images[0]?.imageId ?? null, attributes, corrected: {} },
        images: images.map((image) => ({
          ...{ ...image, folder: `/${owner}`, state: 'embedded', reason: null, width: 2, height: 2 },
          sizeBytes: 9,
        })),
        hasEmbedding: images.length > 0,
      },
      vectors: new Map(images.map(({ imageId }, at) => [imageId, Float32Array.of(at + 1)])),
    },
  };
}

function says(field: string, value: string | null, seqNo: number, from = origin): TeamCorrections {
  return { origin: from, corrections: [{ productId: 'p', field, value, metadataThen: 'then', seqNo }] };
}

/** As the index has them once they are written. */
function written(standing: readonly StandingDocument[], settled: SettledProduct): StandingDocument[] {
  const changed = settled.changed.map(({ id, body, vector, upon }, at) => ({
    ...{ id, seqNo: standing.length + at, primaryTerm: 1, digest: body.digest },
    leads: 'leads' in body && body.leads === true,
    said: documentSchema.parse(body),
    vectorSum: vector === null ? (upon?.vectorSum ?? null) : vectorSum(vector),
  }));
  const kept = standing.filter(({ id }) => settled.unchanged.includes(id));
  return [...kept, ...changed];
}

type Step = readonly [Contribution | null, TeamCorrections?];

function settled(...steps: readonly Step[]): StandingDocument[] {
  let standing: StandingDocument[] = [];
  for (const [contribution, team = noTeam] of steps)
    standing = written(
      standing,
      settleProduct(standing, contribution, team, () => 7),
    );
  return standing;
}

const lead = (standing: readonly StandingDocument[]) => {
  const [found, ...others] = standing.filter(({ leads }) => leads);
  expect(others).toEqual([]);
  if (found === undefined) throw new Error('No document leads.');
  return found.said;
};

const pictures = (standing: readonly StandingDocument[]): string =>
  lead(standing)
    .shown.images.map(({ imageId }) => imageId[0])
    .join('');

describe('a product’s documents', () => {
  it('are left as they are where nothing is new', () => {
    const standing = settled([brings(published, 'ab', { hue: 'red' })], [null, says('hue', 'blue', 3)]);
    const again = settleProduct(standing, brings(published, 'ab', { hue: 'red' }), noTeam, () => 8);
    expect(again).toMatchObject({ changed: [], removed: [] });
    expect(again.unchanged).toHaveLength(2);
  });

  it('are written again where an embedding is not what was written, by whoever has it', () => {
    const whole = settled([brings(published, 'ab', { hue: 'red' })]);
    const damaged = whole.map((one, at) => (at === 0 ? { ...one, vectorSum: 5 } : one));
    for (const owner of [published, 'anna']) {
      const { changed } = settleProduct(damaged, brings(owner, 'ab', { hue: 'red' }), noTeam, () => 8);
      expect(changed.filter(({ id }) => id === whole[0]?.id).map(({ vector }) => vector)).toEqual([
        Float32Array.of(1),
      ]);
    }
    // Who brings nothing knows nothing of it, and leaves what tells that it is damaged.
    const corrected = settleProduct(damaged, null, says('hue', 'blue', 3), () => 8);
    expect(corrected.changed.map(({ vector }) => vector)).toEqual([null, null]);
    expect(corrected.changed.map(({ body }) => partDigest(body.digest).vector)).toEqual(
      whole.map(({ digest }) => partDigest(digest).vector),
    );
  });

  it('say the latest correction, in whatever order they come', () => {
    const blue: Step = [null, says('hue', 'blue', 3)];
    const none: Step = [null, says('hue', null, 5)];
    const green: Step = [null, says('hue', 'green', 9)];
    for (const steps of [
      [blue, none, green],
      [green, none, blue],
      [none, green, blue],
    ]) {
      const said = lead(settled([brings(published, 'a', { hue: 'red' })], ...steps));
      expect(recordOf(said).attributes).toEqual({ hue: 'green' });
      expect(metadataOf(said)).toEqual({ hue: 'red' });
    }
    const takenBack = settled([brings(published, 'a', { hue: 'red' })], none, blue);
    expect(recordOf(lead(takenBack)).attributes).toEqual({ hue: 'red' });
  });

  it('say what another index of decisions says, whatever it counts', () => {
    const said = lead(
      settled(
        [brings(published, 'a', { hue: 'red' })],
        [null, says('hue', 'blue', 50)],
        [null, says('hue', 'green', 1, 'another index')],
      ),
    );
    expect(recordOf(said).attributes).toEqual({ hue: 'green' });
  });

  it('keep corrections over what is brought anew, and know what the metadata says now', () => {
    const said = lead(
      settled(
        [brings('anna', 'a', { hue: 'red' })],
        [null, says('hue', 'blue', 3)],
        [brings('anna', 'a', { hue: 'crimson', size: 'L' })],
      ),
    );
    expect(recordOf(said).attributes).toEqual({ hue: 'blue', size: 'L' });
    expect(metadataOf(said)).toEqual({ hue: 'crimson', size: 'L' });
  });

  it('show a correction of this machine before it is in them, and what the metadata says where it is taken back', () => {
    const said = lead(settled([brings(published, 'a', { hue: 'red' })], [null, says('hue', 'blue', 3)]));
    const over = (value: string | null) =>
      recordOf(said, new Map([['p', new Map([['hue', value]])]])).attributes;
    expect([over('green'), over(null), over('')]).toEqual([{ hue: 'green' }, { hue: 'red' }, {}]);
  });

  it('have the pictures of all who bring the product, and the word of who was first', () => {
    const standing = settled([brings('anna', 'ab', { hue: 'red' })], [brings('ben', 'bc', { hue: 'blue' })]);
    expect(pictures(standing)).toBe('abc');
    expect(standing.map(({ said }) => said.from).toSorted()).toEqual(['anna', 'anna', 'ben']);
    expect(lead(standing)).toMatchObject({ name: 'anna', attributes: ['hue\0red'], place: 7 });
  });

  it('are as the published catalog says wherever it has the product', () => {
    const first = settled([brings('anna', 'ab', { hue: 'red' })], [brings(published, 'bc', { hue: 'blue' })]);
    expect(pictures(first)).toBe('bca');
    expect(lead(first)).toMatchObject({ name: published, attributes: ['hue\0blue'] });
    expect(first.flatMap(({ said }) => said.from ?? [])).toEqual(['anna']);
    const later = settled([brings(published, 'bc', { hue: 'blue' })], [brings('anna', 'ab', { hue: 'red' })]);
    expect(pictures(later)).toBe('bca');
    expect(lead(later)).toMatchObject({ name: published, attributes: ['hue\0blue'] });
  });

  it('lose what was one’s own and no more', () => {
    const both: [Contribution][] = [
      [brings(published, 'a', { hue: 'red' })],
      [brings('ben', 'b', { hue: 'blue' })],
    ];
    const left = settled(...both, [{ owner: published, product: null }]);
    expect(pictures(left)).toBe('b');
    expect(lead(left).shown).toMatchObject({ word: 'ben', details: { images: [{ folder: '/ben' }] } });
    expect(pictures(settled(...both, [{ owner: 'ben', product: null }]))).toBe('a');
    expect(
      settled(...both, [{ owner: 'ben', product: null }], [{ owner: published, product: null }]),
    ).toEqual([]);
    const fewer = settled([brings('anna', 'ab', {})], [brings('anna', 'b', {})]);
    expect(fewer).toHaveLength(1);
    expect(pictures(fewer)).toBe('b');
  });

  it('of a product without pictures are one', () => {
    const standing = settled([brings(published, '', { hue: 'red' })]);
    expect(standing).toHaveLength(1);
    expect(lead(standing)).toMatchObject({ product: 'p', attributes: ['hue\0red'] });
    expect(lead(standing).imageId).toBeUndefined();
    expect(pictures(settled([brings(published, '', { hue: 'red' })], [brings('ben', 'b', {})]))).toBe('b');
  });
});
