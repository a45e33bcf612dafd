import { describe, expect, it } from 'vitest';
import { articleTypes } from '../../src/sample/drawing/articleTypes.ts';
import { sampleColumns, sampleCsv, sampleProducts } from '../../src/sample/sampleProducts.ts';

const column = (name: (typeof sampleColumns)[number]) => sampleColumns.indexOf(name);

describe('the sample catalog', () => {
  it('is the same for a seed, whatever the count, and another for another seed', () => {
    const short = sampleProducts(20, 7);
    const long = sampleProducts(60, 7);
    expect(sampleCsv(long).startsWith(sampleCsv(short))).toBe(true);
    expect(short.map((product) => product.photograph().svg)).toEqual(
      long.slice(0, 20).map((product) => product.photograph().svg),
    );
    expect(sampleCsv(sampleProducts(20, 8))).not.toBe(sampleCsv(short));
  });

  it('shows every article type, many colours and genders within 300 products', () => {
    const products = sampleProducts(300, 1);
    const values = (name: (typeof sampleColumns)[number]) =>
      new Set(products.map(({ row }) => row[column(name)]));
    expect(products.length).toBe(300);
    expect(values('articleType').size).toBe(articleTypes.length);
    expect(articleTypes.length).toBeGreaterThanOrEqual(12);
    expect(values('baseColour').size).toBeGreaterThanOrEqual(15);
    expect(values('gender').size).toBe(5);
    expect(values('id').size).toBe(300);
  });

  it('writes the columns of Fashion Product Images with cells that need no quotes', () => {
    const lines = sampleCsv(sampleProducts(100, 3)).trimEnd().split('\n');
    expect(lines[0]).toBe(
      'id,gender,masterCategory,subCategory,articleType,baseColour,season,year,usage,productDisplayName',
    );
    expect(lines.length).toBe(101);
    for (const line of lines) expect(line).toMatch(/^[^,"]+(,[^,"]+){9}$/);
  });

  it('names a product after its brand, gender, colour, pattern and kind', () => {
    for (const { row } of sampleProducts(200, 5)) {
      const name = row[column('productDisplayName')] ?? '';
      expect(name).toContain(` ${row[column('gender')]} `);
      expect(name).toContain((row[column('baseColour')] ?? '').replace(/ Blue$/, ''));
    }
  });

  it('draws complete numbers only', () => {
    for (const product of sampleProducts(300, 11)) {
      const { svg, width, height } = product.photograph();
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect([width, height].every((side) => side >= 440 && side <= 640)).toBe(true);
    }
  });
});
