import { describe, expect, it } from 'vitest';
import type { Model, Runtime } from '../../../src/contract/models.ts';
import { qualityPlace } from '../../../src/renderer/features/quality/qualityAddress.ts';
import {
  nameOfSetting,
  readSetting,
  settingOptions,
  writeSetting,
} from '../../../src/renderer/features/quality/settingWords.ts';
import { createAddressBook } from '../../../src/renderer/shell/address.ts';
import { allMetrics } from '../../../src/renderer/shell/metricNames.ts';

const runtime: Runtime = {
  ...{ engine: 'onnx', precision: 'int8', model: 'fashion', space: 's', pooling: 'avg', inputSize: 112 },
  notes: [],
};
const model = (name: string, installed: boolean): Model => ({
  ...{ name, title: `The ${name}`, source: '', licence: '', bytes: 1, sha256: null },
  ...{ inputSize: 224, pooling: 'max', installed, default: false, problem: null },
});
const known = { runtime, models: [model('fashion', true), model('imagenet', true), model('other', false)] };

const book = createAddressBook([qualityPlace]);

describe('the address of quality', () => {
  it('comes back as it was written, and leaves out what is usual', () => {
    expect(book.format(book.start())).toBe('#/quality');
    const text =
      '#/quality?k=5&sample=200&setting=euclidean&against=cosine%2Cfashion%2Cmax%2C112&field=gender&value=Men';
    expect(book.format(book.parse(text))).toBe(text);
    expect(book.parse(text)).toMatchObject({
      against: { metric: 'cosine', embedding: { model: 'fashion', pooling: 'max', inputSize: 112 } },
      shown: { field: 'gender', value: 'Men' },
    });
  });

  it('takes what cannot be read for what is usual', () => {
    expect(book.format(book.parse('#/quality?k=0&sample=x&setting=nearest&against=cosine,m,sum'))).toBe(
      '#/quality',
    );
  });
});

describe('the settings that are offered', () => {
  it('are every metric, and every other way of embedding that is installed, without the catalog’s own', () => {
    expect(settingOptions(known, allMetrics).map(({ value }) => value)).toEqual([
      ...allMetrics.map(({ value }) => value),
      ...['cosine,,,,0.1', 'cosine,,,,0.25', 'cosine,,,,0.5'],
      'cosine,fashion,max,112',
      'cosine,imagenet,max,224',
      'cosine,imagenet,avg,224',
    ]);
    expect(settingOptions(known, allMetrics).map(({ label }) => label)).toEqual([
      ...allMetrics.map(({ label }) => label),
      ...['Cosine with 10\u00a0% colour', 'Cosine with 25\u00a0% colour', 'Cosine with 50\u00a0% colour'],
      'Maximum pooling',
      'The imagenet with maximum pooling',
      'The imagenet with average pooling',
    ]);
  });

  it('come back as they were written, and are none where colour would count all', () => {
    for (const text of ['cosine,,,,0.25', 'tuned,fashion,max,112,0.5', 'cosine'])
      expect(writeSetting(readSetting(text) ?? { metric: 'manhattan', embedding: null })).toBe(text);
    expect(readSetting('cosine,,,,1')).toBeNull();
  });

  it('have a name also where they are not offered', () => {
    expect(nameOfSetting(readSetting('manhattan,gone') ?? { metric: 'cosine', embedding: null }, known)).toBe(
      'gone, manhattan',
    );
  });
});
