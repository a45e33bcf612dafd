import type { Preset } from './preset.ts';

const namespace = 'http://www.demandware.com/xml/impex/catalog/2006-10-31';

const characters: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Keys were looked at before; the catalog's name may hold anything. */
function attribute(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what no XML may hold.
      .replaceAll(/[\u0000-\u001f\ufffe\uffff]/g, ' ')
      .replaceAll(/[&<>"]/g, (character) => characters[character] ?? '')
  );
}

export const salesforce: Preset = {
  title: 'Salesforce B2C Commerce',
  ending: 'xml',
  fileWord: null,
  keyWord: 'product id',
  keyNames: ['productid', 'sku'],
  ignoresCapitals: false,
  setsName: false,
  most: 200,
  separator: null,
  namesCatalog: true,
  /** The attribute `type` of a recommendation. */
  places: new Map([
    ['substitute', '3'],
    ['related', '3'],
    ['cross-sell', '1'],
    ['up-sell', '2'],
  ]),
  placeOfOther: () => '3',
  note: 'In Business Manager: Merchant Tools, Products and Catalogs, Import & Export, Catalog import, mode Merge. The catalog’s id in the file must be that of your catalog there. Cross-sell has type 1, up-sell 2, every other list 3.',
  form: ({ place, shopCatalog }) => ({
    head: `<?xml version="1.0" encoding="UTF-8"?>\n<catalog xmlns="${namespace}" catalog-id="${attribute(shopCatalog)}">`,
    foot: '</catalog>',
    rows: ({ key, targets }) =>
      targets.map(
        (target) =>
          `  <recommendation source-id="${attribute(key)}" source-type="product" target-id="${attribute(target)}" type="${place}"/>`,
      ),
    forbidden: [],
  }),
};
