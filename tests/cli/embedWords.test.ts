import { describe, expect, it } from 'vitest';
import { describeEmbedding } from '../../src/cli/cluster/embedWords.ts';
import type { Reembedding } from '../../src/contract/cluster.ts';

const shown: Reembedding = {
  ...{ address: 'https://search.example:9200/shoes', model: 'fashion-resnet50', pooling: 'max' },
  ...{
    inputSize: 224,
    pictures: 1204,
    embedded: 1204,
    isShown: true,
    lacking: [],
    advice: null,
    seconds: 61,
  },
};

describe('what the command says of an embedding', () => {
  it('is that everybody sees it', () => {
    expect(describeEmbedding(shown)).toBe(
      'All 1,204 pictures at https://search.example:9200/shoes are embedded by fashion-resnet50 (max, 224), for everybody; 1,204 pictures embedded here in 61.0 s',
    );
  });

  it('is what is lacking, a folder a line, and then what to do about it', () => {
    const words = describeEmbedding({
      ...{ ...shown, isShown: false, embedded: 1200, advice: 'Do this.' },
      lacking: [{ folder: '/of ben', broughtBy: 'others', pictures: 4, example: 'b-1.jpg' }],
    });
    expect(words.split('\n')).toEqual([
      '1,200 pictures embedded here in 61.0 s. https://search.example:9200/shoes is shown as it was until the rest is embedded by fashion-resnet50 (max, 224) as well:',
      '4 of /of ben, imported by others (as b-1.jpg)',
      'Do this.',
    ]);
  });
});
