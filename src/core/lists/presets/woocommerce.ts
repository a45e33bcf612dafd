import { plainColumnName } from '../../imports/metadata/columnWords.ts';
import { delimitedLine } from './delimited.ts';
import type { Preset } from './preset.ts';

export const woocommerce: Preset = {
  title: 'WooCommerce',
  ending: 'csv',
  fileWord: null,
  keyWord: 'SKU',
  keyNames: ['sku'],
  ignoresCapitals: true,
  setsName: false,
  most: 200,
  separator: null,
  namesCatalog: false,
  places: new Map([
    ['substitute', 'Upsells'],
    ['up-sell', 'Upsells'],
    ['cross-sell', 'Cross-sells'],
  ]),
  note: 'In the admin: Products, Import, and tick “Update existing products”. Every product must be in the shop already: for a SKU that it does not know it makes an empty product. The file has only the column of this list, because an empty cell would remove what the shop has.',
  form: ({ place, keyField, fields }) => {
    const isNumber = namesByNumber(keyField, fields);
    return {
      head: delimitedLine([isNumber ? 'ID' : 'SKU', place]),
      foot: '',
      rows: ({ key, targets }) => [
        delimitedLine([key, targets.map((target) => (isNumber ? `id:${target}` : target)).join(',')]),
      ],
      forbidden: [',', '\\'],
      problemOf: (key) => {
        if (isNumber) return /^[1-9]\d*$/.test(key) ? null : 'is not a number, as WooCommerce’s own ids are';
        return /^id:\d+$/.test(key) ? 'is read by WooCommerce as the number of a product' : null;
      },
    };
  },
};

/** The shop's own number of a product: a field called "ID", or the product's id where the SKU is another column. */
function namesByNumber(keyField: string | null, fields: readonly string[]): boolean {
  if (keyField !== null) return plainColumnName(keyField) === 'id';
  return fields.some((field) => plainColumnName(field) === 'sku');
}
