import { delimitedLine } from './delimited.ts';
import type { Preset } from './preset.ts';

const metafields = 'Metafield: shopify--discovery--product_recommendation';

export const matrixify: Preset = {
  title: 'Matrixify',
  ending: 'csv',
  fileWord: 'Products',
  keyWord: 'handle',
  keyNames: ['handle', 'urlhandle'],
  ignoresCapitals: true,
  setsName: false,
  most: 10,
  separator: null,
  namesCatalog: false,
  places: new Map([
    ['substitute', `${metafields}.related_products [list.product_reference]`],
    ['related', `${metafields}.related_products [list.product_reference]`],
    ['cross-sell', `${metafields}.complementary_products [list.product_reference]`],
  ]),
  note: 'In the Matrixify app: Import, Add file. It tells by the word “Products” in the file’s name what is inside: leave it there. The shop shows ten at most.',
  form: ({ place }) => ({
    head: delimitedLine(['Handle', place]),
    foot: '',
    rows: ({ key, targets }) => [delimitedLine([key, targets.join(', ')])],
    forbidden: [','],
  }),
};
