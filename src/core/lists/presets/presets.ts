/** Every shop system that lists can be exported for, and what an open catalog makes of it. */
import type { PresetDescription, PresetName } from '../../../contract/exports.ts';
import { plainColumnName } from '../../imports/metadata/columnWords.ts';
import { akeneo } from './akeneo.ts';
import { google } from './google.ts';
import { magento } from './magento.ts';
import { matrixify } from './matrixify.ts';
import type { Preset } from './preset.ts';
import { prestashop } from './prestashop.ts';
import { salesforce } from './salesforce.ts';
import { shopify } from './shopify.ts';
import { woocommerce } from './woocommerce.ts';

export const presets: Readonly<Record<PresetName, Preset>> = {
  shopify,
  matrixify,
  magento,
  woocommerce,
  akeneo,
  salesforce,
  google,
  prestashop,
};

/** The word for a product's own id among the fields; a field of that name comes first. */
export const ownId = 'id';

/** The field that names products in the shop: by its name the surest one, else the product's own id. */
export function findKey({ keyNames }: Preset, fields: readonly string[]): string {
  for (const name of keyNames) {
    const found = fields.find((field) => plainColumnName(field) === name);
    if (found !== undefined) return found;
  }
  return ownId;
}

/** @param fields the catalog's */
export function describePresets(fields: readonly string[]): PresetDescription[] {
  return Object.entries(presets).map(([name, preset]) => ({
    // The record above has these names alone.
    preset: name as PresetName,
    title: preset.title,
    types: [...preset.places].map(([type, place]) => ({ type, place })),
    keyWord: preset.keyWord,
    key: findKey(preset, fields),
    most: preset.most,
    separator: preset.separator,
    namesCatalog: preset.namesCatalog,
    fileWord: preset.fileWord ?? 'look-alikes',
    ending: preset.ending,
    note: preset.note,
  }));
}
