import { plainColumnName } from '../../imports/metadata/columnWords.ts';
import { delimitedLine } from './delimited.ts';
import type { Preset } from './preset.ts';

const metafields = 'shopify--discovery--product_recommendation';

export const shopify: Preset = {
  title: 'Shopify',
  ending: 'csv',
  fileWord: null,
  keyWord: 'handle',
  keyNames: ['handle', 'urlhandle'],
  ignoresCapitals: true,
  setsName: true,
  most: 10,
  separator: '; ',
  namesCatalog: false,
  places: new Map([
    ['substitute', `Related products (product.metafields.${metafields}.related_products)`],
    ['related', `Related products (product.metafields.${metafields}.related_products)`],
    ['cross-sell', `Complementary products (product.metafields.${metafields}.complementary_products)`],
  ]),
  note: 'In Shopify’s admin: Products, Import, and tick “Overwrite products with matching handles”. The file also sets each product’s title, because Shopify asks for it. The shop shows ten at most. Try it with one product first: shops differ in what they want between the handles (the separator).',
  form: ({ place, keyField, separator }) => {
    // Newer exports have another name for the same column.
    const isNewer = keyField !== null && plainColumnName(keyField) === 'urlhandle';
    return {
      head: delimitedLine([isNewer ? 'URL handle' : 'Handle', 'Title', place]),
      foot: '',
      rows: ({ key, name, targets }) => [delimitedLine([key, name, targets.join(separator)])],
      forbidden: [separator.trim() || separator],
    };
  },
};
