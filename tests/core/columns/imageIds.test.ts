import { describe, expect, it } from 'vitest';
import {
  createImageIds,
  hasOneTwice,
  packImageIds,
  type ReadImageIds,
  wordsPerImageId,
} from '../../../src/core/columns/imageIds.ts';
import { createRandom } from '../search/searchCatalog.ts';

const random = createRandom(3);

function drawDigest(): string {
  return Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join('');
}

const digest = drawDigest();
/** Each another id, whatever it looks like. */
const odd = [
  digest.toUpperCase(),
  digest.slice(1),
  `${digest}0`,
  `g${digest.slice(1)}`,
  '0'.repeat(64),
  `${'0'.repeat(63)}1`,
  `deadbeef${'0'.repeat(48)}00000001`,
  'image-1',
  'é',
  'e\u0301',
];

function numbersOf(ids: ReadImageIds, imageId: string): number[] {
  const numbers: number[] = [];
  for (let number = ids.first(imageId); number >= 0; number = ids.next(number)) numbers.push(number);
  return numbers.sort((a, b) => a - b);
}

function idsOf(ids: ReadImageIds): string[] {
  return Array.from({ length: ids.length }, (_, number) => ids.at(number));
}

describe('ids of images', () => {
  it.each([digest, ...odd])('are told apart from all others: %s', (imageId) => {
    const ids = createImageIds();
    const others = [digest, ...odd].filter((other) => other !== imageId);
    ids.append(packImageIds(others));
    expect(ids.first(imageId)).toBe(-1);
    ids.set(ids.length, imageId);
    expect(idsOf(ids)).toEqual([...others, imageId]);
    expect(numbersOf(ids, imageId)).toEqual([others.length]);
  });

  it('take 32 bytes where they are digests', () => {
    const { words, others } = packImageIds([digest, drawDigest()]);
    expect(words.byteLength).toBe(64);
    expect(others).toEqual([]);
  });

  it('are found, given, taken back and given again as in a list', () => {
    const pool = [...Array.from({ length: 300 }, drawDigest), ...odd];
    const draw = (): string => pool[Math.floor(random() * pool.length)] ?? '';
    const ids = createImageIds();
    const list: string[] = [];
    for (let step = 0; step < 6000; step++) {
      const kind = random();
      const number = Math.floor(random() * list.length);
      if (kind < 0.02) {
        const page = Array.from({ length: Math.floor(random() * 20) }, draw);
        ids.append(packImageIds(page));
        list.push(...page);
      } else if (kind < 0.2 && list.length > 0) {
        ids.clear(number);
        list[number] = '';
      } else {
        const at = kind < 0.6 && list.length > 0 ? number : list.length;
        const imageId = draw();
        ids.set(at, imageId);
        list[at] = imageId;
      }
      if (step % 50 === 0) {
        const asked = draw();
        expect(numbersOf(ids, asked)).toEqual(list.flatMap((id, place) => (id === asked ? [place] : [])));
      }
      if (step % 500 === 0) ids.prepare(step / 10);
    }
    expect(idsOf(ids)).toEqual(list);
    expect(ids.prepare(list.length)).toBe(true);
    const numbers = Uint32Array.from(list.keys()).filter((number) => number % 3 === 1);
    const packed = createImageIds();
    packed.append(ids.pack(numbers));
    expect(idsOf(packed)).toEqual(Array.from(numbers, (number) => list[number]));
  });

  it('are compared with those of another column', () => {
    const [ids, other] = [createImageIds(), createImageIds()];
    const all = [digest, ...odd];
    ids.append(packImageIds(all));
    other.append(packImageIds([...all].reverse()));
    other.set(other.length, 'gone');
    for (let number = 0; number < other.length; number++) {
      const place = all.indexOf(other.at(number));
      expect(ids.firstSame(other, number)).toBe(place);
      expect(all.map((_, own) => ids.isSame(own, other, number))).toEqual(all.map((_, own) => own === place));
    }
    expect(ids.isSame(all.length, other, 0)).toBe(false);
    ids.clear(3);
    other.clear(5);
    expect(ids.isSame(3, other, 5)).toBe(false);
    expect(ids.firstSame(other, 5)).toBe(-1);
  });

  it('are told to be there twice, and only then, however alike they begin', () => {
    const alike = Array.from({ length: 3 }, () => `01234567${drawDigest().slice(8)}`);
    const once = [...odd, ...alike, ...Array.from({ length: 50 }, drawDigest)];
    expect(hasOneTwice(packImageIds([]))).toBe(false);
    expect(hasOneTwice(packImageIds(once))).toBe(false);
    for (const imageId of [...odd, ...alike]) {
      expect(hasOneTwice(packImageIds([...once, imageId]))).toBe(true);
    }
  });

  it('held stay as they were', () => {
    const ids = createImageIds();
    ids.append(packImageIds([digest, 'image-1']));
    const held = ids.hold();
    ids.set(0, 'image-2');
    ids.clear(1);
    expect(idsOf(held)).toEqual([digest, 'image-1']);
    expect([digest, 'image-1', 'image-2'].map(held.first)).toEqual([0, 1, -1]);
    expect(held.words).toHaveLength(2 * wordsPerImageId);
  });
});
