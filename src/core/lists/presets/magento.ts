import { delimitedLine } from './delimited.ts';
import type { Preset } from './preset.ts';

const columns = ['related', 'crosssell', 'upsell'] as const;

export const magento: Preset = {
  title: 'Magento, Adobe Commerce',
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
    ['substitute', 'related_skus'],
    ['related', 'related_skus'],
    ['cross-sell', 'crosssell_skus'],
    ['up-sell', 'upsell_skus'],
  ]),
  note: 'In the admin: System, Import, entity type Products, behaviour Add/Update. That never removes a link: products that were linked before stay linked, after these. The other kinds of links have empty cells, which Magento leaves as they are.',
  form: ({ place }) => ({
    head: delimitedLine(['sku', ...columns.flatMap((column) => [`${column}_skus`, `${column}_position`])]),
    foot: '',
    /**
     * Without positions the order would follow the product ids. Every link column is there; `__EMPTY__VALUE__` in one of
     * them has wiped all three (magento2#33523), so it is never written.
     */
    rows: ({ key, targets }) => {
      const cells = [targets.join(','), targets.map((_, at) => at + 1).join(',')];
      return [
        delimitedLine([key, ...columns.flatMap((column) => (place === `${column}_skus` ? cells : ['', '']))]),
      ];
    },
    forbidden: [',', '\\'],
    problemOf: (key) => (key === '__EMPTY__VALUE__' ? 'is Magento’s word for “remove the value”' : null),
  }),
};
