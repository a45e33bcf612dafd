/** Each shop's file, byte for byte as it was looked at by hand, and read back by a strict reader of that form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { presetSchema } from '../../../../src/contract/exports.ts';
import { presets } from '../../../../src/core/lists/presets/presets.ts';
import { previewFor, writeFor } from './handMade.ts';
import { readCatalogXml } from './readCatalogXml.ts';

function golden(preset: (typeof presetSchema.options)[number]): string {
  return readFileSync(join(import.meta.dirname, 'golden', `${preset}.${presets[preset].ending}`), 'utf8');
}

/** Nothing is trimmed, guessed or passed over: a byte order mark would be part of the first column's name. */
function readTable(text: string, delimiter = ','): Record<string, string>[] {
  return parse(text, { columns: true, delimiter, record_delimiter: '\n', bom: false, trim: false });
}

const related =
  'Related products (product.metafields.shopify--discovery--product_recommendation.related_products)';
const metafield =
  'Metafield: shopify--discovery--product_recommendation.related_products [list.product_reference]';

describe('the golden files', () => {
  it.each(presetSchema.options)('%s is written byte for byte', async (preset) => {
    const { text } = await writeFor({ shop: { preset, max: 2 } });
    expect(text).toBe(golden(preset));
  });

  it.each(presetSchema.options)('%s is previewed as it is written, without its foot', async (preset) => {
    const lines = await previewFor({ shop: { preset, max: 2 } });
    expect(lines.length).toBeGreaterThan(4);
    expect(golden(preset).startsWith(`${lines.join('\n')}\n`)).toBe(true);
  });
});

describe('a strict reader of the form', () => {
  it('reads Shopify’s handles, titles and related products', () => {
    expect(readTable(golden('shopify'))).toEqual([
      { Handle: 'linen-shirt', Title: 'Shirt "Linen", white', [related]: 'silk-shirt; wool-shirt' },
      { Handle: 'silk-shirt', Title: 'Silk shirt', [related]: 'linen-shirt; wool-shirt' },
      { Handle: 'wool-shirt', Title: '=Wool shirt', [related]: 'silk-shirt; köper' },
      { Handle: 'köper', Title: 'Köper\\', [related]: 'sock; wool-shirt' },
      { Handle: 'sock', Title: 'Sock', [related]: 'köper; wool-shirt' },
    ]);
  });

  it('reads Matrixify’s references', () => {
    const rows = readTable(golden('matrixify'));
    expect(rows).toHaveLength(5);
    expect(rows[2]).toEqual({ Handle: 'wool-shirt', [metafield]: 'silk-shirt, köper' });
  });

  it('reads Magento’s links with their positions, and every link column', () => {
    expect(readTable(golden('magento'))).toEqual(
      [
        ['00123', 'B&B <2>,-7"'],
        ['B&B <2>', '00123,-7"'],
        ['-7"', 'B&B <2>,1e5'],
        ['1e5', '-7",B&B <2>'],
      ].map(([sku, links]) => ({
        sku,
        related_skus: links,
        related_position: '1,2',
        crosssell_skus: '',
        crosssell_position: '',
        upsell_skus: '',
        upsell_position: '',
      })),
    );
  });

  it('reads WooCommerce’s upsells, and no column that would remove cross-sells', () => {
    const rows = readTable(golden('woocommerce'));
    expect(rows.map(({ SKU }) => SKU)).toEqual(['00123', 'B&B <2>', '-7"', '1e5']);
    expect(rows[0]).toEqual({ SKU: '00123', Upsells: 'B&B <2>,-7"' });
  });

  it('reads Akeneo’s substitutions between semicolons', () => {
    expect(readTable(golden('akeneo'), ';')[0]).toEqual({
      sku: '00123',
      'SUBSTITUTION-products': 'B&B <2>,-7"',
    });
  });

  it('reads Google’s related products between tabs', () => {
    expect(readTable(golden('google'), '\t')[0]).toEqual({
      id: '00123',
      related_product: 'substitute:id:B&B <2>,substitute:id:-7"',
    });
  });

  it('reads PrestaShop’s accessories by reference', () => {
    expect(readTable(golden('prestashop'), ';')[3]).toEqual({
      'Reference #': 'p4',
      'Accessories (x,y,z...)': 'p5,p3',
    });
  });

  it('reads Salesforce’s catalog: well-formed, in its namespace, in the order of the lists', () => {
    const { catalogId, recommendations } = readCatalogXml(golden('salesforce'));
    expect(catalogId).toBe('Hand & made');
    expect(recommendations).toHaveLength(8);
    expect(recommendations.slice(0, 3)).toEqual([
      { source: '00123', target: 'B&B <2>', type: '3' },
      { source: '00123', target: '-7"', type: '3' },
      { source: 'B&B <2>', target: '00123', type: '3' },
    ]);
  });
});
