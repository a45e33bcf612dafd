/** Where it is shown how good look-alikes are: how many products are looked at, and by which settings. */
import type { QualitySetting } from '../../../contract/insight/quality.ts';
import type { Address, Place } from '../../shell/address.ts';
import { readSetting, usualSetting, writeSetting } from './settingWords.ts';

export interface QualityAddress extends Address {
  readonly page: 'quality';
  /** Look-alikes of each product. */
  readonly k: number;
  /** Products that are looked at. */
  readonly sample: number;
  readonly setting: QualitySetting;
  /** What it is set against; null: nothing. */
  readonly against: QualitySetting | null;
  /** The value whose examples are shown; null: none's. */
  readonly shown: { readonly field: string; readonly value: string } | null;
}

export const mostK = 50;
export const mostSample = 5000;
const [usualK, usualSample] = [10, 1000];

export const qualityPlace: Place<QualityAddress> = {
  name: 'quality',
  paths: ['quality'],
  read({ view, product, params }) {
    const [field, value] = [params.get('field'), params.get('value')];
    return {
      page: 'quality',
      view,
      product,
      k: readCount(params.get('k'), mostK, usualK),
      sample: readCount(params.get('sample'), mostSample, usualSample),
      setting: readSetting(params.get('setting')) ?? usualSetting,
      against: readSetting(params.get('against')),
      shown: field === null || value === null ? null : { field, value },
    };
  },
  write({ k, sample, setting, against, shown }, params) {
    if (k !== usualK) params.set('k', String(k));
    if (sample !== usualSample) params.set('sample', String(sample));
    if (writeSetting(setting) !== writeSetting(usualSetting)) params.set('setting', writeSetting(setting));
    if (against !== null) params.set('against', writeSetting(against));
    if (shown !== null) {
      params.set('field', shown.field);
      params.set('value', shown.value);
    }
    return 'quality';
  },
  enter: ({ view, product }, last) =>
    last === null
      ? {
          ...{ page: 'quality', view, product },
          ...{ k: usualK, sample: usualSample, setting: usualSetting, against: null, shown: null },
        }
      : { ...last, view, product },
};

function readCount(text: string | null, most: number, usual: number): number {
  const count = Number(text ?? usual);
  return Number.isInteger(count) && count >= 1 && count <= most ? count : usual;
}
