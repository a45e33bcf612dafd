/** What has gone wrong with such files elsewhere, each once. */
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type PresetName, presetSchema } from '../../../../src/contract/exports.ts';
import { describePresets } from '../../../../src/core/lists/presets/presets.ts';
import { blockedFor, fiveProducts, type HandMade, previewFor, writeFor } from './handMade.ts';
import { readCatalogXml } from './readCatalogXml.ts';

/** A row of products with these SKUs, all of them with a row of the metadata. */
function withSkus(...skus: readonly string[]): HandMade[] {
  return skus.map((SKU, at) => ({ id: `p${at + 1}`, attributes: { SKU, kind: 'Shirt' } }));
}

async function reasonsFor(preset: PresetName, ...skus: readonly string[]): Promise<Record<string, string>> {
  const blocked = await blockedFor({ products: withSkus(...skus), shop: { preset, key: 'SKU' } });
  return Object.fromEntries(blocked.map(({ id, reason }) => [id, reason]));
}

describe('a key in the shop', () => {
  it('that is missing blocks its product, as source and as target, and others take its places', async () => {
    const products = withSkus('A', '', 'C', 'D');
    const { text, rows, blocked } = await writeFor({ products, shop: { preset: 'magento', max: 2 } });
    expect(blocked).toEqual([{ id: 'p2', reason: 'It has no SKU: the field SKU is empty.' }]);
    expect(rows).toBe(3);
    const links = parse(text, { columns: true }).map((row) => row as Record<string, string>);
    expect(links.map(({ sku, related_skus }) => [sku, related_skus])).toEqual([
      ['A', 'C,D'],
      ['C', 'D,A'],
      ['D', 'C,A'],
    ]);
  });

  it('that two products share blocks both, and says with whom', async () => {
    expect(await reasonsFor('akeneo', 'A', 'B', 'A')).toEqual({
      p1: 'Its SKU “A” is also that of product p3.',
      p3: 'Its SKU “A” is also that of product p1.',
    });
  });

  it('is the same in other capitals only where the shop thinks so', async () => {
    expect(Object.keys(await reasonsFor('magento', 'ab', 'B', 'AB'))).toEqual(['p1', 'p3']);
    expect(await reasonsFor('google', 'ab', 'B', 'AB')).toEqual({});
  });

  it.each<[PresetName, string, string]>([
    ['magento', 'A,1', '“,”'],
    ['woocommerce', 'A,1', '“,”'],
    ['woocommerce', 'A\\', '“\\”'],
    ['matrixify', 'A,1', '“,”'],
    ['shopify', 'A;1', '“;”'],
    ['akeneo', 'A;1', '“;”'],
    ['akeneo', 'A,1', '“,”'],
    ['prestashop', 'A,1', '“,”'],
    ['google', 'A:1', '“:”'],
    ['google', 'A,1', '“,”'],
  ])('for %s is refused with the separator in it: %s', async (preset, sku, named) => {
    const reasons = await reasonsFor(preset, sku, 'B', 'C');
    expect(Object.keys(reasons)).toEqual(['p1']);
    expect(reasons['p1']).toContain(named);
  });

  it('may have another shop’s separator in it', async () => {
    expect(await reasonsFor('salesforce', 'A,1', 'B;2:3', 'C\\')).toEqual({});
    expect(await reasonsFor('shopify', 'A,1', 'B')).toEqual({});
  });

  it('with blanks at its ends, a line break or a shortened number is refused by every shop', async () => {
    for (const preset of presetSchema.options) {
      const reasons = await reasonsFor(preset, 'A ', ' B', 'C\nD', '1E+05', '1,2E+11', 'E\u0000', '\ud800');
      expect(Object.keys(reasons), preset).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']);
    }
    expect((await reasonsFor('magento', 'A ', 'B'))['p1']).toMatch(/begins or ends with a blank/);
    expect((await reasonsFor('google', '4.00E+12', 'B'))['p1']).toMatch(/spreadsheet has shortened/);
  });

  it('keeps its leading zeros, and what looks like a formula or a number', async () => {
    const products = withSkus('00123', '=1+1', '+49', '-7', '1e5');
    const { text, blocked } = await writeFor({ products, shop: { preset: 'magento' } });
    expect(blocked).toEqual([]);
    const rows = parse(text, { columns: true }).map((row) => row as Record<string, string>);
    expect(rows.map(({ sku }) => sku)).toEqual(['00123', '=1+1', '+49', '-7', '1e5']);
    expect(rows[1]?.['related_skus']?.split(',').toSorted()).toEqual(['+49', '-7', '00123', '1e5']);
  });

  it('is found by the columns’ names, else it is the product’s own id', () => {
    const keys = (...fields: string[]) =>
      Object.fromEntries(describePresets(fields).map(({ preset, key }) => [preset, key]));
    expect(keys('Variant SKU', 'URL handle', 'sku')).toMatchObject({
      shopify: 'URL handle',
      matrixify: 'URL handle',
      magento: 'sku',
      woocommerce: 'sku',
      salesforce: 'sku',
      prestashop: 'id',
    });
    expect(new Set(Object.values(keys('colour')))).toEqual(new Set(['id']));
  });

  it('can be another field; one that is not there is refused with those that are', async () => {
    const { text } = await writeFor({ shop: { preset: 'akeneo', key: 'Handle', max: 1 } });
    expect(text.split('\n')[1]).toBe('linen-shirt;silk-shirt');
    const otherwise = await writeFor({ shop: { preset: 'akeneo', key: 'handle', max: 1 } });
    expect(otherwise.text).toBe(text);
    await expect(blockedFor({ shop: { preset: 'akeneo', key: 'code' } })).rejects.toMatchObject({
      code: 'bad-input',
      message: 'This catalog has no field “code” for the SKU: id, Handle, SKU.',
    });
  });
});

