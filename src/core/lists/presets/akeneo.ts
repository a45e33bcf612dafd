import { delimitedLine } from './delimited.ts';
import type { Preset } from './preset.ts';

export const akeneo: Preset = {
  title: 'Akeneo',
  ending: 'csv',
  fileWord: null,
  keyWord: 'SKU',
  keyNames: ['sku', 'identifier', 'code'],
  ignoresCapitals: false,
  setsName: false,
  most: 200,
  separator: null,
  namesCatalog: false,
  places: new Map([
    ['substitute', 'SUBSTITUTION-products'],
    ['cross-sell', 'X_SELL-products'],
    ['up-sell', 'UPSELL-products'],
    ['pack', 'PACK-products'],
  ]),
  /** Association types are the customer's own; their codes have letters, digits and underscores. */
  placeOfOther: (type) => `${type.toUpperCase().replaceAll('-', '_')}-products`,
  note: 'In Akeneo: Imports, a profile “Product import in CSV” with “;” between columns. The code of the association (the column’s name up to “-products”) must be one of yours. The file has only the column of this list, because an empty cell would remove what Akeneo has.',
  form: ({ place }) => ({
    head: delimitedLine(['sku', place], ';'),
    foot: '',
    rows: ({ key, targets }) => [delimitedLine([key, targets.join(',')], ';')],
    forbidden: [',', ';', '\\'],
  }),
};
