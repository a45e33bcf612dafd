import { describe, expect, it } from 'vitest';
import { climb, judgeInt8, type Tuning, threadChoices } from '../../../src/core/models/tuning.ts';

const tuning: Tuning = {
  key: {
    processor: 'any',
    cores: 4,
    platform: 'linux',
    architecture: 'x64',
    onnxruntime: '1.30.0',
    graph: 1,
    largestWeight: 127,
    weightsSha256: 'a',
    inputSize: 112,
    pooling: 'avg',
    ranges: 'b',
  },
  floatMs: 10,
  int8: { milliseconds: 3, cosine: 0.9991 },
  int8Problem: null,
  comparedWith: 'onnx',
  comparedImages: 8,
  reference: '',
  threads: 4,
};

describe('int8 is judged', () => {
  it('good where it agrees and is faster', () => {
    expect(judgeInt8(tuning)).toEqual({
      agrees: true,
      isFaster: true,
      words:
        'it agrees with float32 on this machine (mean cosine 0.9991 over 8 images, against onnx) and is 3.3 times as fast',
    });
  });

  it.each<[string, Partial<Tuning>, { agrees: boolean; isFaster: boolean }, RegExp]>([
    [
      'allowed, not preferred, where it is as slow',
      { int8: { milliseconds: 10, cosine: 1 } },
      { agrees: true, isFaster: false },
      /not faster .*1\.0 times as fast/,
    ],
    [
      'unusable just below the limit',
      { int8: { milliseconds: 1, cosine: 0.98999 } },
      { agrees: false, isFaster: false },
      /does not agree .*0\.9900 over 8 images, against onnx; 0\.99 is needed/,
    ],
    [
      'unusable where its numbers are not finite',
      { int8: { milliseconds: 1, cosine: Number.NaN } },
      { agrees: false, isFaster: false },
      /does not agree/,
    ],
    [
      'unusable where it does not run',
      { int8: null, int8Problem: 'it failed its self-check' },
      { agrees: false, isFaster: false },
      /^it failed its self-check$/,
    ],
  ])('%s', (_, change, expected, words) => {
    const verdict = judgeInt8({ ...tuning, ...change });
    expect(verdict).toMatchObject(expected);
    expect(verdict.words).toMatch(words);
  });

  it('usable at the limit itself', () => {
    expect(judgeInt8({ ...tuning, int8: { milliseconds: 1, cosine: 0.99 } }).agrees).toBe(true);
  });
});

it.each([
  [1, [1]],
  [2, [1, 2]],
  [6, [1, 2, 4, 6]],
  [16, [1, 2, 4, 8, 16]],
])('tries few threads and one per core: with %i cores %j', (cores, choices) => {
  expect(threadChoices(cores)).toEqual(choices);
});

describe('more threads, or a larger batch', () => {
  const timed = async (times: Record<number, number>) => {
    const tried: number[] = [];
    const best = await climb([1, 2, 4, 8], 0.05, async (choice) => {
      tried.push(choice);
      return times[choice] ?? Number.NaN;
    });
    return { best, tried };
  };

  it('are taken as long as each gains enough', async () => {
    expect(await timed({ 1: 100, 2: 60, 4: 40, 8: 30 })).toEqual({ best: 8, tried: [1, 2, 4, 8] });
    expect(await timed({ 1: 100, 2: 60, 4: 58, 8: 10 })).toEqual({ best: 2, tried: [1, 2, 4] });
  });

  it('are left where they cost', async () => {
    expect(await timed({ 1: 100, 2: 140 })).toEqual({ best: 1, tried: [1, 2] });
  });
});