describe('a product that the shop does not know', () => {
  const products: HandMade[] = [
    { id: '1', attributes: { colour: 'Red' } },
    { id: 'IMG_2041' },
    { id: '3', attributes: { colour: 'Blue' } },
  ];

  it('is blocked where no row of the metadata tells of it: WooCommerce would make a placeholder of its name', async () => {
    const { text, blocked } = await writeFor({ products, shop: { preset: 'woocommerce' } });
    expect(blocked.map(({ id }) => id)).toEqual(['IMG_2041']);
    expect(blocked[0]?.reason).toMatch(/No row of the metadata .* WooCommerce may not know it/);
    expect(text).toBe('SKU,Upsells\n1,3\n3,1\n');
  });

  it('cannot be told where the catalog has no metadata at all', async () => {
    expect(await blockedFor({ products, shop: { preset: 'woocommerce' }, hasMetadata: false })).toEqual([]);
  });
});

describe('Magento', () => {
  it('has positions for every list, in its order, and all link columns', async () => {
    const decisions = { p1: [{ id: 'p4', state: 'pinned' as const }] };
    const { text } = await writeFor({ shop: { preset: 'magento', type: 'up-sell' }, decisions });
    expect(text).toBe(
      'sku,related_skus,related_position,crosssell_skus,crosssell_position,upsell_skus,upsell_position\n00123,,,,,1e5,1\n',
    );
  });

  it('never writes its word for “remove”, which has wiped all three kinds of links', async () => {
    expect(Object.keys(await reasonsFor('magento', '__EMPTY__VALUE__', 'B', 'C'))).toEqual(['p1']);
    for (const type of ['substitute', 'related']) {
      const decisions = { p1: [{ id: 'p2', state: 'accepted' as const }] };
      const { text } = await writeFor({ shop: { preset: 'magento', type }, decisions });
      expect(text).toContain('00123,');
      expect(text).not.toContain('__EMPTY__VALUE__');
    }
  });
});

describe('WooCommerce', () => {
  it('is told a product’s number as such, where the key is the shop’s id', async () => {
    const products = ['44', '45', '46'].map((id) => ({ id, attributes: { SKU: `S-${id}` } }));
    const { text } = await writeFor({ products, shop: { preset: 'woocommerce', key: 'id', max: 1 } });
    expect(text).toBe('ID,Upsells\n44,id:45\n45,id:44\n46,id:45\n');
    const { text: bySku } = await writeFor({ products, shop: { preset: 'woocommerce', max: 1 } });
    expect(bySku).toBe('SKU,Upsells\nS-44,S-45\nS-45,S-44\nS-46,S-45\n');
  });

  it('would read a SKU such as id:123 as a number', async () => {
    expect((await reasonsFor('woocommerce', 'id:123', 'B'))['p1']).toMatch(/the number of a product/);
  });

  it('is not told cross-sells with upsells: an empty cell would remove them', async () => {
    const decisions = { p1: [{ id: 'p2', state: 'accepted' as const }] };
    const { text } = await writeFor({ shop: { preset: 'woocommerce', type: 'cross-sell' }, decisions });
    expect(text).toBe('SKU,Cross-sells\n00123,B&B <2>\n');
  });
});

describe('PrestaShop', () => {
  it('is told ids where they are numbers, as its own are', async () => {
    const products = ['8', '9'].map((id) => ({ id, attributes: { colour: 'Red' } }));
    const { text } = await writeFor({ products, shop: { preset: 'prestashop' } });
    expect(text).toBe('Product ID;Accessories (x,y,z...)\n8;9\n9;8\n');
  });

  it('is told no other word as an id: it would be read as 0', async () => {
    const products = ['A', '9', '10'].map((id, at) => ({ id: `p${at}`, attributes: { 'Product ID': id } }));
    const blocked = await blockedFor({ products, shop: { preset: 'prestashop' } });
    expect(blocked).toEqual([
      { id: 'p0', reason: 'Its product id “A” is not a number, as PrestaShop’s own ids are.' },
    ]);
  });
});

