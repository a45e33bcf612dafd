import { plainColumnName } from '../../imports/metadata/columnWords.ts';
import { delimitedLine } from './delimited.ts';
import type { Preset } from './preset.ts';

const referenceNames = ['reference', 'productreference', 'sku'];

export const prestashop: Preset = {
  title: 'PrestaShop',
  ending: 'csv',
  fileWord: null,
  keyWord: 'product id',
  keyNames: ['productid', 'idproduct'],
  ignoresCapitals: true,
  setsName: false,
  most: 200,
  separator: null,
  namesCatalog: false,
  places: new Map([
    ['substitute', 'Accessories (x,y,z...)'],
    ['related', 'Accessories (x,y,z...)'],
    ['cross-sell', 'Accessories (x,y,z...)'],
  ]),
  note: 'In the back office: Advanced Parameters, Import, entity Products, with “;” between fields and “,” between values, and match the columns by their names. Leave “Force all ID numbers” at No. Where the first column is the reference, set “Use product reference as key” to Yes.',
  form: ({ place, keyField, areIdsNumbers }) => {
    const isReference =
      keyField === null ? !areIdsNumbers : referenceNames.includes(plainColumnName(keyField));
    return {
      head: delimitedLine([isReference ? 'Reference #' : 'Product ID', place], ';'),
      foot: '',
      rows: ({ key, targets }) => [delimitedLine([key, targets.join(',')], ';')],
      forbidden: [',', ';', '\\'],
      // Anything else would be read as 0, and become a new product.
      problemOf: (key) =>
        isReference || /^[1-9]\d*$/.test(key) ? null : 'is not a number, as PrestaShop’s own ids are',
    };
  },
};
