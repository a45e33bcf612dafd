import { delimitedLine } from './delimited.ts';
import type { Preset } from './preset.ts';

export const google: Preset = {
  title: 'Google Merchant Center',
  ending: 'tsv',
  fileWord: null,
  keyWord: 'id',
  keyNames: ['id', 'offerid', 'itemid', 'sku'],
  ignoresCapitals: false,
  setsName: false,
  most: 30,
  separator: null,
  namesCatalog: false,
  /** The kind of relation that stands before each product. */
  places: new Map([
    ['substitute', 'substitute'],
    ['cross-sell', 'often_bought_with'],
    ['accessory', 'accessory'],
    ['part-of-set', 'part_of_set'],
    ['required-part', 'required_part'],
    ['different-brand', 'different_brand'],
  ]),
  note: 'In Merchant Center: add it as a supplemental source, with “id” to match products by. It is a text file with tabs. Google takes 30 related products at most.',
  form: ({ place }) => ({
    head: delimitedLine(['id', 'related_product'], '\t'),
    foot: '',
    rows: ({ key, targets }) => [
      delimitedLine([key, targets.map((target) => `${place}:id:${target}`).join(',')], '\t'),
    ],
    forbidden: [',', ':'],
  }),
};