describe('how long a list is', () => {
  const many = withSkus(...Array.from({ length: 40 }, (_, at) => `S${at}`));

  it('is what was asked for, and never more than the shop takes', async () => {
    const lengthOf = async (preset: PresetName, top: number) => {
      const { text } = await writeFor({ products: many, top, ids: ['p1'], shop: { preset, key: 'SKU' } });
      return text.split('\n')[1]?.match(/S\d+/g)?.length;
    };
    expect(await lengthOf('google', 200)).toBe(31);
    expect(await lengthOf('shopify', 200)).toBe(11);
    expect(await lengthOf('magento', 35)).toBe(36);
    expect(await lengthOf('google', 5)).toBe(6);
  });

  it.each<[PresetName, number]>([
    ['google', 31],
    ['shopify', 11],
    ['matrixify', 11],
  ])('for %s is not %i: that is refused in words', async (preset, max) => {
    await expect(blockedFor({ shop: { preset, max } })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(`${max - 1} products per list at most, not ${max}`),
    });
  });
});

describe('which lists', () => {
  it('leave with the suggestions for look-alikes, and of other types with what was decided alone', async () => {
    const decisions = {
      p2: [
        { id: 'p4', state: 'pinned' as const },
        { id: 'p1', state: 'accepted' as const },
        { id: 'p3', state: 'rejected' as const },
      ],
    };
    const ids = ['p1', 'p2'];
    const { text } = await writeFor({ ids, decisions, shop: { preset: 'akeneo', max: 3 } });
    expect(text).toBe('sku;SUBSTITUTION-products\n00123;"B&B <2>,-7"",1e5"\nB&B <2>;1e5,00123\n');
    const crossSells = await writeFor({ ids, decisions, shop: { preset: 'akeneo', type: 'cross-sell' } });
    expect(crossSells.text).toBe('sku;X_SELL-products\nB&B <2>;1e5,00123\n');
  });

  it('can be of a type of one’s own where the shop has places for them', async () => {
    const decisions = { p1: [{ id: 'p2', state: 'accepted' as const }] };
    const own = await writeFor({ decisions, shop: { preset: 'akeneo', type: 'match-with' } });
    expect(own.text).toBe('sku;MATCH_WITH-products\n00123;B&B <2>\n');
    const xml = await writeFor({
      decisions,
      shop: { preset: 'salesforce', type: 'up-sell', shopCatalog: '"A"' },
    });
    expect(readCatalogXml(xml.text)).toEqual({
      catalogId: '"A"',
      recommendations: [{ source: '00123', target: 'B&B <2>', type: '2' }],
    });
    const set = await writeFor({ decisions, shop: { preset: 'google', type: 'part-of-set' } });
    expect(set.text).toBe('id\trelated_product\n00123\tpart_of_set:id:B&B <2>\n');
  });

  it('have no place in a shop that does not know the type, and it says which it knows', async () => {
    await expect(blockedFor({ shop: { preset: 'shopify', type: 'up-sell' } })).rejects.toMatchObject({
      code: 'bad-input',
      message:
        'Shopify has no place for lists of the type up-sell. It takes substitute, related, cross-sell.',
    });
  });
});

describe('a file with nothing in it', () => {
  it('is none: nothing of that type was decided', async () => {
    await expect(writeFor({ shop: { preset: 'magento', type: 'up-sell' } })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/no file was written\. Decide/),
    });
    expect(await previewFor({ shop: { preset: 'magento', type: 'up-sell' } })).toEqual([]);
  });

  it('is none: no product has a key, and the first says why', async () => {
    await expect(writeFor({ products: withSkus('', ''), shop: { preset: 'magento' } })).rejects.toMatchObject(
      {
        code: 'not-found',
        message: expect.stringMatching(/Product p1: It has no SKU/),
      },
    );
  });
});

it('Salesforce’s file is well-formed whatever the catalog is called', async () => {
  const { text } = await writeFor({ shop: { preset: 'salesforce', shopCatalog: '<a>\u0001&\ud800' } });
  expect(readCatalogXml(text).catalogId).toBe('<a> &\ufffd');
});

it('the check stops where the export is cancelled', async () => {
  await expect(blockedFor({ shop: { preset: 'magento' }, signal: { aborted: true } })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

it('Shopify’s separator is a setting, newer exports’ column name is kept, and other shops have their own', async () => {
  const { text } = await writeFor({ ids: ['p1'], shop: { preset: 'shopify', separator: ', ', max: 2 } });
  expect(text.split('\n')[1]).toBe('linen-shirt,"Shirt ""Linen"", white","silk-shirt, wool-shirt"');
  const products = fiveProducts.map(({ id, attributes }) => ({
    id,
    attributes: { 'URL handle': attributes?.['Handle'] ?? '' },
  }));
  expect((await writeFor({ products, shop: { preset: 'shopify' } })).text).toMatch(/^URL handle,Title,/);
  await expect(blockedFor({ shop: { preset: 'magento', separator: '|' } })).rejects.toMatchObject({
    code: 'bad-input',
  });
});
